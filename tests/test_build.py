"""Builds that need not be made: whatever a build came from, a change in it is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project

from reportkit import build as stages
from reportkit import records, results
from reportkit.build import Request
from reportkit.diagnostics import Diagnostic, Diagnostics
from reportkit.session import Session
from reportkit.workspace import Workspace

SOURCE = "title: A made-up title\nsections:\n  - title: One\n    body: Text.\n"
WARNED = "p { colour: red }"


@pytest.fixture
def root(project: Project) -> Path:
    return project({"sources/a.yaml": SOURCE})


def build(root: Path, *formats: str, force: bool = False, **wishes: object) -> list[Diagnostic]:
    """Build in a session of its own, as a new process would."""
    wishes = {"formats": formats or ("html",), **wishes}
    request = Request(root / "sources/a.yaml", root / "out", **wishes)  # type: ignore[arg-type]
    diagnostics = Diagnostics(request.policy)
    with Session(root, jobs=1, force=force) as session:
        stages.build(request, Workspace(root), diagnostics, session)
    return list(diagnostics)


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one with each build that was not spared."""
    made: list[str] = []
    original = stages.compose

    def compose(*arguments: object) -> object:
        made.append("")
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(stages, "compose", compose)
    return made


def test_what_has_not_changed_is_not_built_again(root: Path, composed: list[str]) -> None:
    build(root)
    before = (root / "out/a.html").stat().st_mtime_ns
    build(root)
    assert len(composed) == 1
    assert (root / "out/a.html").stat().st_mtime_ns == before


def test_force_builds_again(root: Path, composed: list[str]) -> None:
    build(root)
    build(root, force=True)
    assert len(composed) == 2


CHANGES: dict[str, Callable[[Path], object]] = {
    "the source": lambda root: (root / "sources/a.yaml").write_text(SOURCE.replace("Text", "Word")),
    "a stylesheet that was read": lambda root: (root / "styles/user.css").write_text(
        "p { top: 2px }"
    ),
    "a stylesheet that appears": lambda root: (root / "styles/default/base.css").write_text(""),
    "a template that appears": lambda root: _write(
        root / "templates/parts/cover.html", "<h1>Cover</h1>"
    ),
    "a stylesheet that goes": lambda root: (root / "styles/user.css").unlink(),
    "the result": lambda root: (root / "out/a.html").write_text("mine"),
    "a result that goes": lambda root: (root / "out/a.html").unlink(),
    "a record that is damaged": lambda root: _damage(root),
}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _damage(root: Path) -> None:
    (path,) = (path for path in (root / ".reportkit/builds").rglob("*") if path.is_file())
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_built(change: str, root: Path, composed: list[str]) -> None:
    _write(root / "styles/user.css", "p { top: 1px }")
    _write(root / "styles/default/unused.css", "")
    build(root)
    CHANGES[change](root)
    build(root)
    assert len(composed) == 2
    assert "<h1" in (root / "out/a.html").read_text()


@pytest.mark.parametrize("seconds", [0, 60])
def test_a_change_of_the_same_size_and_time_is_built(
    seconds: int, root: Path, composed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right after the build, or later by a tool that sets times, as those that unpack do."""
    source, then = root / "sources/a.yaml", time.time_ns()
    monkeypatch.setattr(records.time, "time_ns", lambda: then + seconds * 10**9)
    build(root)
    status = source.stat()
    source.write_text(SOURCE.replace("Text", "Word"))
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    build(root)
    assert len(composed) == 2
    assert "Word." in (root / "out/a.html").read_text()


def test_a_file_that_was_only_touched_is_not_built(root: Path, composed: list[str]) -> None:
    build(root)
    os.utime(root / "sources/a.yaml", (1, 1))
    build(root)
    assert len(composed) == 1


def test_other_options_are_another_build(root: Path, composed: list[str]) -> None:
    build(root, strict=False)
    build(root, strict=True)
    assert len(composed) == 2


def test_another_version_of_what_is_installed_is_built(
    root: Path, composed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    (tmp_path / "site/other-2.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    build(root)
    assert len(composed) == 2


def test_findings_are_said_again(root: Path, composed: list[str]) -> None:
    _write(root / "styles/user.css", WARNED)
    first = build(root, "pdf")
    assert build(root, "pdf") == first
    assert ([item.code for item in first], len(composed)) == (["RK0504"], 1)


def test_a_build_at_fault_is_not_remembered(root: Path, composed: list[str]) -> None:
    (root / "sources/a.yaml").write_text("titel: A\ntitle: B\n")
    first = build(root)
    assert first
    assert build(root) == first
    assert not list((root / ".reportkit/builds").rglob("*"))


def test_a_file_that_changes_during_a_build_leaves_no_record(
    root: Path, composed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    style = root / "styles/user.css"
    _write(style, "p { top: 1px }")
    original = results.write

    def write(*arguments: object) -> object:
        workspace = arguments[1]
        assert isinstance(workspace, Workspace)
        style.write_text("p { top: 2px }")
        workspace.read(style)
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(results, "write", write)
    build(root)
    build(root)
    assert len(composed) == 2


def test_a_stylesheet_that_only_the_press_reads_is_watched(root: Path, composed: list[str]) -> None:
    _write(root / "styles/user.css", '@import url("more.css");')
    _write(root / "styles/more.css", "p { color: #111 }")
    build(root, "pdf")
    (root / "styles/more.css").write_text("p { color: #222 }")
    build(root, "pdf")
    assert len(composed) == 2


def test_a_cache_that_cannot_be_written_does_no_harm(root: Path, composed: list[str]) -> None:
    (root / ".reportkit").write_text("in the way")
    build(root)
    build(root)
    assert len(composed) == 2


def test_a_cache_that_cannot_be_made_is_told_of(root: Path) -> None:
    (root / ".reportkit").write_text("in the way")
    (note,) = build(root, "pdf")
    assert (note.code, note.severity.value) == ("RK0904", "note")
    assert (root / "out/a.pdf").exists()


def test_records_do_not_grow_without_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_BYTES", 20_000)
    for number in range(8):
        assert not build(root, settings={"date": f"2026-01-0{number + 1}"})
    kept = [path.stat().st_size for path in (root / ".reportkit/builds").glob("*/*")]
    assert 0 < sum(kept) <= 20_000


def test_a_spared_build_imports_no_weasyprint(root: Path) -> None:
    code = (
        "import sys\nfrom reportkit.cli import main\n"
        "sys.argv = ['reportkit', 'build', sys.argv[1]]\n"
        "try:\n    main()\nfinally:\n    print(chr(0), *sys.modules)"
    )
    command = [sys.executable, "-c", code, str(root / "sources/a.yaml")]
    first = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    again = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    named, _, loaded = again.stdout.partition("\0")
    assert named == first.stdout.partition("\0")[0]
    heavy = {"weasyprint", "pydantic", "jinja2", "babel", "markdown_it", "ruamel", "fontTools"}
    assert not {name.split(".")[0] for name in loaded.split()} & heavy


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is started")
def test_weasyprint_is_imported_without_starting_processes() -> None:
    code = (
        "import subprocess\nsubprocess.Popen.__init__ = None\n"
        "from reportkit.press import engine\nprint(engine.import_module().__version__)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.stdout == "70.0\n", run.stderr
