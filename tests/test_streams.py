"""The command line where its streams are closed, full or cut off, or its folder is gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project

GOOD = "title: A made-up title\nsections:\n  - title: One\n    body: Text.\n"
HTML = "build -f html --force"


@pytest.fixture
def root(project: Project) -> Path:
    return project({"sources/a.yaml": GOOD})


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `line` in a shell, to which `reportkit` is the command line under test."""
    line = f'set -o pipefail; reportkit() {{ "{sys.executable}" -m reportkit "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", line], cwd=cwd, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("closed", ["2>&-", "0<&-", "0<&- 2>&-", "2>/dev/full"])
def test_a_build_needs_neither_input_nor_standard_error(root: Path, closed: str) -> None:
    run = shell(f"reportkit {HTML} {closed}", root)
    assert (run.returncode, run.stdout, run.stderr) == (0, "out/a.html\n", "")


def test_a_fault_keeps_its_code_where_nobody_can_be_told(root: Path) -> None:
    (root / "sources/a.yaml").write_text("titel: x\n")
    for closed in ("2>&-", "2>/dev/full", "2>&- >&-"):
        assert shell(f"reportkit {HTML} {closed}", root).returncode == 1


@pytest.mark.parametrize(
    ("target", "reason"), [(">&-", "it is closed"), (">/dev/full", "No space left on device")]
)
@pytest.mark.parametrize("command", [HTML, "--help"])
def test_output_that_is_lost_is_a_matter_of_the_machine(
    root: Path, command: str, target: str, reason: str
) -> None:
    run = shell(f"reportkit {command} {target}", root)
    line = f"error: standard output cannot be written: {reason} [RK0902]\n"
    assert (run.returncode, run.stderr) == (3, line)


@pytest.mark.parametrize("reader", ["true", "head -1"])
@pytest.mark.parametrize("command", [HTML, "--help"])
def test_a_reader_who_leaves_is_no_fault(root: Path, command: str, reader: str) -> None:
    run = shell(f"(sleep 0.3; reportkit {command}) | {reader}", root)
    assert (run.returncode, run.stderr) == (0, "")
    assert (root / "out/a.html").is_file() == (command == HTML)


def test_a_working_directory_that_is_gone_is_a_matter_of_the_machine(root: Path) -> None:
    run = shell("mkdir gone; cd gone; rmdir ../gone; reportkit build", root)
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.startswith("error: the working directory does not exist any more [RK0906]")
    assert shell("mkdir x; cd x; rmdir ../x; reportkit --version", root).returncode == 0
