"""Another Pango is noticed, and nothing is loaded to notice it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit import libraries
from reportkit.press.library import Library
from reportkit.press.store import MemoryStore
from reportkit.records import Records


@pytest.fixture
def pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Pango that goes before that of the machine."""
    path = tmp_path / "libpango-1.0.so.0"
    (tmp_path / "libpango-1.0.so.0.5000.1").write_bytes(b"one")
    path.symlink_to("libpango-1.0.so.0.5000.1")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    libraries.installed.cache_clear()
    yield path
    libraries.installed.cache_clear()


def test_a_library_is_known_by_the_file_behind_its_name(pango: Path) -> None:
    assert libraries.installed()[0] == "libpango-1.0.so.0.5000.1 3"


def test_another_pango_renews_records_and_object_files(pango: Path, tmp_path: Path) -> None:
    library = Library(MemoryStore(), "", str)
    before = Records(tmp_path, tmp_path)._tools, library.own("<p>")
    (tmp_path / "libpango-1.0.so.0.5200.0").write_bytes(b"two")
    pango.unlink()
    pango.symlink_to("libpango-1.0.so.0.5200.0")
    libraries.installed.cache_clear()
    after = Records(tmp_path, tmp_path)._tools, library.own("<p>")
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_machine_tells_its_pango_without_loading_it() -> None:
    script = "import sys; from reportkit import libraries; print(*libraries.installed())"
    check = "; assert not {'ctypes', 'cffi', 'weasyprint'} & set(sys.modules)"
    told = subprocess.run([sys.executable, "-c", script + check], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    if sys.platform == "linux":
        assert "libpango-1.0.so.0" in told.stdout
