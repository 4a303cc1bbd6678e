"""Other programs are noticed, and nothing is loaded to notice them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from operator import ne
from pathlib import Path

import pytest

from reportkit import libraries, tools
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
    before = keys(tmp_path)
    (tmp_path / "libpango-1.0.so.0.5200.0").write_bytes(b"two")
    pango.unlink()
    pango.symlink_to("libpango-1.0.so.0.5200.0")
    libraries.installed.cache_clear()
    assert all(map(ne, before, keys(tmp_path)))


def test_another_package_renews_records_and_object_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words break where a package says, so what was laid out by another is of no use."""
    (tmp_path / "pyphen-1.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    before = keys(tmp_path)
    (tmp_path / "pyphen-1.dist-info").rename(tmp_path / "pyphen-2.dist-info")
    assert all(map(ne, before, keys(tmp_path)))


def keys(root: Path) -> tuple[str, str]:
    """What a record and an object file are found by."""
    return Records(root, root).tools, Library(MemoryStore(), "", str).own("<p>")


def test_programs_are_known_by_what_they_hold_and_not_by_their_place_or_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what is kept holds on a machine on which the same was installed just now."""

    def digest(place: str, code: str) -> str:
        (tmp_path / place / "inner").mkdir(parents=True, exist_ok=True)
        for name in ("tools.py", "inner/more.py"):
            (tmp_path / place / name).write_text(code)
        monkeypatch.setattr(tools, "__file__", str(tmp_path / place / "tools.py"))
        return tools.digest()

    before = digest("one", "1")
    os.utime(tmp_path / "one/tools.py", (1, 1))
    assert before == tools.digest() == digest("two", "1")
    assert before != digest("two", "2")


def test_the_machine_tells_its_pango_without_loading_it() -> None:
    script = "import sys; from reportkit import libraries; print(*libraries.installed())"
    check = "; assert not {'ctypes', 'cffi', 'weasyprint'} & set(sys.modules)"
    told = subprocess.run([sys.executable, "-c", script + check], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    if sys.platform == "linux":
        assert "libpango-1.0.so.0" in told.stdout
