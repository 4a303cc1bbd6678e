"""The README is true: its briefing builds, its commands exist, its findings are what is printed."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest
from click import Context
from conftest import ROOT, Cli, Project

from reportkit.cli import reportkit

README = (ROOT / "README.md").read_text("utf-8")
FENCES = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
SHELL = [
    line.partition("  #")[0].strip()
    for language, text in FENCES
    if language == "sh"
    for line in text.splitlines()
]
(BRIEFING,) = (text for language, text in FENCES if language == "yaml")
(FINDING,) = (text for language, text in FENCES if not language)


def test_the_briefing_builds_without_a_warning(project: Project, cli: Cli) -> None:
    root = project({"sources/brief.yaml": BRIEFING})
    run = cli("build", "--strict", cwd=root)
    assert (run.returncode, run.stderr) == (0, "")
    assert (root / "out/brief.pdf").exists()


def test_the_finding_is_what_the_command_prints(project: Project, cli: Cli) -> None:
    root = project({"sources/brief.yaml": BRIEFING.replace("title:", "titel:", 1)})
    run = cli("build", "sources/brief.yaml", cwd=root)
    assert run.returncode == 1
    assert FINDING in run.stderr


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("reportkit ")])
def test_a_command_of_reportkit_has_these_options(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    command = reportkit.get_command(Context(reportkit), name)
    assert command, f"there is no command {name}"
    command.make_context(name, arguments)


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("make ")])
def test_a_goal_of_make_exists(line: str) -> None:
    run = subprocess.run(["make", "-n", *line.split()[1:]], cwd=ROOT, capture_output=True)
    assert run.returncode == 0


def test_every_file_that_is_linked_is_there_and_every_guide_is_linked() -> None:
    linked = {path for path in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in path}
    assert [path for path in linked if not (ROOT / path).exists()] == []
    guides = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert {path for path in guides if not path.endswith(".intro.md")} <= linked


def test_the_extras_that_are_named_exist() -> None:
    project_file = (ROOT / "pyproject.toml").read_text("utf-8")
    for extra in re.findall(r"\.\[(\w+)\]", README):
        assert f"\n{extra} = [" in project_file
