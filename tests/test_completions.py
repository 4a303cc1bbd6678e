"""Shells complete commands, options and the names of themes, codes and briefings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Cli, Tool

from reportkit import cli


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_reportkit(shell: str) -> None:
    result = CliRunner().invoke(cli.reportkit, ["completions", shell])
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"_REPORTKIT_COMPLETE={shell}_complete" in result.stdout


def test_a_shell_that_is_not_known_is_refused() -> None:
    assert CliRunner().invoke(cli.reportkit, ["completions", "csh"]).exit_code == 2


def completed(line: str, tool: Tool, cli: Cli, tmp_path: Path) -> list[str]:
    """What bash offers at the end of `line`, by the script that it is given."""
    script = tmp_path / "completions.bash"
    script.write_text(cli("completions", "bash").stdout)
    words = line.split(" ")
    asked = f"""
        source {script}
        COMP_WORDS=({" ".join(words[:-1])} "{words[-1]}") COMP_CWORD={len(words) - 1}
        _reportkit_completion reportkit
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    around = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        [tool("bash"), "-c", asked],
        env={**os.environ, **around},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stderr == ""
    return run.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("reportkit bui", ["build"]),
        ("reportkit build --stri", ["--strict"]),
        ("reportkit build --theme inst", ["institute"]),
        ("reportkit build --color n", ["never"]),
        ("reportkit build -f pdf,html,p", ["pdf,html,png"]),
        ("reportkit check so", ["sources/water.yaml", "sources/wood.yaml"]),
        ("reportkit build sources/wo", ["sources/wood.yaml"]),
        ("reportkit explain rk051", [f"RK05{number}" for number in range(10, 17)]),
        ("reportkit check --ignore RK099", ["RK0999"]),
    ],
)
def test_bash_completes(
    line: str, offered: list[str], tool: Tool, cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    for name in ("wood.yaml", "water.yaml", "notes.txt"):
        (tmp_path / "sources" / name).touch()
    (tmp_path / "reportkit.toml").touch()
    assert completed(line, tool, cli, tmp_path) == offered
