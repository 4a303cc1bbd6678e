"""Tables in print: over pages, between them, and on a sheet on its side."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
from conftest import Project
from test_tables import HEAD

from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.workspace import Workspace


def test_a_table_over_pages_keeps_its_head_and_loses_no_row(
    project: Project, tmp_path: Path
) -> None:
    rows = "".join(f"Row-{n},{n * 3}\n" for n in range(1, 301))
    block = "      - table: {csv: d.csv, caption: Three hundred rows, total: Everything}\n"
    root = project({"a.yaml": HEAD.format("en") + block, "d.csv": f"Rowname,Amount\n{rows}"})
    diagnostics = Diagnostics()
    build(
        Request(root / "a.yaml", tmp_path / "out", formats=("pdf",)), Workspace(root), diagnostics
    )
    assert list(diagnostics) == []
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "out" / "a.pdf").pages]
    with_rows = [page for page in pages if "Row-" in page]
    assert len(with_rows) > 5
    assert all("Rowname" in page and "Amount" in page for page in with_rows)
    found = [int(n) for page in with_rows for n in re.findall(r"Row-(\d+)", page)]
    assert found == list(range(1, 301))
    assert "135,450" in with_rows[-1]


def test_no_page_ends_in_the_head_of_a_group_or_begins_with_the_total(
    project: Project, tmp_path: Path
) -> None:
    rows = "".join(f"Row-{n},Group-{n // 3},{n}\n" for n in range(240))
    block = "      - table: {csv: d.csv, group_by: Group, total: Everything}\n"
    root = project({"a.yaml": HEAD.format("en") + block, "d.csv": f"Name,Group,Amount\n{rows}"})
    build(Request(root / "a.yaml", tmp_path, formats=("pdf",)), Workspace(root), Diagnostics())
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages]
    words = [re.findall(r"(Row|Group)-\d+|Everything", page) for page in pages]
    words = [found for found in words if found]
    assert len(words) > 5
    assert [found for found in words if found[-1] == "Group"] == []
    assert words[-1][0] != ""


def test_a_wide_table_stands_on_a_sheet_of_its_own_on_its_side(
    project: Project, tmp_path: Path
) -> None:
    block = "      - Before.\n      - table: {columns: [A], rows: [[Broad]], wide: true}\n"
    block += "      - After.\n"
    root = project({"a.yaml": HEAD.format("en") + block})
    build(Request(root / "a.yaml", tmp_path, formats=("pdf",)), Workspace(root), Diagnostics())
    pages = {
        word: (float(page.mediabox.width) > float(page.mediabox.height))
        for page in pypdf.PdfReader(tmp_path / "a.pdf").pages
        for word in ("Before.", "Broad", "After.")
        if word in page.extract_text()
    }
    assert pages == {"Before.": False, "Broad": True, "After.": False}
