"""The sheet: who may ask for one, who goes first, and that the layout follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Project
from pypdf import PdfReader

from reportkit import cli

A4, LETTER = (595, 842), (612, 792)


def sheet(root: Path, *options: str) -> tuple[int, int]:
    """The size in points, rounded, of every page of the briefing built."""
    arguments = ["build", str(root / "sources/a.yaml"), "-f", "pdf", *options]
    result = CliRunner().invoke(cli.reportkit, arguments)
    assert result.exit_code == 0, result.stderr
    boxes = {tuple(page.mediabox[2:]) for page in PdfReader(root / "out/a.pdf").pages}
    (size,) = {(round(width), round(height)) for width, height in boxes}
    return size


def test_the_command_line_goes_before_the_briefing_and_that_before_the_project(
    project: Project,
) -> None:
    files = {"reportkit.toml": 'page_size = "letter"', "sources/a.yaml": "title: A"}
    assert sheet(project(files)) == LETTER
    assert sheet(project({**files, "sources/a.yaml": "title: A\npage_size: A4"})) == A4
    assert sheet(project(files), "--page-size", "letter") == LETTER


def test_the_project_goes_before_the_theme(project: Project) -> None:
    house = {"styles/house/theme.toml": 'parent = "institute"\npage_size = "letter"'}
    files = {**house, "sources/a.yaml": "title: A"}
    assert sheet(project({**files, "reportkit.toml": 'theme = "house"'})) == LETTER
    settings = 'theme = "house"\npage_size = "A4"'
    assert sheet(project({**files, "reportkit.toml": settings})) == A4


def test_a_theme_may_have_a_stylesheet_for_one_sheet_alone(project: Project) -> None:
    house = {
        "styles/house/theme.toml": 'parent = "institute"\n',
        "styles/house/theme.css": ":root { --rk-page-width: 200mm; }",
        "styles/house/letter.css": ":root { --rk-page-width: 100mm; }",
    }
    root = project({**house, "sources/a.yaml": "title: A", "reportkit.toml": 'theme = "house"'})
    assert sheet(root) == (567, 842)
    assert sheet(root, "--page-size", "letter") == (283, 792)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"reportkit.toml": 'page_size = "Letter"', "sources/a.yaml": "title: A"},
            "reportkit.toml:1:1: error: there is no page size 'Letter'",
        ),
        (
            {"sources/a.yaml": "title: A\npage_size: A99"},
            "sources/a.yaml:2:12: error: `page_size` is `A99`",
        ),
    ],
    ids=["project", "briefing"],
)
def test_a_sheet_that_there_is_not_is_found_at_its_place(
    project: Project, files: dict[str, str | bytes], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(files))
    result = CliRunner().invoke(cli.reportkit, ["build", "--diagnostic-format", "short"])
    assert result.exit_code == 1
    assert result.stderr.startswith(expected)
