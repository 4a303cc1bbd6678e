"""Results of pure functions, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project

from reportkit import build as stages
from reportkit import memo
from reportkit.build import Request
from reportkit.diagnostics import Diagnostics
from reportkit.html.sandbox import COMPILED
from reportkit.project import DEFAULT_THEME
from reportkit.session import Session
from reportkit.view.lane.tiers import arrange
from reportkit.workspace import Workspace


def test_what_is_equal_is_made_once_over_two_builds() -> None:
    made: list[str] = []

    @memo.remembered
    def shout(text: str) -> str:
        made.append(text)
        return text.upper()

    assert [shout("a"), shout("b"), shout("a")] == ["A", "B", "A"]
    memo.turn()
    assert [shout("b"), shout("a")] == ["B", "A"]
    assert made == ["a", "b"]


def test_an_empty_result_is_kept_too() -> None:
    made: list[bytes] = []

    @memo.remembered
    def nothing(data: bytes) -> bytes:
        made.append(data)
        return b""

    assert [nothing(b"x"), nothing(b"x")] == [b"", b""]
    assert made == [b"x"]


def test_what_a_build_did_not_ask_for_is_dropped_after_it() -> None:
    made: list[str] = []

    @memo.remembered
    def shout(text: str) -> str:
        made.append(text)
        return text.upper()

    shout("a")
    memo.turn()
    memo.turn()
    assert shout("a") == "A"
    assert made == ["a", "a"]


def test_a_text_that_utf_8_cannot_hold_is_a_text() -> None:
    assert memo.remembered(str.title)("\ud800a") == "\ud800A"


# Builds.

SOURCE = """title: Rivers
timeline:
  events:
    - {when: 2021, text: A gauge}
    - {when: 2022, text: A weir}
    - {when: 2023, text: A lock}
    - {when: 2024, text: A basin}
sections:
  - title: One
    body:
      - Text with a note^[A note.] and more.
      - table: {columns: [A, B], csv: rows.csv}
  - {title: Two, body: [One more word.]}
"""
COVER = "<header id='cover' class='cover'><h1>{{ cover.title }}, again</h1></header>"


@pytest.fixture
def root(project: Project) -> Path:
    return project({"sources/a.yaml": SOURCE, "sources/rows.csv": "A,B\n1,2\n"})


def built(root: Path, theme: str = DEFAULT_THEME) -> tuple[bytes, ...]:
    """The results of a build that finds nothing but what this process remembers."""
    request = Request(root / "sources/a.yaml", root / "out", theme)
    diagnostics = Diagnostics()
    with Session(jobs=1) as session:
        made = stages.make(request, Workspace(root), diagnostics, session)
    assert made, list(diagnostics)
    return tuple(made.values())


def forgetful(root: Path, theme: str = DEFAULT_THEME) -> tuple[bytes, ...]:
    """The same in a process that remembers nothing."""
    memo.turn()
    memo.turn()
    arrange.cache_clear()
    COMPILED.clear()
    return built(root, theme)


def _edit(old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / "sources/a.yaml").write_text(SOURCE.replace(old, new))


def _cover(root: Path) -> None:
    path = root / "templates/parts/cover.html"
    path.parent.mkdir(parents=True)
    path.write_text(COVER)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": _edit("more word", "other word"),
    "an event": _edit("A weir", "A fish ladder"),
    "the order": lambda root: (root / "sources/a.yaml").write_text(
        SOURCE.replace("title: One", "title: x").replace("title: Two", "title: One")
    ),
    "a template": _cover,
    "a data file": lambda root: (root / "sources/rows.csv").write_text("A,B\n3,4\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_remembered_changes_no_byte_of_an_edit(change: str, root: Path) -> None:
    before = built(root)
    CHANGES[change](root)
    after = built(root)
    assert after != before
    assert forgetful(root) == after


def test_an_edit_undone_and_a_change_of_theme_give_the_bytes_of_before(root: Path) -> None:
    before = built(root)
    CHANGES["a word"](root)
    ledger = built(root, "ledger")
    (root / "sources/a.yaml").write_text(SOURCE)
    assert built(root) == before
    CHANGES["a word"](root)
    assert forgetful(root, "ledger") == ledger


def test_a_template_whose_file_is_edited_is_read_again(root: Path) -> None:
    _cover(root)
    built(root)
    path = root / "templates/parts/cover.html"
    path.write_text(COVER.replace("again", "anew"))
    after = built(root)
    assert b"Rivers, anew" in after[1]
    assert forgetful(root) == after
