"""What is written where: no result replaces another, or what it is made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Cli, Project

GOOD = "title: A made-up title\nsections:\n  - title: One\n    body: Text.\n"


@pytest.fixture
def root(project: Project) -> Path:
    return project({"sources/a.yaml": GOOD})


def test_two_briefings_of_different_projects_are_not_written_to_one_file(
    root: Path, cli: Cli
) -> None:
    other = root / "other/sources/a.yaml"
    other.parent.mkdir(parents=True)
    other.write_text(GOOD)
    (root / "other/reportkit.toml").touch()
    run = cli("build", "sources/a.yaml", other, "-o", "dist", "-f", "html", cwd=root)
    assert (run.returncode, run.stdout, run.stderr.count("RK0803")) == (2, "", 1)
    assert "dist/a.html" in run.stderr
    assert not (root / "dist").exists()
    run = cli("build", "sources/a.yaml", other, "-f", "html", cwd=root)
    assert run.stdout.split() == ["out/a.html", "other/out/a.html"]


def test_a_source_reached_by_two_paths_is_built_once(root: Path, cli: Cli) -> None:
    (root / "link").symlink_to("sources")
    run = cli("build", "sources/a.yaml", "link/a.yaml", "./sources/a.yaml", "-f", "html", cwd=root)
    assert (run.returncode, run.stdout.split()) == (0, ["out/a.html"])


def test_a_result_does_not_replace_its_source(root: Path, cli: Cli) -> None:
    source = root / "sources/b.html"
    source.write_text(GOOD)
    run = cli("build", source, "-o", "sources", "-f", "html", cwd=root)
    assert (run.returncode, run.stdout, run.stderr.count("RK0804")) == (2, "", 1)
    assert source.read_text() == GOOD


def test_a_result_does_not_replace_a_file_that_its_source_includes(root: Path, cli: Cli) -> None:
    (root / "sources/a.html").write_text("title: One\nbody: Text.\n")
    (root / "sources/a.yaml").write_text("title: T\nsections:\n  - include: a.html\n")
    run = cli("build", "-o", "sources", "-f", "html", cwd=root)
    assert (run.returncode, "RK0804" in run.stderr) == (2, True)
    assert (root / "sources/a.html").read_text() == "title: One\nbody: Text.\n"


def test_a_file_where_a_folder_should_be_is_named(root: Path, cli: Cli) -> None:
    (root / "out").write_text("in the way")
    for output in ("out", "out/deeper"):
        run = cli("build", "-f", "html", "-o", output, cwd=root)
        assert run.returncode == 3
        assert "out is a file, not a folder" in run.stderr
        assert "--> out\n" in run.stderr
        assert run.stderr.count("RK0902") == 1
        assert "rename it, or choose another folder with --output" in run.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named_with_the_result(root: Path, cli: Cli) -> None:
    (root / "out").mkdir(mode=0o555)
    run = cli("build", "-f", "html", cwd=root)
    assert (run.returncode, "--> out/a.html\n" in run.stderr) == (3, True)


def test_no_name_is_too_long_for_a_finding(root: Path, cli: Cli) -> None:
    long = "x" * 300
    for arguments, code in ((["-o", long], 3), (["-t", long], 2), (["-o", "/dev/null"], 3)):
        assert cli("build", *arguments, "-f", "html", cwd=root).returncode == code


def test_what_cannot_be_read_as_a_source_is_a_finding(root: Path, cli: Cli) -> None:
    """A device, a pipe, a name too long, a path below a file, a loop of links."""
    os.mkfifo(root / "pipe.yaml")
    (root / "loop.yaml").symlink_to("loop.yaml")
    long = "x" * 300
    codes = {
        "/dev/zero": "RK0111",
        "pipe.yaml": "RK0111",
        f"{long}.yaml": "RK0111",
        f"{long}/a.yaml": "RK0111",
        "reportkit.toml/a.yaml": "RK0101",
        "loop.yaml": "RK0111",
    }
    for source, code in codes.items():
        run = cli("build", source, "--diagnostic-format", "short", cwd=root)
        assert run.returncode in (2, 3), run.stderr
        assert run.stderr.count("\n") == 1
        assert run.stderr.startswith(f"{source}: error: ")
        assert run.stderr.endswith(f"[{code}]\n")
        assert code in cli("build", source, cwd=root).stderr


def test_a_source_that_was_meant_is_shown_as_the_missing_one_is(root: Path, cli: Cli) -> None:
    run = cli("build", "sources/b.yaml", cwd=root)
    assert "did you mean `sources/a.yaml`?" in run.stderr
    run = cli("build", "nowhere/b.yaml", cwd=root)
    assert "there is no folder nowhere\n" in run.stderr
