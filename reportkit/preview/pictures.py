"""Pages of a PDF as pictures, and the text that stands at a point of one.

In go the bytes of a PDF, out come PNGs and words. PDFium may be used by one thread at a time, so
that everything here holds one lock, and nothing of PDFium's is left for the garbage collector.
"""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from typing import Any

_PDFIUM = threading.Lock()
_REACH = 4.0
"""Points by which a click may miss a character."""
_AROUND = 160
"""Characters to each side of it that are looked at."""


class Pictures:
    """The pages of one PDF; those of no PDF are none."""

    def __init__(self, pdf: bytes) -> None:
        self._document = _open(pdf) if pdf else None
        self.sizes: tuple[tuple[float, float], ...] = self._sizes()
        """Width and height of each page, in points."""
        self.png = lru_cache(maxsize=64)(self._png)
        """The picture of a page, which counts from 1, by `scale` pixels a point. Raises
        `LookupError` when it is closed."""

    def close(self) -> None:
        """Let go of the PDF. Whoever asks later is told that there is nothing."""
        with _PDFIUM:
            if self._document is not None:
                self._document.close()
            self._document = None
        self.png.cache_clear()

    def text_at(self, page: int, x: float, y: float) -> tuple[str, int] | None:
        """The text around a point of a page, in points from its top left, and the index of the
        character that stands there; None where there is none."""
        with _PDFIUM:
            if self._document is None or not 1 <= page <= len(self.sizes):
                return None
            return _around(self._document[page - 1], x, self.sizes[page - 1][1] - y)

    def _png(self, page: int, scale: float) -> bytes:
        with _PDFIUM:
            if self._document is None:
                raise LookupError(page)
            image = self._document[page - 1].render(scale=scale).to_pil()
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=1)
        return buffer.getvalue()

    def _sizes(self) -> tuple[tuple[float, float], ...]:
        if self._document is None:
            return ()
        with _PDFIUM:
            count = len(self._document)
            return tuple(self._document.get_page_size(index) for index in range(count))


def _around(page: Any, x: float, y: float) -> tuple[str, int] | None:
    text = page.get_textpage()
    index = text.get_index(x, y, _REACH, _REACH)
    if index is None:
        return None
    first = max(0, index - _AROUND)
    return text.get_text_range(first, 2 * _AROUND), index - first


def _open(pdf: bytes) -> Any:
    from pypdfium2 import PdfDocument

    with _PDFIUM:
        return PdfDocument(pdf)
