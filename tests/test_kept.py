"""Markup of parts that is kept from build to build: never another than would be made."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project

from reportkit import html, theme
from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.html.vega import Vega
from reportkit.look import lay_out
from reportkit.press.store import DiskStore, MemoryStore
from reportkit.workspace import Workspace

SOURCE = """title: Rivers
date: 2025-03-02
summary: {text: They rise., figures: [{value: "3", label: rivers}]}
sections:
  - title: One
    id: one
    body:
      - Text with a note^[A note.], and @sec:two.
      - table: {caption: Rows, rows: [{A: 1, B: 2}]}
    sections: [{title: Below, points: [{text: A gauge, when: 2024-05}]}]
  - {title: Two, id: two, body: [One more word., {quote: Words.}]}
glossary: [{term: Gauge, meaning: It measures.}]
"""
SECTION = "<section id='{{ section.anchor }}'>{{ section.title }}: %s</section>"


class Watched(MemoryStore):
    """A store that counts what is put into it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def put(self, name: str, data: bytes) -> None:
        self.count += 1
        super().put(name, data)

    def news(self) -> int:
        """How much was put into it since this was last asked."""
        count, self.count = self.count, 0
        return count


@pytest.fixture
def root(project: Project) -> Path:
    return project({"sources/a.yaml": SOURCE})


def page(root: Path, kept: html.Kept | None) -> tuple[list[str], list[str], list[Path]]:
    """The markup of the parts, the findings, and what was read."""
    diagnostics, workspace = Diagnostics(), Workspace(root)
    path = root / "sources/a.yaml"
    source = read(path, workspace, diagnostics)
    look = theme.load("institute", workspace, diagnostics)
    assert source
    assert look
    layout = lay_out(look, workspace)
    result = compose(source, diagnostics, path.parent, workspace, layout)
    assert result, list(diagnostics)
    made = html.render(result.report, look, workspace, diagnostics, kept)
    parts = [part.html for part in made.parts] if made else []
    return parts, [item.message for item in diagnostics], list(workspace.reads)


def replace(old: str, new: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        path = root / "sources/a.yaml"
        path.write_text(path.read_text().replace(old, new))

    return change


def template(name: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        path = root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return change


def token(root: Path) -> None:
    path = root / "styles/user.css"
    path.parent.mkdir(exist_ok=True)
    path.write_text(":root { --rk-letters-section: 4; --rk-letters-section-long: 5 }")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": replace("One more", "Another"),
    "a title that another section refers to": replace("title: Two", "title: 2"),
    "a title that all parts say": replace("title: Rivers", "title: Lakes"),
    "an edition": replace("2025-03-02", "2025-04-02"),
    "a language": replace("title: Rivers", "title: Rivers\nlanguage: de"),
    "a draft": replace("title: Rivers", "title: Rivers\ndraft: true"),
    "a marking": replace("title: Rivers", "title: Rivers\nhandling: {tlp: AMBER}"),
    "a section more": replace("  - {title: Two", "  - {title: Three}\n  - {title: Two"),
    "a template of a part": template("parts/section.html", SECTION % "all"),
    "a template of a block": template("blocks/quote.html", "<p>{{ block.text }}, it says</p>"),
    "what all templates import": template("macros.html", "{% macro x() %}{% endmacro %}"),
    "a token": token,
}


@pytest.mark.parametrize("change", CHANGES)
def test_markup_that_is_kept_changes_no_byte_after(change: str, root: Path) -> None:
    """Nor what is found, nor what the build is said to have read, nor in which order."""
    kept = html.Kept(MemoryStore(), "")
    before = page(root, kept)
    assert before == page(root, None) == page(root, kept)
    CHANGES[change](root)
    assert page(root, kept) == page(root, None) != before


def test_markup_that_is_kept_changes_no_byte_after_changes_in_any_order(root: Path) -> None:
    kept, chance = html.Kept(MemoryStore(), ""), random.Random(7)
    for change in chance.sample(sorted(CHANGES), len(CHANGES)):
        if change != "what all templates import":
            CHANGES[change](root)
        if chance.random() < 0.3:
            (root / "sources/a.yaml").write_text(SOURCE)
        assert page(root, kept) == page(root, None), change


def test_parts_that_are_as_they_were_are_not_made_again(root: Path) -> None:
    store = Watched()
    kept = html.Kept(store, "")
    page(root, kept)
    parts = store.news()
    page(root, kept)
    assert (parts, store.news()) == (7, 0)
    replace("One more", "Another")(root)
    page(root, kept)
    assert store.news() == 1


def test_an_import_within_an_import_belongs_to_every_part(root: Path) -> None:
    """Jinja runs what is imported once; whoever imports it later depends on it as well."""
    template("inner.html", "{% macro word() %}old{% endmacro %}")(root)
    template("outer.html", "{% import 'inner.html' as inner %}{% set word = inner.word() %}")(root)
    text = "{% from 'outer.html' import word %}" + SECTION % "{{ word }}"
    template("parts/section.html", text)(root)
    kept = html.Kept(MemoryStore(), "")
    assert sum(": old<" in part for part in page(root, kept)[0]) == 2
    template("inner.html", "{% macro word() %}new{% endmacro %}")(root)
    assert sum(": new<" in part for part in page(root, kept)[0]) == 2
    assert page(root, kept) == page(root, None)


@pytest.mark.parametrize("asked", ["report.sections|length", "report|string|length"])
def test_a_part_may_ask_for_all_of_the_report(asked: str, root: Path) -> None:
    template("parts/section.html", SECTION % f"{{{{ {asked} }}}}")(root)
    kept = html.Kept(MemoryStore(), "")
    page(root, kept)
    replace("Two", "Another")(root)
    replace("  - title: One", "  - {title: Zero}\n  - title: One")(root)
    assert page(root, kept) == page(root, None)


def test_a_template_that_comes_later_is_noticed(root: Path) -> None:
    text = SECTION % "{% include ['own.html', 'parts/topics.html'] %}"
    template("parts/section.html", text)(root)
    kept = html.Kept(MemoryStore(), "")
    page(root, kept)
    template("own.html", "here")(root)
    assert "here" in "".join(page(root, kept)[0])


def test_what_was_made_with_a_finding_is_made_again(root: Path) -> None:
    template("parts/section.html", SECTION % "{{ section.nothing }}")(root)
    store = Watched()
    kept = html.Kept(store, "")
    first = page(root, kept)
    assert first[1]
    store.news()
    assert page(root, kept) == first
    template("parts/section.html", SECTION % "{{ section.number }}")(root)
    assert page(root, kept) == page(root, None)


def test_other_tools_make_other_markup(root: Path) -> None:
    store = Watched()
    page(root, html.Kept(store, "one"))
    parts = store.news()
    page(root, html.Kept(store, "two"))
    assert store.news() == parts


@pytest.mark.parametrize("damage", [b"", b"x", b"[]", b"7", b'[["template"]]\n', b"\xff\n\xff"])
def test_what_is_damaged_is_made_again(damage: bytes, root: Path, tmp_path: Path) -> None:
    kept = html.Kept(DiskStore(tmp_path / "kept"), "")
    before = page(root, kept)
    store = DiskStore(tmp_path / "kept")
    for path in (tmp_path / "kept/markup").iterdir():
        store.put(f"markup/{path.name}", damage)
    assert page(root, html.Kept(store, "")) == before
    for path in (tmp_path / "kept/markup").iterdir():
        path.write_bytes(damage)
    assert page(root, html.Kept(store, "")) == before


CHART = """
      - chart: {type: bar, caption: Levels, x: a, y: b, data: [{a: x, b: 1}, {a: y, b: 3}]}
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">'
    '<path d="M0 0h1" fill="rk-data-1"/></svg>'
)


def test_a_chart_is_drawn_again_only_for_other_data(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("vl_convert")
    drawn: list[str] = []

    def svg(_: Vega, spec: str, __: object) -> str:
        drawn.append(spec)
        return SVG

    monkeypatch.setattr(Vega, "svg", svg)
    replace("      - table:", f"{CHART.strip(chr(10))}\n      - table:")(root)
    kept = html.Kept(MemoryStore(), "")
    before = page(root, kept)
    replace("title: Rivers", "# A line more\ntitle: Rivers")(root)
    assert page(root, kept) == before
    assert len(drawn) == 1
    replace("b: 3", "b: 4")(root)
    page(root, kept)
    assert len(drawn) == 2
