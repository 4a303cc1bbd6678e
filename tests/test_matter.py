"""What stands around the text: matter, imprint, back cover, marks and drafts, on page and sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pdfs
import pytest
from conftest import Project

from reportkit.build import Request, build, compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.model.handling import TLP
from reportkit.view.blocks.imprint import Imprint
from reportkit.view.report import Html, ReportView
from reportkit.workspace import Workspace

SECTIONS = "\nsections: [{title: One, body: Text.}, {title: Two, body: Text.}]\n"
LONG = "\n\n".join("A made-up paragraph that takes its place on the page." for _ in range(120))

View = Callable[[str], tuple[ReportView, list[str]]]


@pytest.fixture
def view(project: Project) -> View:
    """`view(yaml)`: the view of a briefing, and the messages about it."""

    def make(text: str) -> tuple[ReportView, list[str]]:
        root = project({"sources/a.yaml": dedent(text) + SECTIONS})
        diagnostics, workspace = Diagnostics(), Workspace(root)
        source = read(root / "sources/a.yaml", workspace, diagnostics)
        assert source
        result = compose(source, diagnostics, root / "sources", workspace)
        messages = [item.message for item in diagnostics]
        assert result, messages
        return result.report, messages

    return make


def test_matter_has_the_heading_of_its_kind_and_no_number(view: View) -> None:
    report, _ = view("title: T\nlanguage: de\nfront: [{kind: foreword, body: Worte.}]")
    (part,) = report.front
    assert (part.title, part.number, part.anchor) == ("Vorwort", "", "vorwort")
    assert report.contents
    assert [entry.title for entry in report.contents.entries] == ["Vorwort", "One", "Two"]


def test_matter_can_be_referred_to(view: View) -> None:
    report, messages = view(
        """
        title: T
        summary: {points: [{text: A, see: method}], text: "As @sec:method says."}
        back: [{kind: methodology, id: method, body: Words.}]
        """
    )
    assert not messages
    assert report.summary
    assert report.summary.points
    reference = report.summary.points.points[0].reference
    assert reference
    assert (reference.anchor, reference.number, reference.title) == ("method", "", "Methodology")
    assert "Methodology</a>" in report.summary.text


def test_matter_holds_what_a_section_holds(view: View) -> None:
    report, messages = view(
        """
        title: T
        front:
          - kind: foreword
            body: ["Words^[A note.]", {table: {rows: [{a: 1}], caption: C, id: own}}]
            points: [{text: Early, when: 2030}]
        back: [{title: After, body: As @tab:own shows.}]
        """
    )
    assert not messages
    assert [block.kind for block in report.front[0].blocks] == ["prose", "table", "points"]
    assert [appendix.anchor for appendix in report.appendices] == ["timeline"]


def imprint(report: ReportView) -> dict[str, tuple[Html, ...]]:
    (found,) = [b for part in report.back for b in part.blocks if isinstance(b, Imprint)]
    return {entry.label: entry.lines for entry in found.entries}


def test_an_imprint_says_who_answers_for_the_report(view: View) -> None:
    report, _ = view(
        """
        title: T
        date: 2031-05
        organisation: The Institute
        series: {name: Papers, number: 7}
        authors:
          - {name: Water Desk, role: text, organisation: The Institute, contact: w@example.org}
          - Maps Desk
        contact: press@example.org
        licence: CC-BY-4.0
        """
    )
    assert imprint(report) == {
        "Publisher": ("The Institute",),
        "Authors": (
            'Water Desk, The Institute (text), <a href="mailto:w@example.org">w@example.org</a>',
            "Maps Desk",
        ),
        "Series": ("Papers, No.\u00a07",),
        "Date": ("May 2031",),
        "Contact": ('<a href="mailto:press@example.org">press@example.org</a>',),
        "Licence": ('<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>',),
    }
    assert report.cover.kicker == "Papers · No.\u00a07"
    assert report.cover.authors == ("Water Desk", "Maps Desk")


@pytest.mark.parametrize(
    ("text", "has_imprint"),
    [
        ("authors: The Desk", False),
        ("imprint: true", True),
        ("back: [imprint]", True),
        ("licence: All rights reserved.", True),
        ("authors: [{name: The Desk, role: editing}]", True),
        ("contact: a@example.org\nback_cover: Words.", False),
        ("contact: a@example.org\nback_cover: {contact: b@example.org}", True),
    ],
)
def test_an_imprint_is_made_where_it_is_asked_for_or_needed(
    view: View, text: str, has_imprint: bool
) -> None:
    report, messages = view(f"title: T\n{text}")
    assert (bool(report.back), messages) == (has_imprint, [])


def test_what_is_not_printed_without_an_imprint_is_a_warning(view: View) -> None:
    _, messages = view("title: T\nlicence: CC0-1.0\nimprint: false")
    assert messages == ["the licence is not printed"]


@pytest.mark.parametrize(
    ("written", "label", "restriction", "kind"),
    [
        ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT", "", "tlp-amber"),
        ("{tlp: clear}", "TLP:CLEAR", "", "tlp-clear"),
        ("{tlp: TLP:RED, text: Named readers}", "TLP:RED", "Named readers", "tlp-red"),
        ("For official use", "For official use", "", "free"),
    ],
)
def test_a_handling_mark_is_a_label_or_a_text(
    view: View, written: str, label: str, restriction: str, kind: str
) -> None:
    report, _ = view(f"title: T\nhandling: {written}")
    assert report.marking
    made = (report.marking.label, report.marking.restriction, report.marking.kind)
    assert made == (label, restriction, kind)


@pytest.fixture
def printed(project: Project) -> Callable[..., bytes]:
    """`printed(yaml, …)`: the PDF of a briefing in a project with the other files."""

    def make(text: str, press: dict[str, str] | None = None) -> bytes:
        root = project({"sources/a.yaml": dedent(text) + SECTIONS, **(press or {})})
        diagnostics = Diagnostics()
        request = Request(root / "sources/a.yaml", root / "out", formats=("pdf",))
        written = build(request, Workspace(root), diagnostics)
        assert not diagnostics.exit_code(strict=True)
        return Path(written[0]).read_bytes()

    return make


def test_what_closes_a_report_shares_sheets(printed: Callable[..., bytes]) -> None:
    """Where each section begins a page: a word of thanks is not worth a sheet."""
    back = "back: [{kind: methodology, body: Words.}, {title: Thanks, body: Thanks.}]"
    *_, last = pdfs.texts(printed(f"title: T\n{back}\nlicence: CC0-1.0"))
    assert [word in last for word in ("Words.", "Thanks.", "CC0")] == [True] * 3


MARKED = f"""
title: T
handling: {{tlp: amber+strict, text: Named readers}}
draft: true
front: [{{kind: foreword, body: {LONG!r}}}]
back_cover: Words.
"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_marked_in_its_head_and_its_foot(
    printed: Callable[..., bytes], language: str
) -> None:
    """FIRST asks for the label in the head and foot of each page, at the right, in 12 points."""
    pdf = printed(f"language: {language}{MARKED}")
    pages = pdfs.words(pdf)
    assert len(pages) > 6
    for words in pages:
        marks = [(left, bottom) for word, left, bottom in words if word == TLP[2]]
        assert len(marks) == 2
        assert all(left > 595 * 2 / 3 for left, _ in marks)
        (_, foot), (_, head) = sorted(marks, key=lambda mark: mark[1])
        assert foot < 842 / 4 < 842 * 3 / 4 < head
        assert sum(word == "Named" for word, _, _ in words) == 2


def test_a_template_of_the_project_cannot_lose_the_mark(printed: Callable[..., bytes]) -> None:
    section = '<section class="part section" id="{{ section.anchor }}"><h2>Own</h2></section>'
    own = {"templates/parts/section.html": section}
    texts = pdfs.texts(printed("title: T\nhandling: TLP:RED", own))
    assert [text.count("TLP:RED") for text in texts] == [2] * len(texts)


def test_a_draft_says_so_on_every_page(printed: Callable[..., bytes]) -> None:
    assert all("Draft" in text for text in pdfs.texts(printed(MARKED)))


def test_the_word_for_a_draft_lies_behind_the_text(printed: Callable[..., bytes]) -> None:
    """What is drawn first lies behind: the first text of each page is an artifact."""
    for page in pdfs.reader(printed(MARKED)).pages:
        contents = page.get_contents()
        assert contents is not None
        before = contents.get_data().partition(b"BT")[0]
        assert before.rfind(b"/Artifact") > before.rfind(b"EMC")


def test_the_word_for_a_draft_stands_in_the_middle_of_a_sheet_on_its_side(
    printed: Callable[..., bytes],
) -> None:
    table = "{table: {wide: true, columns: [A, B], rows: [[x, y]]}}"
    pdf = printed(f"title: T\ndraft: true\nfront: [{{kind: foreword, body: [{table}]}}]")
    (page,) = [p.convert("L") for p in pdfs.pictures(pdf, 0.5) if p.width > p.height]
    left, _, right, _ = page.point([255 * (215 < tone < 250) for tone in range(256)]).getbbox()
    assert abs(left + right - page.width) < 0.1 * page.width


def test_a_mark_leaves_the_line_above_the_title_alone(printed: Callable[..., bytes]) -> None:
    kicker = "kicker: A specimen with a line above its title that is rather long"
    page = pdfs.words(printed(f"title: T\n{kicker}\nhandling: {{tlp: green, text: A group}}"))[0]
    bottoms = {bottom for word, _, bottom in page if word in ("specimen", "long")}
    assert len(bottoms) == 1


def test_key_figures_run_as_the_text_does(printed: Callable[..., bytes]) -> None:
    for count in (2, 3, 4):
        figures = ", ".join(f"{{value: '{n}{n}{n}', label: x}}" for n in range(1, count + 1))
        block = f"front: [{{kind: foreword, body: [{{key_figures: [{figures}]}}]}}]"
        for language, runs_left in (("en", False), ("ar", True)):
            pages = pdfs.words(printed(f"title: T\nlanguage: {language}\n{block}"))
            at = {word: left for page in pages for word, left, _ in page}
            lefts = [at[f"{n}{n}{n}"] for n in range(1, count + 1)]
            assert lefts == sorted(lefts, reverse=runs_left)


def test_nobody_hears_what_stands_in_margins_and_behind_the_text(
    printed: Callable[..., bytes],
) -> None:
    """A mark and a draft change no structure but that of the covers, which have no margins."""
    text = f"title: T\nfront: [{{kind: foreword, body: {LONG!r}}}]"
    plain, marked = printed(text), printed(f"{text}\nhandling: TLP:GREEN\ndraft: true")
    first, second = ([e[1] for e in pdfs.structure(pdf) if e[2] != 0] for pdf in (plain, marked))
    assert first == second
