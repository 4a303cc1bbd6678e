"""Reads, atomic writes, and how paths are shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit import workspace as door
from reportkit.workspace import Workspace, is_file, is_folder, names_beside


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


@pytest.mark.parametrize("hard_links", [True, False])
def test_if_a_rename_fails_what_was_there_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    """Of a file replaced, one made and one in the way, the first two are as they were."""

    def refused(*args: object, **options: object) -> None:
        raise PermissionError

    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").write_bytes(b"old")
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise PermissionError(1, "Operation not permitted", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    if not hard_links:
        monkeypatch.setattr("os.link", refused)
    with pytest.raises(PermissionError) as failure:
        Workspace(tmp_path).write({tmp_path / name: b"new" for name in "abc"})
    assert failure.value.filename == str(tmp_path / "c")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"old", "c": b"old"}


def test_a_failed_write_names_its_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, dir: Path, prefix: str) -> None:
        raise PermissionError(13, "Permission denied", f"{dir}/{prefix}x1y2")

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(PermissionError) as failure:
        Workspace(tmp_path).write({tmp_path / "a": b""})
    assert failure.value.filename == str(tmp_path / "a")


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    workspace = Workspace(tmp_path)
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="it is not a file"):
            workspace.read(path)
    with pytest.raises(IsADirectoryError):
        workspace.read(tmp_path)
    assert not workspace.reads


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MAX_BYTES", 2)
    (tmp_path / "a").write_bytes(b"123")
    with pytest.raises(OSError, match="it is larger than"):
        Workspace(tmp_path).read(tmp_path / "a")


def test_a_path_is_shown_as_it_was_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    shown = Workspace(tmp_path).shown
    assert shown(tmp_path / "link/a.yaml") == shown(Path("link/a.yaml")) == "link/a.yaml"
    assert shown(tmp_path / "loop") == "loop"
    assert shown(Path("../a.yaml")) == "../a.yaml"
    assert shown(Path("/elsewhere/a.yaml")) == "/elsewhere/a.yaml"


def test_a_path_is_shown_without_detours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far/sources").mkdir(parents=True)
    (tmp_path / "sources").symlink_to(tmp_path / "far/sources")
    monkeypatch.chdir(tmp_path)
    shown = Workspace(tmp_path).shown
    assert shown(Path("far/sources/../parts/a.yaml")) == "far/parts/a.yaml"
    assert shown(Path("sources/../parts/a.yaml")) == "sources/../parts/a.yaml"  # in far/


def test_a_path_that_no_file_system_takes_is_neither_file_nor_folder(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    assert not is_file(path)
    assert not is_folder(path)


def test_a_folder_that_is_not_there_holds_no_names(tmp_path: Path) -> None:
    (tmp_path / "b").touch()
    (tmp_path / "a").touch()
    assert names_beside(tmp_path / "x") == ["a", "b"]
    assert names_beside(tmp_path / "nowhere" / "x") == []
    assert names_beside(tmp_path / ("x" * 300) / "x") == []


def test_a_name_may_be_as_long_as_the_file_system_takes(tmp_path: Path) -> None:
    longest = tmp_path / ("x" * 255)
    for data in (b"old", b"new"):
        Workspace(tmp_path).write({longest: data})
        assert [path.read_bytes() for path in tmp_path.iterdir()] == [data]


def test_what_is_gone_goes_with_what_is_written(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("old")
    Workspace(tmp_path).write({new: b"new"}, [old])
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_what_is_gone_stays_where_something_cannot_be_removed(tmp_path: Path) -> None:
    old, new, folder = tmp_path / "old", tmp_path / "new", tmp_path / "folder"
    old.write_text("old")
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        Workspace(tmp_path).write({new: b"new"}, [old, folder])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "old"]
    assert old.read_text() == "old"
