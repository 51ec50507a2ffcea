"""How does our Markdown become a Word or a LibreOffice file, or a tree to print from?

Pandoc runs in its own sandbox (it opens no file and no connection), reads from standard input and
writes to standard output: nothing touches the disk.
"""

import json
import subprocess
from functools import cache
from typing import Any, TypeAlias

import pypandoc

# Markdown reduced to what our templates use. Anything that would let a text act (raw HTML, TeX,
# typst, attributes on spans, citations, mathematics…) is not in the list, hence not active.
_READER = "".join(
    (
        "markdown_strict",
        "-raw_html",
        "-shortcut_reference_links",
        "-spaced_reference_links",
        "+all_symbols_escapable",
        "+blank_before_header",
        "+header_attributes",
        "+space_in_atx_header",
        "+escaped_line_breaks",
        "+fenced_divs",
        "+pipe_tables",
        "+table_captions",
    )
)
# Below the length of any table line, so that the dashes of its ruler always give the widths.
_COLUMNS = "--columns=20"
_TIMEOUT_S = 60

Tree: TypeAlias = dict[str, Any]


class PandocFailed(RuntimeError):
    """Pandoc refused the Markdown of a template: a defect of ours, its words are for the log."""


def tree(markdown: str) -> Tree:
    """Return the syntax tree of `markdown` as pandoc's JSON, read."""
    read: Tree = json.loads(_run(markdown, "json"))
    return read


def office_file(markdown: str, writer: str) -> bytes:
    """Return `markdown` as the bytes of a file of pandoc's `writer`, « docx » or « odt »."""
    return _run(markdown, writer)


@cache
def _executable() -> str:
    return str(pypandoc.get_pandoc_path())


def _run(markdown: str, writer: str) -> bytes:
    command = [
        _executable(),
        "--sandbox",
        f"--from={_READER}",
        f"--to={writer}",
        _COLUMNS,
        "--metadata=lang:fr-FR",
        "--output=-",
    ]
    done = subprocess.run(  # noqa: S603 - fixed arguments, the text goes through standard input
        command,
        input=markdown.encode(),
        capture_output=True,
        # A fixed date: the real one is written afterwards with the rest of the metadata.
        env={"SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8"},
        timeout=_TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        raise PandocFailed(done.stderr.decode(errors="replace"))
    return done.stdout
