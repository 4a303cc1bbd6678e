"""Labels of pages in the PDF. Plain WeasyPrint writes none, so there is nothing to compare with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pdfs
import pytest
from test_linked import PAGE, THREE, parts
from test_press import make_manuscript

from reportkit.diagnostics import Diagnostics
from reportkit.press import Manuscript, linked, plain
from reportkit.workspace import Workspace

PARTS = parts("<h1>Cover</h1>", *THREE)
FRONT = "@page front { @bottom-center { content: counter(page, lower-roman) } } #p1 { page: front }"
COVER = "@page cover { @bottom-center { content: none } } #p0 { page: cover; break-after: page }"
BODY = "@page :nth(1 of body) { counter-reset: page 1 } #p2, #p3 { page: body }"


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    return replace(make_manuscript(tmp_path / "project"), parts=PARTS)


def labels(manuscript: Manuscript, css: str) -> list[str]:
    (manuscript.mounts["styles"][0] / "report.css").write_text(PAGE + css)
    diagnostics = Diagnostics()
    pdf = linked.print_pdf(manuscript, Workspace(Path("/nowhere")), diagnostics)
    assert pdf, list(diagnostics)
    return pdfs.reader(pdf).page_labels


def test_a_page_is_called_by_its_number(manuscript: Manuscript) -> None:
    assert labels(manuscript, "") == [str(number) for number in range(1, 11)]


def test_front_matter_is_called_by_its_roman_folios(manuscript: Manuscript) -> None:
    found = labels(manuscript, FRONT)
    assert found == ["1", "ii", "iii", "iv", "v", "6", "7", "8", "9", "10"]


def test_a_page_without_folio_is_counted_as_those_that_follow(manuscript: Manuscript) -> None:
    assert labels(manuscript, FRONT + COVER)[:3] == ["i", "ii", "iii"]


def test_pages_are_called_as_a_theme_counts_them_anew(manuscript: Manuscript) -> None:
    found = labels(manuscript, FRONT + COVER + BODY)
    assert found == ["i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "1"]


def test_pages_whose_margins_hold_elements_of_the_text_have_labels(manuscript: Manuscript) -> None:
    running = "h1 { position: running(head) } @page { @top-left { content: element(head) } }"
    found = labels(manuscript, running + FRONT + COVER)
    assert found[:3] == ["i", "ii", "iii"]


def test_plain_weasyprint_has_no_labels(manuscript: Manuscript) -> None:
    """So viewers count sheets in its PDFs, which is all that can be told from a file of its own."""
    pdf = plain.print_pdf(manuscript, Workspace(Path("/nowhere")), Diagnostics())
    assert pdf
    assert "/PageLabels" not in pdfs.reader(pdf).root_object
