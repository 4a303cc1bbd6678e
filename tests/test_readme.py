"""The README is true: its briefing builds, its findings are what is printed."""

from __future__ import annotations

import re
import tomllib

from conftest import ROOT, Cli, Project

from reportkit.build import FORMATS

README = (ROOT / "README.md").read_text("utf-8")
FENCES = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
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


def test_every_extra_and_every_format_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for extra in project["optional-dependencies"]:
        assert f'".[{extra}]"`' in README
    assert all(re.search(rf"-f [\w,]*\b{name}\b|{name.upper()} page", README) for name in FORMATS)
