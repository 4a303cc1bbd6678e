"""Texts of drawings are whole in every viewer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from test_press import SERIF, font_folder

from reportkit.press.fontconfig import only_fonts
from reportkit.press.inside import lettering

DRAWING = """<svg width="80" height="80">
<text x="40" y="20" text-anchor="{}" opacity="{}">meet</text></svg>"""


@pytest.fixture(autouse=True)
def fonts() -> Iterator[None]:
    with only_fonts(font_folder(SERIF)):
        yield


def groups(anchor: str, opacity: str = "1") -> int:
    """How many transparency groups the PDF of `DRAWING` has."""
    from weasyprint import HTML

    pdf: bytes = HTML(string=DRAWING.format(anchor, opacity)).write_pdf(uncompressed_pdf=True)
    return pdf.count(b"/S /Transparency")


def test_a_text_that_ends_at_a_point_is_not_cut_to_a_group() -> None:
    assert groups("end") == 1, "WeasyPrint is mended: press/inside/lettering.py can go"
    with lettering.whole():
        assert (groups("end"), groups("middle"), groups("start")) == (0, 0, 0)


def test_a_text_that_is_seen_through_keeps_its_group() -> None:
    with lettering.whole():
        assert groups("end", opacity=".5") == 1
