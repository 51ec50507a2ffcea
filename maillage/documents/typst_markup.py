"""How does pandoc's tree become typst markup in which no text can ever act?

Every word is written as a typst *string literal* (`#"…";`), in which only the backslash and the
quote have a meaning, and both are escaped. Pandoc's own typst writer escapes signs one by one in
markup instead; here, nothing a person wrote is read as markup at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from maillage.documents import images, qr

Node: TypeAlias = Mapping[str, Any]

# The paragraphs a template names, and the function of `house/public.typ` that sets each.
STYLES = {
    "Surtitre": "kicker",
    "Title": "headline",
    "Subtitle": "subtitle",
    "Mention": "dateline",
    "Vide": "empty",
    "Signataire": "signatory",
    "Paraphe": "signature",
    "Chiffre": "figure-name",
    "Explication": "figure-rule",
    "Origine": "figure-source",
    "Émargement": "signing",
}
# A paragraph that is an address, printed with its QR code.
_CODE = "Code"
_ANNEX = "annexe"
_ALIGNMENTS = {"AlignRight": "right", "AlignCenter": "center"}
# A run of signs longer than this may be broken anywhere, or it would leave the page.
_LONG_RUN = re.compile(r"\S{25}(?=\S)")
_MAY_BREAK = "\u200b"


class UnknownNode(ValueError):
    """A template uses a piece of Markdown that the house does not set in PDF yet."""


def markup(blocks: Iterable[Node]) -> str:
    """Return the typst markup of pandoc's `blocks`.

    :raises UnknownNode: a kind of block or of inline that our templates have no use for.
    """
    return "\n\n".join(_block(block) for block in blocks)


def literal(text: str) -> str:
    """Return `text` as a typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _block(node: Node) -> str:
    kind = node["t"]
    if kind not in _BLOCKS:
        raise UnknownNode(kind)
    return _BLOCKS[kind](node.get("c"))


def _heading(content: Any) -> str:
    level, (identity, _, _), words = content
    setter = "annex" if identity == _ANNEX else "heading"
    return f"#{setter}(level: {int(level)})[{_inlines(words)}]"


def _paragraph(content: Any) -> str:
    if [node["t"] for node in content] == ["Image"]:
        return _inline(content[0])
    return f"#par[{_inlines(content)}]"


def _plain(content: Any) -> str:
    return _inlines(content)


def _list(content: Any) -> str:
    return "#list(" + ", ".join(f"[{markup(item)}]" for item in content) + ")"


def _division(content: Any) -> str:
    (_, _, attributes), blocks = content
    style = dict(attributes).get("custom-style")
    if style == _CODE:
        return f"#code-of({_modules(blocks)})[{markup(blocks)}]"
    if style not in STYLES:
        raise UnknownNode(f"custom-style {style!r}")
    return f"#{STYLES[style]}[{markup(blocks)}]"


def _modules(blocks: Iterable[Node]) -> str:
    """Return the QR code of the words of `blocks`: a tuple of rows of 0 and 1."""
    words = "".join(_word(node) or "" for block in blocks for node in block["c"])
    return "(" + "".join(f"{literal(row)}, " for row in qr.modules(words)) + ")"


def _table(content: Any) -> str:
    _, (_, caption), columns, (_, head), bodies, _ = content
    widths = ", ".join(_width(width) for _, width in columns)
    aligns = ", ".join(_ALIGNMENTS.get(align["t"], "left") for align, _ in columns)
    header = ", ".join(_cells(head))
    rows = [", ".join(_cells([row])) for body in bodies for row in body[3]]
    lines = "".join(f"  {row},\n" for row in rows)
    return (
        f"#house-table(caption: [{markup(caption)}], columns: ({widths},), align: ({aligns},),\n"
        f"  table.header({header}),\n{lines})"
    )


def _width(width: Node) -> str:
    return f"{float(width['c']):.4f}fr" if width["t"] == "ColWidth" else "auto"


def _cells(rows: Sequence[Any]) -> list[str]:
    return [f"[{markup(cell[4])}]" for _, cells in rows for cell in cells]


def _inlines(nodes: Iterable[Node]) -> str:
    written: list[str] = []
    words: list[str] = []
    for node in nodes:
        if (word := _word(node)) is not None:
            words.append(word)
            continue
        written.extend((_text("".join(words)), _inline(node)))
        words = []
    return "".join((*written, _text("".join(words))))


def _word(node: Node) -> str | None:
    match node["t"]:
        case "Str":
            return str(node["c"])
        case "Space" | "SoftBreak":
            return " "
        case _:
            return None


def _text(words: str) -> str:
    return f"#{literal(_LONG_RUN.sub(lambda run: run[0] + _MAY_BREAK, words))};" if words else ""


def _inline(node: Node) -> str:
    match node["t"]:
        case "LineBreak":
            return "#linebreak();"
        case "Strong":
            return f"#strong[{_inlines(node['c'])}];"
        case "Emph":
            return f"#emph[{_inlines(node['c'])}];"
        case "Link":
            _, words, (address, _) = node["c"]
            return f"#link({literal(address)})[{_inlines(words)}];"
        case "Image":
            _, words, (address, _) = node["c"]
            return _picture(words, address)
        case kind:
            raise UnknownNode(kind)


def _picture(words: Sequence[Node], address: str) -> str:
    svg = images.svg_of(address)
    if svg is None:
        raise UnknownNode("an image from elsewhere")
    said = "".join(_word(node) or "" for node in words)
    return f"#drawing({literal(svg)}, {literal(said)})"


_BLOCKS: Mapping[str, Callable[[Any], str]] = {
    "Header": _heading,
    "Para": _paragraph,
    "Plain": _plain,
    "BulletList": _list,
    "Div": _division,
    "Table": _table,
}
