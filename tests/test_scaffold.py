"""New projects and briefings: they build as they are, and nothing that is there is lost."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, Cli, Project
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reportkit import cli as commandline
from reportkit import editor, scaffold


def run(*args: str | Path, day: str = "1772000000") -> Result:
    given = [str(arg) for arg in args]
    return CliRunner().invoke(commandline.reportkit, given, env={"SOURCE_DATE_EPOCH": day})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_project_and_a_new_briefing_build_at_once_without_a_warning(folder: Path) -> None:
    made = run("init", "--title", 'Water: "under" pressure')
    assert made.exit_code == 0, made.output
    assert made.stdout.split() == [
        "reportkit.toml",
        "sources/briefing.yaml",
        "styles/user.css",
        ".gitignore",
        ".reportkit/briefing.schema.json",
    ]
    assert run("new", "second-report").stdout.split() == ["sources/second-report.yaml"]
    built = run("build", "--strict", "-j", "1")
    assert (built.exit_code, built.stderr) == (0, "")
    assert 'Water: "under" pressure' in Path("out/briefing.html").read_text()
    assert "Second report" in Path("out/second-report.html").read_text()


def test_the_schema_is_where_the_first_line_of_the_briefing_says(folder: Path) -> None:
    run("init")
    source = Path("sources/briefing.yaml")
    named = source.read_text().splitlines()[0].removeprefix(editor.MODELINE)
    assert (source.parent / named).read_text() == run("schema").stdout


def test_the_day_comes_from_source_date_epoch(folder: Path) -> None:
    run("init", day="0")
    assert "\ndate: 1970-01-01\n" in Path("sources/briefing.yaml").read_text()
    assert run("new", "other", day="soon").exit_code == 2


def test_files_that_are_there_stay_and_are_named(folder: Path) -> None:
    Path("styles").mkdir()
    Path("styles/user.css").write_text("mine")
    made = run("init", "--diagnostic-format", "short")
    assert made.exit_code == 0
    assert made.stderr.startswith("styles/user.css: note: the file is there already")
    assert Path("styles/user.css").read_text() == "mine"
    assert "styles/user.css" not in made.stdout


def test_a_gitignore_keeps_its_lines_and_gets_those_that_it_lacks(folder: Path) -> None:
    Path(".gitignore").write_bytes(b"/out/\nm\xffne")
    run("init")
    assert Path(".gitignore").read_bytes() == b"/out/\nm\xffne\n.reportkit/\n"


def test_a_project_is_not_begun_twice_but_gets_a_workflow_and_a_hook(folder: Path) -> None:
    run("init")
    again = run("init")
    assert (again.exit_code, "RK0805" in again.stderr, again.stdout) == (2, True, "")
    more = run("init", "--github", "--pre-commit")
    assert more.stdout.split() == [
        ".github/workflows/reports.yml",
        "requirements.txt",
        ".pre-commit-config.yaml",
    ]


def test_a_briefing_that_is_there_is_not_replaced(folder: Path) -> None:
    run("new", "a report")
    Path("sources/a-report.yaml").write_text("mine")
    again = run("new", "A report.yaml")
    assert (again.exit_code, "RK0805" in again.stderr, again.stdout) == (2, True, "")
    assert Path("sources/a-report.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["", "a/b", "../a", "…", "a\nb", "a\\b", "é" * 101])
def test_what_can_name_no_file_is_refused(folder: Path, name: str) -> None:
    refused = run("new", name)
    assert (refused.exit_code, list(folder.iterdir())) == (2, [])


def test_a_folder_that_is_a_file_is_a_finding(folder: Path) -> None:
    Path("here").write_text("mine")
    refused = run("init", "here")
    assert (refused.exit_code, "RK0902" in refused.stderr) == (3, True)
    assert Path("here").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("water-reports", "Water reports"),
        ("Water", "Water"),
        ("US–Russia", "US–Russia"),
        ("отчёт_2026", "Отчёт 2026"),
    ],
)
def test_a_title_is_made_of_a_name(name: str, title: str) -> None:
    assert scaffold.title_of(name) == title


@given(st.text(min_size=1).filter(str.isprintable))
def test_any_title_reads_back_from_the_briefing(title: str) -> None:
    import datetime

    text = scaffold.briefing(title, datetime.date(2026, 1, 2))
    assert YAML(typ="safe").load(text)["title"] == title


def commands(settings: object) -> list[str]:
    """What the steps of a workflow, or the hooks of pre-commit, run."""
    if isinstance(settings, dict):
        own = [settings[key] for key in ("run", "entry") if key in settings]
        return own + [command for value in settings.values() for command in commands(value)]
    if isinstance(settings, list):
        return [command for value in settings for command in commands(value)]
    return []


@pytest.mark.parametrize(
    "path", [".github/workflows/reports.yml", ".pre-commit-config.yaml", "hooks"]
)
def test_what_a_workflow_and_a_hook_run_passes_on_a_new_project(
    project: Project, cli: Cli, path: str
) -> None:
    root = project({})
    (root / "reportkit.toml").unlink()
    assert cli("init", "--github", "--pre-commit", cwd=root).returncode == 0
    file = ROOT / ".pre-commit-hooks.yaml" if path == "hooks" else root / path
    found = commands(YAML(typ="safe").load(file.read_text()))
    own = [command for command in found if command.startswith("reportkit ")]
    assert own
    for command in own:
        run = cli(*command.split()[1:], cwd=root)
        assert run.returncode == 0, run.stderr


def test_below_the_top_of_a_repository_they_stand_there_and_lead_to_the_project(
    folder: Path,
) -> None:
    Path(".git").mkdir()
    Path("it's/#1").mkdir(parents=True)
    Path("it's/#1/reportkit.toml").write_text('output = "dist"')
    made = run("init", "it's/#1", "--github", "--pre-commit").stdout.splitlines()
    assert made == [
        ".github/workflows/reports.yml",
        "it's/#1/requirements.txt",
        ".pre-commit-config.yaml",
    ]
    workflow, settings = (YAML(typ="safe").load(Path(made[at]).read_text()) for at in (0, 2))
    job = workflow["jobs"]["build"]
    assert job["defaults"]["run"]["working-directory"] == "it's/#1/"
    assert job["steps"][-1]["with"]["path"] == "it's/#1/dist/"
    (hook,) = settings["repos"][0]["hooks"]
    assert re.search(hook["files"], "it's/#1/sources/a.yaml")
    assert not re.search(hook["files"], "sources/a.yaml")
    around = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    checked = subprocess.run(
        shlex.split(hook["entry"]), env={**os.environ, **around}, capture_output=True, text=True
    )
    assert (checked.returncode, "sources" in checked.stdout) == (2, True)


def test_what_a_workflow_installs_is_the_reportkit_that_wrote_it() -> None:
    (line,) = scaffold.workflow("", "out")["requirements.txt"].decode().splitlines()
    assert line.startswith(("reportkit==", "reportkit @ "))


@pytest.mark.parametrize("name", ["hooks", "config"])
def test_a_hook_runs_for_what_a_report_is_made_from(name: str) -> None:
    own = ROOT / ".pre-commit-hooks.yaml"
    text = own.read_text() if name == "hooks" else scaffold.hook("")[".pre-commit-config.yaml"]
    pattern = re.search(r"files: (.+)", text if isinstance(text, str) else text.decode())
    assert pattern
    for path in (
        "sources/a.yaml",
        "styles/user.css",
        "reportkit.toml",
        "pyproject.toml",
        "_brand.yml",
    ):
        assert re.search(pattern[1], path)
    assert not re.search(pattern[1], "README.md")
