"""Blocks that do not fit their page, and pictures that are coarse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from test_press import make_manuscript, press

from reportkit.diagnostics import Span
from reportkit.press import Manuscript

PAGE = """
@page { size: 100mm 100mm; margin: 10mm }
.callout { break-inside: avoid }
img { display: block }
"""
LINES = "<p>A line of a made-up text</p>" * 40


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    made = make_manuscript(tmp_path)
    Image.new("RGB", (200, 100), "red").save(made.mounts["sources"][0] / "a map.png")
    return made


def said(manuscript: Manuscript, html: str) -> list[str]:
    return press(manuscript, html, css=PAGE).said


def test_a_block_taller_than_a_page_is_named_once(manuscript: Manuscript) -> None:
    html = f'<div class="callout"><div class="callout">{LINES}{LINES}</div></div>'
    name = "“A line of a made-up text A line of a mad…”"
    assert said(manuscript, html) == [
        f"warning RK0512 the callout {name} is taller than a page, and is broken "
        "(page 2 of the PDF)"
    ]


def test_a_block_that_moves_to_the_next_page_is_fine(manuscript: Manuscript) -> None:
    assert said(manuscript, f'<p>Before</p><div class="callout">{LINES[:186]}</div>') == []
    assert said(manuscript, LINES + f'<div class="callout">{LINES[:186]}</div>') == []


def test_a_text_wider_than_its_page_is_named(manuscript: Manuscript) -> None:
    html = f'<p class="listing">{"word" * 60}</p>'
    assert said(manuscript, html) == [
        f"warning RK0512 the listing “{('word' * 60)[:40]}…” is wider than its page "
        "(page 1 of the PDF)"
    ]


@pytest.mark.parametrize(
    ("style", "what"),
    [
        ("position: absolute; top: 85mm", "is taller than its page"),
        ("position: absolute; top: -20mm", "is taller than its page"),
        ("margin-left: -18mm", "is wider than its page"),
    ],
)
def test_a_text_that_leaves_its_page_at_any_side_is_named(
    manuscript: Manuscript, style: str, what: str
) -> None:
    html = f'<p class="judgement" style="{style}">A<br>B<br>C</p>'
    assert said(manuscript, html) == [
        f"warning RK0512 the judgement “A B C” {what} (page 1 of the PDF)"
    ]


@pytest.mark.parametrize("style", ["height: 4mm", "max-height: 4mm; overflow: hidden"])
def test_a_text_that_runs_out_of_a_box_of_a_set_height_is_named(
    manuscript: Manuscript, style: str
) -> None:
    html = f'<div class="callout" style="{style}"><p>A</p><p>B</p><p>C</p></div>'
    assert said(manuscript, html) == [
        "warning RK0515 the callout “A B C” is taller than its box (page 1 of the PDF)"
    ]
    assert said(manuscript, html.replace("4mm", "40mm")) == []


def test_groups_of_a_cover_that_run_into_each_other_are_named(manuscript: Manuscript) -> None:
    def cover(top: str) -> str:
        return (
            '<header class="cover"><h1 class="cover-heading">A<br>B</h1>'
            f'<p class="cover-imprint" style="position: absolute; top: {top}">C</p></header>'
        )

    assert said(manuscript, cover("14mm")) == [
        "warning RK0515 the cover heading “A B” runs into the cover imprint (page 1 of the PDF)"
    ]
    assert said(manuscript, cover("60mm")) == []


def test_an_image_that_leaves_its_page_is_named_with_its_place(manuscript: Manuscript) -> None:
    html = '<img style="width: 150mm; height: 20mm" src="sources/a%20map.png" alt="A map">'
    place = Span("briefing.yaml", 3, 4)
    asked = []

    def locate(what: str) -> Span:
        asked.append(what)
        return place

    (item,) = press(manuscript, html, css=PAGE, locate=locate).findings
    assert (item.code, item.span) == ("RK0511", place)
    assert asked == ["file:///report/sources/a%20map.png"]


def test_a_block_is_looked_for_by_its_longest_text(manuscript: Manuscript) -> None:
    html = f'<div class="callout"><p>February 2025</p>{LINES}{LINES}</div>'
    asked = []
    assert press(manuscript, html, css=PAGE, locate=asked.append).findings
    assert asked == ["A line of a made-up text"]


def test_a_coarse_image_is_named_with_the_pixels_that_it_needs(manuscript: Manuscript) -> None:
    html = '<img style="width: 80mm" src="sources/a%20map.png" alt="A map">'
    (item,) = press(manuscript, html, css=PAGE).findings
    assert item.message == (
        "the image a map.png is printed with 63 pixels an inch, which looks coarse "
        "(page 1 of the PDF)"
    )
    assert item.hints == ("it is 80 mm wide: give it 940 pixels instead of 200, or less width",)


@pytest.mark.parametrize("width", ["20mm", "33mm"])
def test_an_image_that_is_fine_enough_or_a_small_sign_is_fine(
    width: str, manuscript: Manuscript
) -> None:
    html = f'<img style="width: {width}" src="sources/a%20map.png" alt="A map">'
    assert said(manuscript, html) == []


def test_a_line_wider_than_its_box_is_named(manuscript: Manuscript) -> None:
    style = "width: 20mm; margin: 0"
    html = f'<p class="callout" style="{style}">A made-up incomprehensibilities</p>'
    assert said(manuscript, html) == [
        "warning RK0515 the callout “A made-up incomprehensibilities” "
        "has a line that is wider than its box (page 1 of the PDF)"
    ]


def test_what_stands_out_of_its_box_on_purpose_is_fine(manuscript: Manuscript) -> None:
    far = '<span style="position: absolute; left: 60mm">12</span>'
    assert said(manuscript, f'<p style="width: 20mm">A text{far}</p>') == []
    assert said(manuscript, '<pre style="white-space: pre-wrap">A text   </pre>') == []


def test_a_table_wider_than_its_page_is_named_once(manuscript: Manuscript) -> None:
    cells = "".join(f"<td>Onewordofmanyletters{n}</td>" for n in range(6))
    html = f'<table class="table-grid"><tr>{cells}</tr><tr>{cells}</tr></table>'
    found = press(manuscript, html, css=PAGE)
    (said_once,) = found.said
    assert said_once.startswith("warning RK0512 the table is wider than its page, from “Oneword")
    assert "`wide: true`" in found.findings[0].hints[0]
