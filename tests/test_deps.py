"""What each result was made from is told to build systems."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Project, Tool

from reportkit import cli

BRIEFING = """\
    title: A made-up report
    sections:
      - title: Rivers
        body:
          - table: {csv: "a #1% $.csv", caption: Made-up figures}
    """
FILES = {"sources/a b%.yaml": BRIEFING, "sources/a #1% $.csv": "Basin,Supply\nUpper,3\n"}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.reportkit, ["build", "-j", "1", "-f", "html", *args])


@pytest.fixture
def root(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = project(FILES)
    monkeypatch.chdir(root)
    return root


def test_json_names_outputs_and_inputs_whether_built_or_spared(root: Path) -> None:
    told = []
    for _ in range(2):
        assert run("--deps", "deps.json").exit_code == 0
        told.append(json.loads(Path("deps.json").read_text()))
    assert told[0] == told[1]
    (result,) = told[0]["results"]
    assert (result["source"], result["outputs"]) == ("sources/a b%.yaml", ["out/a b%.html"])
    assert {"sources/a b%.yaml", "sources/a #1% $.csv"} <= set(result["inputs"])


@pytest.mark.parametrize("name", ["reportkit.toml", "pyproject.toml"])
def test_the_settings_of_the_project_are_an_input(name: str, root: Path) -> None:
    (root / "reportkit.toml").unlink(missing_ok=True)
    (root / name).write_text('[tool.reportkit]\ntheme = "plain"\n' * (name[0] == "p"))
    assert run("--deps", "deps.json").exit_code == 0
    (result,) = json.loads(Path("deps.json").read_text())["results"]
    assert name in result["inputs"]
    assert any(path.endswith("tokens.css") for path in result["inputs"])


def test_make_builds_again_when_an_input_changes_and_not_before(root: Path, tool: Tool) -> None:
    assert run("--deps", "reports.d").exit_code == 0
    rule = "out/a\\ b\\%.html:\n\t@echo built\n-include reports.d\n"
    Path("Makefile").write_text(f"all: out/a\\ b%.html\n{rule}")

    def make() -> str:
        command = [tool("make"), "--no-print-directory", "all"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "built" not in make()
    csv = Path("sources/a #1% $.csv")
    later = Path("out/a b%.html").stat().st_mtime_ns + 10**9
    os.utime(csv, ns=(later, later))
    assert make() == "built\n"
    csv.unlink()
    assert make() == "built\n"


def test_nothing_is_written_where_a_briefing_is_at_fault(root: Path) -> None:
    Path("sources/b.yaml").write_text("titel: A\n")
    assert run("--deps", "reports.d").exit_code == 1
    assert not Path("reports.d").exists()


def test_a_place_that_cannot_be_written_is_a_finding(root: Path) -> None:
    Path("here").touch()
    result = run("--deps", "here/reports.d")
    assert (result.exit_code, "RK0902" in result.stderr) == (3, True)
