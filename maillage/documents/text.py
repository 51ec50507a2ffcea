"""How does a text somebody typed become Markdown that says that text, and nothing else?

Everything a person wrote reaches a document through this module. Every ASCII punctuation sign is
escaped, so no sign keeps a meaning in Markdown; what no document may hold (control characters,
lone surrogates, signs that turn the reading direction over) is taken out first.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# ASCII punctuation: with pandoc's `all_symbols_escapable`, a backslash makes any of them plain.
_PUNCTUATION = re.compile(r"""([!-/:-@\[-`{-~])""")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Reading-direction overrides can make a printed name read as another one; XML refuses the others.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef]"
)
_BULLET = re.compile(r"^\s*[-–—•*]\s+(?=\S)")
_BLANKS = re.compile(r"[ \t]+")


class Markdown(str):
    """A text that is already Markdown, made by this package: inserted as it stands."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return `text` in NFC with line ends as `\\n`, without what no document format can hold.

    Lone surrogates and non-characters become U+FFFD; other control characters disappear.
    """
    lines = _LINE_ENDS.sub("\n", text)
    kept = _FORBIDDEN.sub("", lines)
    return unicodedata.normalize("NFC", "".join(_storable(sign) for sign in kept))


def escape(text: str) -> Markdown:
    """Return `text` as the Markdown of one line that reads as that text, whatever it holds."""
    line = _BLANKS.sub(" ", clean(text).replace("\n", " ")).strip(" ")
    return Markdown(_PUNCTUATION.sub(r"\\\1", line))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list that somebody typed, line by line, as it is shown and printed."""

    lines: tuple[str, ...]
    is_list: bool


def parts(text: str) -> list[Block]:
    """Cut a text into its paragraphs and its lists.

    An empty line parts two paragraphs, a single line end is kept as one, and lines that begin
    with a dash become a list. Nothing else has a meaning.
    """
    return [_block(lines) for lines in _groups(clean(text))]


def blocks(text: str) -> Markdown:
    """Return the Markdown of a text of several paragraphs and lists (see `parts`)."""
    return Markdown("\n\n".join(_markdown(block) for block in parts(text)))


def _storable(sign: str) -> str:
    point = ord(sign)
    if 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return sign


def _groups(text: str) -> Iterator[list[str]]:
    """Part lines into paragraphs and lists: a group is either all items or no item."""
    group: list[str] = []
    for line in text.split("\n"):
        is_item = bool(_BULLET.match(line))
        if group and (not line.strip() or is_item != bool(_BULLET.match(group[0]))):
            yield group
            group = []
        if line.strip():
            group.append(line)
    if group:
        yield group


def _block(lines: list[str]) -> Block:
    if _BULLET.match(lines[0]):
        return Block(tuple(_BULLET.sub("", line).strip() for line in lines), is_list=True)
    return Block(tuple(line.strip() for line in lines), is_list=False)


def _markdown(block: Block) -> str:
    lines = [escape(line) for line in block.lines]
    return "\n".join(f"- {line}" for line in lines) if block.is_list else "\\\n".join(lines)
