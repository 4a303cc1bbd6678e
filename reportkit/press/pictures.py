"""The pages of a PDF as pictures.

In go the bytes of a PDF, out come those of a PNG a page; the same pages give the same bytes. PDFium
is not installed with reportkit itself, and may be used by one thread at a time.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from importlib.util import find_spec

from reportkit.diagnostics import Diagnostics

POINTS = 72
"""In an inch."""
CSS_DOTS = 96
"""Pixels in an inch, as CSS counts them."""
_PDFIUM = threading.Lock()


def can_draw(diagnostics: Diagnostics) -> bool:
    """Whether pages can be drawn here; reports what is missing."""
    if find_spec("pypdfium2") is None:
        hint = "install it: pip install 'reportkit[png]'"
        diagnostics.error("RK0907", "the pages cannot be drawn without pypdfium2", None, hint)
        return False
    return True


def pages(pdf: bytes, dots: float) -> Iterator[bytes]:
    """A PNG of each page of `pdf`, at `dots` an inch."""
    from pypdfium2 import PdfDocument

    with _PDFIUM:
        document = PdfDocument(pdf)
        try:
            for page in document:
                image = page.render(scale=dots / POINTS).to_pil()
                buffer = io.BytesIO()
                image.save(buffer, "PNG", dpi=(dots, dots))
                yield buffer.getvalue()
        finally:
            document.close()
