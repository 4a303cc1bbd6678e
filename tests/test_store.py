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


def test_a_full_cache_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    store = DiskStore(tmp_path, max_bytes=1000)
    for index in range(20):
        store.put(f"objects/{index}", b"x" * 68)
        os.utime(tmp_path / f"objects/{index}", (index, index))
    store.close()
    kept = sorted(int(path.name) for path in tmp_path.glob("*/*"))
    assert kept == list(range(12, 20))


def test_a_cache_is_looked_through_only_after_much_was_added(tmp_path: Path) -> None:
    store = DiskStore(tmp_path, max_bytes=10_000)
    for index, size in enumerate([4_950, 4_950, 100, 5_000]):
        store.put(f"objects/{index}", b"x" * size)
        os.utime(tmp_path / f"objects/{index}", (index, index))
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
