"""How is the printed file made: a tagged PDF (PDF/UA-1) set by typst, in this process?"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import typst

from maillage.documents import pandoc, typst_markup
from maillage.documents.fonts import FAMILIES, fonts
from maillage.documents.furniture import Emblem, Furniture, Point

_HOUSE = Path(__file__).parent / "house" / "public.typ"
_NOT_DISPLAYED = "could not be displayed"
# Beyond this many different rare signs, the rest is written by code point without being tried.
_TRIED_AT_MOST = 500


def make(markdown: str, furniture: Furniture) -> bytes:
    """Return the PDF of `markdown`: tagged, with language, title, and its reading order.

    A sign that no font at hand can show is written as its code point, « [U+1F600] », since
    PDF/UA refuses a text that shows nothing.
    """
    tree = pandoc.tree(markdown)
    source = _page(typst_markup.markup(tree["blocks"]), furniture)
    for known in (fonts(), fonts(of_the_system=True)):
        try:
            return _compiled(source, furniture, known)
        except typst.TypstError as error:
            if _NOT_DISPLAYED not in str(error):
                raise
    return _compiled(_shown(source), furniture, fonts(of_the_system=True))


@cache
def _house() -> str:
    return _HOUSE.read_text()


@cache
def _families() -> str:
    known = set(fonts().families())
    return ", ".join(typst_markup.literal(name) for name in FAMILIES if name in known)


def _page(body: str, furniture: Furniture) -> str:
    name, author = (typst_markup.literal(words) for words in (furniture.title, furniture.author))
    return (
        f"{_house()}\n#show: house.with(name: {name}, author: {author}, fonts: ({_families()},), "
        f"emblem: {_emblem(furniture.emblem)})\n\n{body}\n"
    )


def _emblem(emblem: Emblem) -> str:
    knots = "".join(f"{_point(knot)}, " for knot in emblem.knots)
    threads = "".join(f"({_point(start)}, {_point(end)}), " for start, end in emblem.threads)
    hue = f'rgb("#{emblem.hue}")'
    return f"(hue: {hue}, radius: {emblem.radius:.2f}, knots: ({knots}), threads: ({threads}))"


def _point(point: Point) -> str:
    return f"({point[0]:.2f}, {point[1]:.2f})"


def _compiled(source: str, furniture: Furniture, known: typst.Fonts) -> bytes:
    # The root holds the house's page and nothing else: even a defect of ours could read no file.
    made: bytes = typst.compile(  # type: ignore[call-overload] # its stubs type `root` as the input
        source.encode(),
        root=_HOUSE.parent,
        font_paths=known,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=furniture.at,
    )
    return made


def _shown(source: str) -> str:
    """Return `source` with the signs that no font shows replaced by their code points."""
    rare = sorted({sign for sign in source if ord(sign) > 0x17F})
    hidden = {sign for sign in rare[:_TRIED_AT_MOST] if not _displayable(sign)}
    hidden.update(rare[_TRIED_AT_MOST:])
    return source.translate({ord(sign): _code_point(sign) for sign in hidden})


def _code_point(sign: str) -> str:
    # A joiner or a variation selector says nothing without the sign it follows.
    return "" if unicodedata.category(sign) in {"Cf", "Mn"} else f"[U+{ord(sign):04X}]"


@lru_cache(maxsize=10_000)
def _displayable(sign: str) -> bool:
    """Ask typst itself: it alone knows what its fonts and those of the system hold."""
    sample = (
        f'#set document(title: "essai")\n#set text(lang: "fr", font: ({_families()},))\n'
        f"#{typst_markup.literal(sign)}"
    )
    try:
        typst.compile(
            sample.encode(),
            font_paths=fonts(of_the_system=True),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True
