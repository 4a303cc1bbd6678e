"""Pages of a PDF side by side: one sheet as a PDF, whose text stays text, and as a PNG.

In go the bytes of a PDF, out come those of its sheet. It is apart from the rest of the kit because
it needs PDFium, which comes with `reportkit[preview]`.
"""

from __future__ import annotations

import io
import re
from typing import Any

COLUMNS = 4
WIDTH = 190.0
"""How wide a page is drawn, in points."""
GAP = 7.0
"""What is free around it, in points."""
SCALE = 1.5
"""Pixels a point."""
GROUND = (228, 228, 226)
COLOURS = 128
"""How many the picture has: a page has few, but those of a mark or a line must be its own."""
_OF_THE_MOMENT = {
    re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]"): b"/ID[<%b><%b>]" % (2 * (32 * b"0",)),
    re.compile(rb"/CreationDate\(D:\d{14}"): b"/CreationDate(D:19700101000000",
}
"""What PDFium writes otherwise each time, and what is put there, which is as long: the same pages
are to give the same bytes."""


def sheet(pdf: bytes) -> bytes:
    """All pages of `pdf`, row by row, on the one page of another."""
    from pypdfium2 import PdfDocument

    pages, made = PdfDocument(pdf), PdfDocument.new()
    sizes = [pages.get_page_size(number) for number in range(len(pages))]
    drawn = [height * WIDTH / width for width, height in sizes]
    rows = [drawn[i : i + COLUMNS] for i in range(0, len(drawn), COLUMNS)]
    tops = [GAP + sum(max(row) + GAP for row in rows[:i]) for i in range(len(rows) + 1)]
    height = tops[-1]
    target = made.new_page(COLUMNS * (WIDTH + GAP) + GAP, height)
    _fill(target, 0, 0, target.get_width(), height, GROUND)
    for number, (width, _) in enumerate(sizes):
        row, column = divmod(number, COLUMNS)
        left, foot = GAP + column * (WIDTH + GAP), height - tops[row] - drawn[number]
        _fill(target, left, foot, WIDTH, drawn[number], (255, 255, 255))
        _place(pages, number, made, target, WIDTH / width, left, foot)
    target.gen_content()
    buffer = io.BytesIO()
    made.save(buffer)
    data = buffer.getvalue()
    for pattern, instead in _OF_THE_MOMENT.items():
        data = pattern.sub(instead, data)
    return data


def png(pdf: bytes) -> bytes:
    """The first page of `pdf` as a picture."""
    from PIL import Image
    from pypdfium2 import PdfDocument

    drawn = PdfDocument(pdf)[0].render(scale=2 * SCALE).to_pil()
    halved = drawn.resize((drawn.width // 2, drawn.height // 2), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    # The default method spends all colours on what there is most of, greys of text and paper.
    method = Image.Quantize.MAXCOVERAGE
    few = halved.quantize(COLOURS, method, kmeans=1, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _fill(
    page: Any, left: float, foot: float, width: float, height: float, colour: tuple[int, int, int]
) -> None:
    """Draw a rectangle of one colour."""
    from pypdfium2 import raw

    drawn = raw.FPDFPageObj_CreateNewRect(left, foot, width, height)
    raw.FPDFPageObj_SetFillColor(drawn, *colour, 255)
    raw.FPDFPath_SetDrawMode(drawn, raw.FPDF_FILLMODE_ALTERNATE, 0)
    raw.FPDFPage_InsertObject(page.raw, drawn)


def _place(
    pages: Any, number: int, made: Any, target: Any, scale: float, left: float, foot: float
) -> None:
    """Put a page of `pages` on the page `target` of `made`."""
    from pypdfium2 import PdfMatrix

    placed = pages.page_as_xobject(number, made).as_pageobject()
    placed.set_matrix(PdfMatrix().scale(scale, scale).translate(left, foot))
    target.insert_obj(placed)
