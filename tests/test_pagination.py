"""Headings at the foot, pages hardly filled, rows that are cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from test_press import make_manuscript, press

from reportkit.diagnostics import Diagnostics
from reportkit.press import Manuscript, Part, plain
from reportkit.press.linked import print_pdf
from reportkit.press.store import MemoryStore
from reportkit.workspace import Workspace

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
        "warning RK0513 the heading “Trade and ports” stands at the foot of its page "
        "(page 1 of the PDF)"
    ]
    assert said(manuscript, LINE * 6 + "<h2>Trade</h2>" + LINE * 6, "RK0513") == []


def test_a_heading_that_hangs_beside_its_text_is_fine(manuscript: Manuscript) -> None:
    hanging = '<h2 style="position: absolute; width: 20mm">Trade and ports</h2>'
    html = LINE * 7 + f'<section style="position: relative">{hanging}{LINE}</section>' + LINE * 6
    assert said(manuscript, html, "RK0513") == []


def test_a_heading_that_ends_the_report_is_fine(manuscript: Manuscript) -> None:
    assert said(manuscript, LINE * 7 + "<h2>Trade</h2>", "RK0513") == []


def test_a_page_under_a_third_full_is_named_by_its_first_words(manuscript: Manuscript) -> None:
    assert said(manuscript, LINE * 8 + "<p>What is left over</p>", "RK0514") == [
        "note RK0514 the page that begins “What is left over” is filled to 12% of its height "
        "(page 2 of the PDF)"
    ]
    assert said(manuscript, LINE * 11, "RK0514") == []


@pytest.mark.parametrize(("lines", "mend"), [(1, "write more"), (9, "shorten what stands before")])
def test_how_to_fill_a_page_depends_on_what_stands_before(
    lines: int, mend: str, manuscript: Manuscript
) -> None:
    html = f'<div class="body">{LINE * lines}</div>'
    (item,) = press(manuscript, html, css=PAGE).findings
    assert item.hints == (f"{mend}{' it' * (lines > 1)}, or choose a theme in which sections flow",)


@pytest.mark.parametrize("printed", [print_pdf, plain.print_pdf])
def test_pages_are_those_of_the_whole_document_also_when_it_is_kept(
    printed: Callable[..., bytes | None], manuscript: Manuscript, tmp_path: Path
) -> None:
    (tmp_path / "styles/report.css").write_text(PAGE + "section { break-before: page }")
    html = f'<div class="body">{LINE * 9}</div>'
    parts = tuple(Part(f"p{i}", f'<section id="p{i}">{html}</section>') for i in range(3))
    manuscript, kept = replace(manuscript, parts=parts), {"store": MemoryStore()}
    for _ in range(2):
        diagnostics = Diagnostics()
        options = kept if printed is print_pdf else {}
        assert printed(manuscript, Workspace(tmp_path), diagnostics, **options)
        found = [item.message.partition("(")[2] for item in diagnostics]
        assert found == [f"page {page} of the PDF)" for page in (2, 4, 6)]


def test_a_page_that_is_no_running_text_may_be_as_empty_as_it_likes(
    manuscript: Manuscript,
) -> None:
    assert press(manuscript, LINE, css=PAGE).said == []


def test_a_row_that_is_cut_is_named_and_a_repeated_head_is_not(manuscript: Manuscript) -> None:
    row = "<tr><td>North</td><td>First<br>second<br>third</td></tr>"
    head = "<thead><tr><th>Basin</th><th>Lines</th></tr></thead>"
    html = f"<table>{head}<tbody>{row * 4}</tbody></table>"
    assert said(manuscript, html, "RK0516") == [
        "warning RK0516 the row “North First second third” is cut at the foot of its page "
        "(page 1 of the PDF)"
    ]
    whole = html.replace("<tr><td>", '<tr style="break-inside: avoid"><td>')
    assert said(manuscript, whole, "RK0516") == []
