"""The files that a briefing names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Project

from reportkit import model
from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.gather import gather
from reportkit.view.blocks.code import Code
from reportkit.workspace import Workspace

Gather = Callable[..., tuple[dict[str, tuple[str, ...]], list[str], Workspace]]
BLOCK = "title: T\nsections:\n  - title: S\n    body:\n      - table: {{csv: {0}}}\n"


@pytest.fixture
def gathered(project: Project, monkeypatch: pytest.MonkeyPatch) -> Gather:
    """`gathered(briefing, {path: content})`: the header of each table, findings, workspace."""

    def run(
        briefing: str, files: dict[str, str | bytes]
    ) -> tuple[dict[str, tuple[str, ...]], list[str], Workspace]:
        root = project({"sources/a.yaml": briefing, **files})
        monkeypatch.chdir(root)
        diagnostics, workspace = Diagnostics(), Workspace(root)
        source = read(root / "sources/a.yaml", workspace, diagnostics)
        assert source
        valid = model.validate(source, diagnostics)
        assert valid, list(diagnostics)
        found = gather(valid, source, root / "sources", workspace, diagnostics)
        findings = [f"{d.span}: {d.code} {d.message} | {' '.join(d.hints)}" for d in diagnostics]
        tables = {f"{at[-3]} {at[-1]}": table.header for at, table in found.tables.items()}
        return tables, findings, workspace

    return run


def test_a_file_named_twice_is_read_once_and_recorded(gathered: Gather) -> None:
    briefing = BLOCK.format("data/a.csv") + "      - table: {csv: data/a.csv}\n"
    found, findings, workspace = gathered(briefing, {"sources/data/a.csv": "x,y\n1,2\n"})
    assert (found, findings) == ({"0 csv": ("x", "y"), "1 csv": ("x", "y")}, [])
    assert [path.name for path in workspace.reads] == ["a.yaml", "a.csv"]


def test_a_file_of_the_project_may_lie_beside_the_folder_of_sources(gathered: Gather) -> None:
    found, findings, _ = gathered(BLOCK.format("../data/a.csv"), {"data/a.csv": "x\n1\n"})
    assert (found, findings) == ({"0 csv": ("x",)}, [])


def test_a_missing_file_is_named_with_the_one_that_was_meant(gathered: Gather) -> None:
    _, findings, _ = gathered(BLOCK.format("data/trad.csv"), {"sources/data/trade.csv": "x\n1\n"})
    assert findings == [
        "sources/a.yaml:5:22: RK0121 the data file data/trad.csv does not exist"
        " | did you mean `data/trade.csv`?"
    ]


def test_a_directory_is_no_data_file(gathered: Gather) -> None:
    _, findings, _ = gathered(BLOCK.format("a.csv"), {"sources/a.csv/b": ""})
    assert findings == ["sources/a.yaml:5:22: RK0122 the data file a.csv is a directory | "]


@pytest.mark.parametrize("name", ["../../a.csv", "../out/../../a.csv", "link.csv"])
def test_nothing_outside_the_project_is_read(gathered: Gather, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_text("secret\n1\n")
    (tmp_path / "project" / "sources").mkdir(parents=True)
    (tmp_path / "project" / "sources" / "link.csv").symlink_to(tmp_path / "a.csv")
    found, (finding,), workspace = gathered(BLOCK.format(name), {})
    assert found == {}
    assert finding.startswith(f"sources/a.yaml:5:22: RK0505 the data file {name} lies outside")
    assert [path.name for path in workspace.reads] == ["a.yaml"]


def test_a_loop_of_links_is_a_finding(gathered: Gather, tmp_path: Path) -> None:
    (tmp_path / "project" / "sources").mkdir(parents=True)
    (tmp_path / "project" / "sources" / "a.csv").symlink_to("a.csv")
    _, (finding,), _ = gathered(BLOCK.format("a.csv"), {})
    assert finding.startswith("sources/a.yaml:5:22: RK0111 the data file a.csv cannot be read")


def test_a_finding_in_a_data_file_says_who_names_it(gathered: Gather) -> None:
    _, findings, _ = gathered(BLOCK.format("a.csv"), {"sources/a.csv": "x,y\n1,2\n3\n"})
    assert findings == [
        "sources/a.csv:3:1: RK0123 the row has 1 cell, the header 2"
        " | it is named in sources/a.yaml, line 5"
    ]


def test_a_section_that_is_included_names_its_files_from_its_own_folder(gathered: Gather) -> None:
    part = "title: S\nbody:\n  - table: {csv: a.csv}\n"
    files = {"shared/part.yaml": part, "shared/a.csv": "inner\n1\n", "sources/a.csv": "outer\n1\n"}
    briefing = "title: T\nsections:\n  - include: ../shared/part.yaml\n"
    found, findings, _ = gathered(briefing, files)
    assert (found, findings) == ({"0 csv": ("inner",)}, [])


CODE = "title: T\nsections:\n  - title: S\n    body:\n      - code: {file: a.py}\n"
CODE_FAULTS: dict[str, tuple[Mapping[str, str | bytes], str]] = {
    "none": (
        {"sources/b.py": "x"},
        "sources/a.yaml:5:22: RK0121 the file a.py does not exist | did you mean `b.py`?",
    ),
    "empty": (
        {"sources/a.py": " \n"},
        "sources/a.yaml:5:22: RK0204 the file a.py is empty | write into it what is to be printed",
    ),
    "not text": (
        {"sources/a.py": b"x = '\xe4'\n"},
        "sources/a.py:1:6: RK0104 the byte 0xE4 is not UTF-8"
        " | the file seems to be Windows-1252: save it again as UTF-8",
    ),
}


def test_code_prints_the_lines_of_its_file_as_they_are(project: Project) -> None:
    lines = "total = 1  # *no* $(variable)\n\n  if total:\n"
    root = project({"sources/a.yaml": CODE, "sources/a.py": lines})
    diagnostics, workspace = Diagnostics(), Workspace(root)
    source = read(root / "sources/a.yaml", workspace, diagnostics)
    assert source
    result = compose(source, diagnostics, root / "sources", workspace)
    assert result, list(diagnostics)
    (block,) = result.report.sections[0].blocks
    assert isinstance(block, Code)
    assert block.lines == ("total = 1  # *no* $(variable)", "", "  if total:")


@pytest.mark.parametrize(("files", "finding"), CODE_FAULTS.values(), ids=CODE_FAULTS)
def test_a_file_of_code_that_cannot_be_read_is_a_finding(
    gathered: Gather, files: Mapping[str, str | bytes], finding: str
) -> None:
    assert gathered(CODE, dict(files))[1] == [finding]


@pytest.mark.parametrize("code", ["{file: a.py, text: x}", "{language: python}", "{file: /a.py}"])
def test_code_is_in_the_source_or_in_a_file_of_the_project(project: Project, code: str) -> None:
    root = project({"sources/a.yaml": CODE.replace("{file: a.py}", code)})
    diagnostics = Diagnostics()
    source = read(root / "sources/a.yaml", Workspace(root), diagnostics)
    assert source
    assert model.validate(source, diagnostics) is None
    assert [item.code for item in diagnostics] == ["RK0206"]
