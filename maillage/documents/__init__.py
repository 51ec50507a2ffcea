"""Printed documents: one Markdown template each, given as DOCX, ODT and tagged PDF.

`render(document, format, at=…)` is all a caller needs; what a document holds is a frozen
dataclass beside (`letters.LetterOfIntent`).
"""

from maillage.documents.render import Document, Format, render

__all__ = ["Document", "Format", "render"]
