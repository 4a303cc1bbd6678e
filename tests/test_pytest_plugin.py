"""Teams test their reports as they test code, as docs/ci.md shows: the fixture `reportkit`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Project
from documented import pieces

from reportkit.pytest_plugin import Report

(SHOWN,) = (piece for piece in pieces("docs/ci.md") if piece.language == "python")
TEST = f"""{SHOWN.text}    reportkit.compare_pages(report, tolerance=0.00001)
    reportkit.compare_pages(report, "page-again")
"""
BRIEFING = """\
title: A made-up report
sections:
  - title: Rivers
    body: Of nine rivers two ran dry.
"""


@pytest.fixture
def root(project: Project) -> Path:
    return project({"sources/brief.yaml": BRIEFING, "tests/test_reports.py": TEST})


def run(root: Path, *args: str, finds: bool = False) -> subprocess.CompletedProcess[str]:
    """pytest in `root`, as a team would call it: if it `finds` plugins by itself, it loads all that
    are installed, which takes longer than a report."""
    own = () if finds else ("-p", "reportkit.pytest_plugin")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *own, *args]
    env = os.environ if finds else {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, timeout=120)


def test_a_report_is_held_to_its_snapshots(root: Path) -> None:
    missing = run(root)
    assert (missing.returncode, "`pytest --reportkit-update` writes it" in missing.stdout) == (
        1,
        True,
    )
    assert run(root, "--reportkit-update").returncode == 0
    kept = root / "tests/snapshots/test_reports/test_brief"
    assert [path.name for path in sorted(kept.iterdir())] == [
        *("page-1.png", "page-2.png", "page-again-1.png", "page-again-2.png", "page.html"),
    ]
    assert "base64" not in (kept / "page.html").read_text()
    assert run(root).returncode == 0

    source = root / "sources/brief.yaml"
    source.write_text(BRIEFING.replace("ran dry", "ran over"))
    changed = run(root)
    assert changed.returncode == 1
    assert "+" in changed.stdout
    assert "ran over" in changed.stdout

    (root / "styles").mkdir()
    source.write_text(BRIEFING)
    (root / "styles/user.css").write_text(":root { --rk-size-text: 1.2rem; }")
    restyled = run(root)
    assert restyled.returncode == 1
    assert "pages do not look as they did: page-2.png; see " in restyled.stdout


def test_without_what_draws_pages_the_line_to_type_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(pytest.fail.Exception, match=r"pip install 'reportkit\[pytest\]'"):
        _ = Report("", b"", ()).pages


def test_a_briefing_at_fault_fails_with_its_findings(root: Path) -> None:
    (root / "sources/brief.yaml").write_text("titel: A\n")
    failed = run(root, finds=True)
    assert failed.returncode == 1
    assert "sources/brief.yaml:1:1: error: unknown key `titel` [RK0201]" in failed.stdout
