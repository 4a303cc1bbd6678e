"""The project: where it begins, what its file says, and which sources it has."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from conftest import Cli, Project

from reportkit.diagnostics import Diagnostic, Diagnostics
from reportkit.project import Settings, find_root, find_sources, read_settings
from reportkit.workspace import Workspace

GOOD = "title: A made-up title\nsections:\n  - title: One\n    body: Text.\n"


def settings(root: Path) -> tuple[Settings, list[Diagnostic]]:
    diagnostics = Diagnostics()
    return read_settings(Workspace(root), diagnostics), list(diagnostics)


FAULTS = {
    "an unknown key": ("reportkit.toml", 'output = "o"\n\nthme = "plain"\n', "3:1"),
    "a number": ("reportkit.toml", "  theme = 3\n", "1:3"),
    "a broken file": ("reportkit.toml", 'theme = "plain"\noutput =\n', "2:9"),
    "another encoding": ("reportkit.toml", b'theme = "\xff"\n', ""),
    "far too deep": ("reportkit.toml", "a = " + "[" * 5000 + "\n", ""),
    "no table of tools": ("pyproject.toml", "tool = 1\n", "1:1"),
    "a number for a table": ("pyproject.toml", "[tool]\nreportkit = 3\n", "2:1"),
    "a key in a shared file": (
        "pyproject.toml",
        '[tool.other]\ntheme = "x"\n[tool.reportkit]\ntheme = 3\n',
        "4:1",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_in_the_project_file_is_found_with_its_place(
    name: str, tmp_path: Path
) -> None:
    file, text, place = FAULTS[name]
    path = tmp_path / file
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _, (finding,) = settings(tmp_path)
    assert finding.code == "RK0406"
    assert str(finding.span) == ":".join(filter(None, (str(path), place)))


def test_a_shared_file_that_is_wrong_makes_a_project_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nreportkit = 3\n")
    (tmp_path / "sources").mkdir()
    assert find_root(tmp_path / "sources") == tmp_path


def test_settings_may_stand_in_a_shared_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.reportkit]\noutput = "made"\n')
    found, findings = settings(tmp_path)
    assert (found.output, findings) == ("made", [])


def test_only_regular_files_in_sight_are_sources(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    (folder / "folder.yaml").mkdir(parents=True)
    for name in ("b.yml", "a.yaml", ".#a.yaml", "notes.txt"):
        (folder / name).touch()
    os.mkfifo(folder / "pipe.yaml")
    (folder / "gone.yaml").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "socket.yaml"))
    assert [path.name for path in find_sources(tmp_path)] == ["a.yaml", "b.yml"]


def test_a_source_may_have_any_name(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300) / "sources" / "a.yaml"
    assert find_root(long) == long.parent.parent


def test_an_unknown_theme_is_the_fault_of_whoever_names_it(project: Project, cli: Cli) -> None:
    """The document's, with the line, in the project file; the caller's on the command line."""
    root = project({"sources/a.yaml": GOOD, "reportkit.toml": '\ntheme = "institut"\n'})
    named = cli("build", cwd=root)
    assert (named.returncode, "did you mean `institute`?" in named.stderr) == (1, True)
    assert "--> reportkit.toml:2:1" in named.stderr
    assert cli("build", "-t", "institut", cwd=root).returncode == 2


def test_the_line_at_fault_is_shown_whatever_stands_above_it(project: Project, cli: Cli) -> None:
    """Only line feeds and carriage returns end a line, as in the counting of lines."""
    root = project({"sources/a.yaml": GOOD, "reportkit.toml": '# One\u2028line\r\nthme = "x"\n'})
    assert '2 | thme = "x"\n' in cli("build", cwd=root).stderr
