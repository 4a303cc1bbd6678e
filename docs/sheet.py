"""Draw a PDF's pages side by side: `python docs/sheet.py out/us-russia-thaw.pdf docs/example.png`.

Made for the pictures of the README and the documentation; `make pictures` calls it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

COLUMNS, PAGE_WIDTH, GAP = 4, 380, 14
GROUND = (228, 228, 226)


def sheet(pdf: Path) -> Image.Image:
    """All pages of `pdf`, row by row, as one picture of few colours."""
    pages = [_picture(page) for page in pypdfium2.PdfDocument(pdf)]
    height = max(page.height for page in pages)
    rows = -(-len(pages) // COLUMNS)
    size = (COLUMNS * (PAGE_WIDTH + GAP) + GAP, rows * (height + GAP) + GAP)
    drawn = Image.new("RGB", size, GROUND)
    for i, page in enumerate(pages):
        column, row = i % COLUMNS, i // COLUMNS
        drawn.paste(page, (GAP + column * (PAGE_WIDTH + GAP), GAP + row * (height + GAP)))
    return drawn.quantize(96, dither=Image.Dither.NONE)


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    scale = 2 * PAGE_WIDTH / page.get_width()
    drawn = page.render(scale=scale).to_pil()
    return drawn.resize((PAGE_WIDTH, round(drawn.height / 2)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sheet(Path(sys.argv[1])).save(sys.argv[2], optimize=True)
