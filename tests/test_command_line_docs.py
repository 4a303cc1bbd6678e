"""docs/command-line.md: it is what the commands say, and its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import click
import commands
import pytest
from conftest import ROOT, Cli, Project

from reportkit import project as projects
from reportkit.cli import COMMANDS

TEXT = commands.FILE.read_text("utf-8")
INTERNAL = {"HOME", "PYTHONPATH"}
"""Variables that are no setting of ours: one is written `~`, one only handed on."""


def listed(heading: str) -> list[str]:
    """What stands in code in the first column of the table below `heading`."""
    table = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in names(row)]


def names(row: str) -> list[str]:
    return re.findall(r"`(\w+)`", row)


def test_the_page_is_what_the_commands_say() -> None:
    assert commands.text() == TEXT, "run `make docs`"


def test_the_help_of_every_command_and_group_has_examples(here: Cli) -> None:
    found = list(commands.commands())
    assert len(found) > len(COMMANDS)
    for context in found:
        path = context.command_path
        said = here(*path.split()[1:], "--help").stdout.partition("Examples:")[2]
        shown = commands.examples(context)
        assert shown, path
        assert [line for line, _ in shown if path not in line] == [], path
        assert all(line in said for line, _ in shown), path


def test_the_help_of_every_command_says_what_it_is_about() -> None:
    for context in commands.commands():
        for parameter in context.command.params:
            if isinstance(parameter, click.Argument):
                name = re.findall(r"[A-Z]+", parameter.make_metavar(context))
                words = name or [str(parameter.name).upper()]
                assert words[0] in str(context.command.help), context.command_path


def test_every_setting_of_a_project_is_listed(project: Project, here: Cli) -> None:
    assert sorted(listed("Settings of a project")) == sorted(projects._KEYS)
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    root = project({"reportkit.toml": example, "sources/a.yaml": "title: A\n"})
    run = here("check", cwd=root)
    assert (run.returncode, "RK0406" in run.stdout) == (0, False)


def test_every_variable_of_the_environment_that_is_read_is_listed() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "reportkit").rglob("*.py"))
    read = set(re.findall(r"""environ(?:\.get\(|\[)["'](\w+)""", sources))
    assert {"REPORTKIT_CACHE", "NO_COLOR"} <= read
    told = set(re.findall(r"`([A-Z_]{2,})`", TEXT))
    assert read - INTERNAL <= told
    assert set(listed("Environment")) <= read


@pytest.mark.parametrize("page", ["docs/command-line.md", "docs/ci.md"])
def test_every_exit_code_is_listed(page: str) -> None:
    import reportkit.cli as commandline
    from reportkit.diagnostics import Blame

    codes = {blame.value for blame in Blame} | {0, commandline.INTERRUPTED}
    rows = re.findall(r"^\| (\d+) \|", Path(ROOT / page).read_text("utf-8"), re.M)
    assert {int(code) for code in rows} == codes
