"""How does a document meet its template?

Every value a template inserts is escaped by the environment itself (`finalize`): a template
cannot forget to do it. Only what `maillage.documents.text` built as Markdown goes in as it is.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from maillage.documents import images, text, wording
from maillage.documents.text import Markdown

_TEMPLATES = Path(__file__).parent / "templates"
# Only an address made of plain signs becomes a link; any other is printed as text.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&+,;=%-]{4,500}")

_NOTHING_WRITTEN = Markdown(
    '::: {custom-style="Vide"}\nSection non renseignée à ce jour.\n:::',
)


def link(label: str, url: str) -> Markdown:
    """Return `label` as a link to `url`, or both as text when the address is not a plain one."""
    if not url:
        return text.escape(label)
    if not _PLAIN_ADDRESS.fullmatch(url):
        return text.escape(f"{label} ({url})")
    return Markdown(f"[{text.escape(label or url)}](<{url}>)")


def prose(words: str) -> Markdown:
    """Return what people wrote as Markdown blocks, or the mention that they wrote nothing."""
    return text.blocks(words) or _NOTHING_WRITTEN


def strong(words: object) -> Markdown:
    """Return words in strong type; nothing would make two pairs of asterisks, hence the dash."""
    return Markdown(f"**{_inserted(words) or '–'}**")


def fill(template: str, values: Mapping[str, object]) -> str:
    """Return the Markdown of a document; a value the template names and lacks is an error."""
    return _ENVIRONMENT.get_template(template).render(values)


def _inserted(value: object) -> str:
    return value if isinstance(value, Markdown) else text.escape(str(value))


# Not HTML: autoescape would write entities; `finalize` escapes for Markdown instead.
_ENVIRONMENT = Environment(  # noqa: S701  # see above
    loader=FileSystemLoader(_TEMPLATES),
    undefined=StrictUndefined,
    finalize=_inserted,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    blocks=text.blocks,
    drawn=images.drawn,
    link=link,
    prose=prose,
    strong=strong,
    integer=wording.integer,
    euros=wording.euros,
    short_day=wording.short_day,
    long_day=wording.long_day,
)
