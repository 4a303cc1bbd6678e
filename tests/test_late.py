"""Late numbers: how they are written, and what moves with them."""

from __future__ import annotations

import pytest

from reportkit.press import late
from reportkit.press.part import (
    Abscissa,
    Content,
    Digits,
    Glyph,
    Line,
    ObjectFile,
    Rectangle,
    Shift,
    Slot,
)

GLYPHS = {digit: Glyph(f"<{index:02d}>", 5.0) for index, digit in enumerate("0123456789")}


def part(align: float) -> ObjectFile:
    """A part with one line, which holds the number of a page, laid out with two digits."""
    return ObjectFile(
        name="a",
        pages=(),
        numbers=(),
        objects=b"",
        contents=(),
        slots=(Slot("#x", "decimal", "88", 0, 0),),
        lines=(Line(align, (0,)),),
        rectangles=(Rectangle(0, 0, 1, (100.0, 20.0, 107.5, 10.0)),),
        abscissas=(Abscissa(0, 4.5, 0.75),),
        is_spare=False,
        glyphs=(GLYPHS,),
        fonts=(),
        mapping=0,
        elements=(),
        keys=0,
        strings={},
        counters={},
        running={},
        asked=(),
    )


def content() -> Content:
    """The number, and a text right of it."""
    holes = (Shift(0, 100.0, 0, 0), Digits(4, 0), Shift(8, 110.0, 0, 1))
    return Content(1, "<<>>", b" Tm[] TJ Tm", holes)


@pytest.mark.parametrize(
    ("align", "number", "drawn"),
    [
        (0.0, 12, b"100 Tm[<01><02>] TJ110 Tm"),
        (0.0, 7, b"100 Tm[<07>] TJ105 Tm"),
        (1.0, 7, b"105 Tm[<07>] TJ110 Tm"),
        (0.5, 7, b"102.5 Tm[<07>] TJ107.5 Tm"),
        (0.0, 123, b"100 Tm[<01><02><03>] TJ115 Tm"),
        (1.0, 123, b"95 Tm[<01><02><03>] TJ110 Tm"),
    ],
)
def test_a_line_keeps_its_edge_whatever_the_number(align: float, number: int, drawn: bytes) -> None:
    assert late.fill(content(), part(align), lambda _: number) == drawn


def test_the_area_of_a_link_is_as_wide_as_its_number() -> None:
    (area,) = part(0.0).rectangles
    assert late.corners(area, part(0.0), lambda _: 7) == b"[100 20 103.75 10]"
    assert late.corners(area, part(1.0), lambda _: 7) == b"[103.75 20 107.5 10]"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (1949, "mcmxlix"), (0, "0"), (4000, "4000")],
)
def test_small_roman_numerals(number: int, text: str) -> None:
    assert late.shown(number, "lower-roman") == text
    assert late.shown(number, "upper-roman") == text.upper()
