"""docs/import.md: its commands have these options, and its sign for talk is the one written."""

from __future__ import annotations

import re
import shlex

import pytest
from click import Context
from conftest import ROOT

from reportkit.cli import reportkit
from reportkit.diagnostics import CODES
from reportkit.importing import talk
from reportkit.importing.outline import MAX_NESTING

TEXT = (ROOT / "docs/import.md").read_text("utf-8")
COMMANDS = [line.partition("  #")[0] for line in re.findall(r"^reportkit .*", TEXT, re.MULTILINE)]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_has_these_options(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    command = reportkit.get_command(Context(reportkit), name)
    assert command
    command.make_context(name, arguments)


def test_what_it_names_exists() -> None:
    assert set(re.findall(r"RK\d{4}", TEXT)) <= set(CODES)
    assert f"# {talk.KIND}: …" in TEXT
    assert MAX_NESTING == 8
    assert "may nest eight deep" in TEXT
