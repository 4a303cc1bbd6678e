"""Headings at the foot, pages hardly filled, rows that are cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_press import make_manuscript, press

from reportkit.press import Manuscript

PAGE = """
@page { size: 100mm 100mm; margin: 10mm }
.body { page: body }
body { margin: 0; line-height: 10mm }
h2, p { margin: 0; font-size: 10pt; break-after: auto }
.body { orphans: 1; widows: 1 }
th, td { padding: 0 }
table { border-spacing: 0 }
"""
LINE = "<p>A line of a made-up text</p>"


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    return make_manuscript(tmp_path)


def said(manuscript: Manuscript, html: str, *codes: str) -> list[str]:
    found = press(manuscript, f'<div class="body">{html}</div>', css=PAGE).said
    return [item for item in found if item.split()[1] in codes]


def test_a_heading_at_the_foot_of_its_page_is_named(manuscript: Manuscript) -> None:
    html = LINE * 7 + "<h2>Trade and ports</h2>" + LINE * 6
    assert said(manuscript, html, "RK0513") == [
        "warning RK0513 the heading “Trade and ports” stands at the foot of its page"
    ]
    assert said(manuscript, LINE * 6 + "<h2>Trade</h2>" + LINE * 6, "RK0513") == []


def test_a_heading_that_ends_the_report_is_fine(manuscript: Manuscript) -> None:
    assert said(manuscript, LINE * 7 + "<h2>Trade</h2>", "RK0513") == []


def test_a_page_under_a_third_full_is_named_by_its_first_words(manuscript: Manuscript) -> None:
    assert said(manuscript, LINE * 8 + "<p>What is left over</p>", "RK0514") == [
        "note RK0514 the page that begins “What is left over” is filled to 12% of its height"
    ]
    assert said(manuscript, LINE * 11, "RK0514") == []


def test_a_page_that_is_no_running_text_may_be_as_empty_as_it_likes(
    manuscript: Manuscript,
) -> None:
    assert press(manuscript, LINE, css=PAGE).said == []


def test_a_row_that_is_cut_is_named_and_a_repeated_head_is_not(manuscript: Manuscript) -> None:
    row = "<tr><td>North</td><td>First<br>second<br>third</td></tr>"
    head = "<thead><tr><th>Basin</th><th>Lines</th></tr></thead>"
    html = f"<table>{head}<tbody>{row * 4}</tbody></table>"
    assert said(manuscript, html, "RK0516") == [
        "warning RK0516 the row “North First second third” is cut at the foot of its page"
    ]
    whole = html.replace("<tr><td>", '<tr style="break-inside: avoid"><td>')
    assert said(manuscript, whole, "RK0516") == []
