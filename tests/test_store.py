"""What the press keeps stays small, says its findings again, and does no harm if damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_linked_cache import CSS, Manuscript, build, heard, make

from reportkit.press.store import DiskStore, MemoryStore


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    return make(tmp_path)


@pytest.fixture
def cache(manuscript: Manuscript, tmp_path: Path) -> Path:
    """A cache that holds the manuscript."""
    folder = tmp_path / "cache"
    build(manuscript, DiskStore(folder))
    return folder


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b"{}", None])
def test_a_damaged_cache_is_worked_around_and_mended(
    manuscript: Manuscript, cache: Path, damage: bytes | None
) -> None:
    cold, _ = build(manuscript)
    for path in cache.glob("*/*"):
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if damage is None else damage)
    pdf, findings = build(manuscript, DiskStore(cache))
    assert pdf == cold
    assert [(f.severity.value, f.code) for f in findings] == [("note", "RK0904")]
    assert build(manuscript, DiskStore(cache)) == (cold, [])


def test_what_was_kept_under_another_name_is_damaged(manuscript: Manuscript, cache: Path) -> None:
    """Whole files in the wrong places, as a disk may leave them that was repaired."""
    cold, _ = build(manuscript)
    for folder in cache.iterdir():
        paths = sorted(folder.iterdir())
        kept = [path.read_bytes() for path in paths]
        for path, data in zip(paths, [*kept[1:], kept[0]], strict=True):
            path.write_bytes(data)
    next((cache / "documents").iterdir()).unlink()
    pdf, findings = build(manuscript, DiskStore(cache))
    assert pdf == cold
    assert [(f.severity.value, f.code) for f in findings] == [("note", "RK0904")]


def test_a_cache_of_another_format_is_not_read(
    manuscript: Manuscript, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold, _ = build(manuscript)
    compiled = heard(monkeypatch)
    monkeypatch.setattr("reportkit.press.library.FORMAT", 99)
    assert build(manuscript, DiskStore(cache)) == (cold, [])
    assert len(compiled) >= 5


def test_a_cache_that_cannot_be_written_is_noted_and_does_no_harm(
    manuscript: Manuscript, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    pdf, findings = build(manuscript, DiskStore(tmp_path / "cache"))
    assert pdf == build(manuscript)[0]
    assert [(f.severity.value, f.code) for f in findings] == [("note", "RK0904")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_no_file_of_the_cache_is_not_waited_for(
    manuscript: Manuscript, cache: Path
) -> None:
    cold, _ = build(manuscript)
    for number, path in enumerate(sorted(cache.glob("*/*"))):
        path.unlink()
        path.mkdir() if number % 2 else os.mkfifo(path)
    pdf, findings = build(manuscript, DiskStore(cache))
    assert pdf == cold
    assert [(f.severity.value, f.code) for f in findings] == [("note", "RK0904")]


def test_a_cache_that_can_only_be_read_is_of_use(
    manuscript: Manuscript, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def utime(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    cold, _ = build(manuscript)
    for path in cache.glob("*/*"):
        os.utime(path, (0, 0))
    monkeypatch.setattr(os, "utime", utime)
    compiled = heard(monkeypatch)
    assert build(manuscript, DiskStore(cache)) == (cold, [])
    assert compiled == []


def fill(store: DiskStore, folder: Path, index: int, size: int) -> None:
    """Put `size` bytes into `store` that were last used at the time `index`."""
    name = f"objects/{index:064x}"
    store.put(name, b"x" * size)
    os.utime(folder / name, (index, index))


def test_a_full_cache_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    store = DiskStore(tmp_path, max_bytes=1000)
    for index in range(20):
        fill(store, tmp_path, index, 68)
    store.close()
    kept = sorted(int(path.name, 16) for path in tmp_path.glob("*/*"))
    assert kept == list(range(12, 20))


def test_a_full_cache_drops_nothing_of_anybody_else(tmp_path: Path) -> None:
    """The folder may be a link to one that holds more than what reportkit has put there."""
    other = tmp_path / "objects/letter.txt"
    other.parent.mkdir()
    other.write_text("Dear reader")
    os.utime(other, (0, 0))
    store = DiskStore(tmp_path, max_bytes=100)
    fill(store, tmp_path, 1, 200)
    store.close()
    assert list(tmp_path.glob("*/*")) == [other]


def test_what_cannot_be_dropped_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unlink(*_: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    store = DiskStore(tmp_path, max_bytes=100)
    fill(store, tmp_path, 1, 200)
    monkeypatch.setattr(Path, "unlink", unlink)
    store.close()
    assert len(list(tmp_path.glob("*/*"))) == 1


def test_a_cache_is_looked_through_only_after_much_was_added(tmp_path: Path) -> None:
    store = DiskStore(tmp_path, max_bytes=10_000)
    for index, size in enumerate([4_950, 4_950, 100, 5_000]):
        fill(store, tmp_path, index, size)
        kept = len(list(tmp_path.glob("*/*")))
        store.close()
        assert (len(list(tmp_path.glob("*/*"))) < kept) == (index == 3)


def test_findings_are_said_again_when_nothing_is_laid_out(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = manuscript.mounts["styles"][0] / "report.css"
    style.write_text(CSS + "p { colour: red }")
    store = MemoryStore()
    _, first = build(manuscript, store)
    compiled = heard(monkeypatch)
    assert build(manuscript, store)[1] == first
    assert [f.code for f in first] == ["RK0504"]
    assert first[0].span
    assert first[0].span.file.endswith("styles/report.css")
    assert compiled == []
