"""How is an address drawn as a QR code, on a page and in a document?"""

from collections.abc import Iterator

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# The white margin that readers ask for (ISO/IEC 18004): four modules.
_MARGIN = 4


def modules(address: str) -> list[str]:
    """Return the rows of the code of `address`, each a text of 0 and 1, margin included."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=_MARGIN)
    code.add_data(address)
    code.make(fit=True)
    return ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]


def svg(address: str, label: str) -> str:
    """Return the code as an SVG picture named `label`: one path, no style, no script."""
    rows = modules(address)
    size, drawn = len(rows), "".join(_runs(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{_attribute(label)}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{drawn}"/></svg>'
    )


def _runs(rows: list[str]) -> Iterator[str]:
    for y, row in enumerate(rows):
        x = 0
        while (start := row.find("1", x)) >= 0:
            end = row.find("0", start)
            x = len(row) if end < 0 else end
            yield f"M{start} {y}h{x - start}v1h-{x - start}z"


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
