"""Reads, atomic writes and the clock."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from reportkit.workspace import Workspace


def test_every_read_is_recorded_with_its_hash(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    workspace = Workspace(tmp_path)
    workspace.read(file)
    assert list(workspace.reads) == [file]
    assert workspace.reads[file].startswith("2d711642b726b044")


def test_files_are_written_with_their_folder(tmp_path: Path) -> None:
    Workspace(tmp_path).write({tmp_path / "out/a": b"1", tmp_path / "out/b": b"2"})
    assert (tmp_path / "out/a").read_bytes() == b"1"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a", "b"]


def test_an_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    file = tmp_path / "a"
    Workspace(tmp_path).write({file: b"1"})
    os.utime(file, (1, 1))
    Workspace(tmp_path).write({file: b"1"})
    assert file.stat().st_mtime == 1


def test_if_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(OSError):  # noqa: PT011
        Workspace(tmp_path).write({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_new_files_obey_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        Workspace(tmp_path).write({tmp_path / "a": b""})
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_source_date_epoch_sets_the_day(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, environ={"SOURCE_DATE_EPOCH": "1740873600"})
    assert workspace.today() == date(2025, 3, 2)
