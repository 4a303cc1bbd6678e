"""Lines that end at an element are as full as others."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from test_press import SERIF, font_folder

from reportkit.press.fontconfig import only_fonts
from reportkit.press.inside import breaks

PAGE = "<style>@page {{ size: 400mm 40mm; margin: 0 }} p {{ width: {}px }}</style><p>{}"
TEXT = "Code keeps its lines. It stands in the briefing, or in a <code>file</code> of its own."
FITS = " makes the PDF PDF/A-3a as well, and "


@pytest.fixture(autouse=True)
def fonts() -> Iterator[None]:
    with only_fonts(font_folder(SERIF)):
        yield


def lines(width: float) -> list[Any]:
    """The lines of `TEXT` in a column of `width` pixels."""
    from weasyprint import HTML

    document = HTML(string=PAGE.format(width, TEXT)).render()
    boxes = document.pages[0]._page_box.descendants()
    return [box for box in boxes if type(box).__name__ == "LineBox"]


def words(line: Any) -> str:
    return "".join(getattr(part, "text", "") for part in line.descendants())


def test_a_text_whose_last_space_does_not_fit_stays_on_its_line() -> None:
    (line,) = lines(1000)
    width = line.children[0].width - 1  # all but the space before `file`
    assert words(lines(width)[0]) == "Code", "WeasyPrint is mended: press/inside/breaks.py can go"
    with breaks.mended():
        first, second = lines(width)
    assert words(first).rstrip() == "Code keeps its lines. It stands in the briefing, or in a"
    assert words(second) == "file of its own."


@pytest.mark.parametrize(("white_space", "length"), [("normal", 30), ("nowrap", 33)])
def test_a_word_that_is_too_long_by_a_hair_goes_to_the_next_line(
    white_space: str, length: int
) -> None:
    def split(text: str, style: Any, context: Any, max_width: float, spacing: int) -> Any:
        length, width = (33, 201.9) if max_width > 201 else (30, 180.0)
        return SimpleNamespace(), length, length, width, 10, 8

    style = {"white_space": white_space}
    assert breaks.filling(split)(FITS, style, None, 201.6, 0)[1] == length


def test_a_text_that_ends_in_a_bound_space_is_not_cut_after_its_first_word() -> None:
    def split(text: str, style: Any, context: Any, max_width: float, spacing: int) -> Any:
        length, width = (3, 30.0) if max_width > 230 else (21, 180.0)
        return SimpleNamespace(), length, length + 1, width, 10, 8

    style = {"white_space": "normal", "font_size": 12.0}
    assert breaks.filling(split)("and what it never says so\u00a0", style, None, 234, 0)[1] == 21


@pytest.mark.parametrize(("end", "fits"), [("", 156), ("\u00a0", 151)])
def test_a_text_that_is_too_long_by_a_hair_or_its_last_space_is_parted(end: str, fits: int) -> None:
    def split(text: str, style: Any, context: Any, max_width: float, spacing: int) -> Any:
        length, resume_at, width = (15, None, 156.7) if max_width > fits else (8, 9, 80.0)
        return SimpleNamespace(), length, resume_at, width, 10, 8

    style = {"white_space": "normal", "font_size": 20.0}
    assert breaks.filling(split)(" made-up basins" + end, style, None, 156.2, 0)[2] == 9
