"""References, citations, notes, lists and appendices, from the briefing to what templates see."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.view.language import load
from reportkit.view.plan import appendix_letter
from reportkit.view.prose import plain
from reportkit.view.report import ReportView
from reportkit.workspace import Workspace

FIGURES = """
    title: A made-up briefing
    sections:
      - title: One
        id: one
        body:
          - figure: {id: crates, image: a.svg, alt: Nothing, caption: "Crates^[By *hand*.]"}
          - figure: {id: bare, image: a.svg, alt: Nothing}
          - figure: {id: boxes, image: a.svg, alt: Nothing, caption: Boxes}
      - title: Two
        id: two
        sections:
          - title: Three
            id: three
            body: %s
    appendices:
      - {title: Method, id: method}
    sources:
      - {id: book, title: A Book}
"""
SOURCES = """
    title: A made-up briefing
    summary: {points: [{text: P, sources: book}]}
    sections:
      - title: One
        body: "A [@book] b [@paper, p. 4; @book] c."
        points:
          - {text: Q, when: 2024, sources: [paper, book]}
    timeline: {events: [{when: 2023, text: R, sources: [paper]}]}
    sources:
      - {title: Unnamed}
      - {id: book, title: A Book}
      - {id: paper, title: A Paper}
"""

Compose = Callable[[str], tuple[ReportView, list[str]]]


@pytest.fixture
def composed(tmp_path: Path) -> Compose:
    """`composed(briefing)`: the view, and the findings as `line:column code message; hint`."""

    def run(briefing: str) -> tuple[ReportView, list[str]]:
        path = tmp_path / "a.yaml"
        path.write_text(dedent(briefing))
        diagnostics, workspace = Diagnostics(), Workspace(tmp_path)
        source = read(path, workspace, diagnostics)
        result = compose(source, diagnostics, tmp_path, workspace) if source else None
        assert result, list(diagnostics)
        found = [
            "; ".join((f"{d.span.line}:{d.span.column} {d.code} {d.message}", *d.hints))
            for d in diagnostics
            if d.span
        ]
        return result.report, found

    return run


def prose(report: ReportView) -> str:
    """The paragraph of FIGURES."""
    (block,) = report.sections[1].sections[0].blocks
    return str(getattr(block, "html", ""))


# References


@pytest.mark.parametrize(
    ("text", "words", "anchor"),
    [
        ("@fig:boxes", "Figure\u00a02", "boxes"),
        ("@sec:three", "section\u00a02.1", "three"),
        ("@Sec:three", "Section\u00a02.1", "three"),
        ("-@sec:three", "2.1", "three"),
        ("@app:method", "appendix\u00a0A", "method"),
        ("@app:sources", "appendix\u00a0B", "sources"),
    ],
)
def test_a_reference_gives_the_number_and_leads_there(
    composed: Compose, text: str, words: str, anchor: str
) -> None:
    report, findings = composed(FIGURES % f'"See {text}."')
    link = f'<a class="cross-reference page-number" href="#{anchor}"'
    assert f'{link} data-before=" on page\u00a0" data-after="">{words}</a>' in prose(report)
    assert findings == []


@pytest.mark.parametrize(
    ("language", "words", "before", "after"),
    [
        ("de", "Abbildung\u00a02", " auf Seite\u00a0", ""),
        ("fr", "figure\u00a02", " (p.\u00a0", ")"),
        ("ru", "рисунок\u00a02", " (с.\u00a0", ")"),
        ("zh", "图2", "（第", "页）"),
    ],
)
def test_a_reference_speaks_the_language_of_the_report(
    composed: Compose, language: str, words: str, before: str, after: str
) -> None:
    briefing = FIGURES.replace("sections:", f"language: {language}\n    sections:", 1)
    report, _ = composed(briefing % '"@fig:boxes"')
    assert f'data-before="{before}" data-after="{after}">{words}</a>' in prose(report)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("@fig:crate", "no figure or chart has the id 'crate'; did you mean `@fig:crates`?"),
        (
            "@fig:three",
            "no figure or chart has the id 'three'; write `@sec:three`: it is a section",
        ),
        ("@tab:xyz", "no table or matrix has the id 'xyz'; give the table or matrix `id: xyz`"),
        ("@figure:boxes", "there is no kind of reference `@figure:`; write `@fig:boxes`"),
        (
            "@fig:bare",
            "the figure 'bare' has no number; give it a caption: what has a caption is numbered",
        ),
    ],
)
def test_a_reference_that_misses_says_what_was_meant(
    composed: Compose, text: str, finding: str
) -> None:
    _, findings = composed(FIGURES % f'"See {text}."')
    assert findings == [f"15:20 RK0301 {finding}"]


def test_a_part_without_a_number_is_called_by_its_title(composed: Compose) -> None:
    briefing = FIGURES.replace("sections:", "summary: {text: S}\n    sections:", 1)
    report, findings = composed(briefing % '"@sec:summary"')
    assert re.search('href="#summary".*>Executive summary</a>', prose(report))
    assert findings == []


# Lists and appendices


def test_a_list_names_what_has_a_caption_without_its_notes(composed: Compose) -> None:
    report, findings = composed(FIGURES % "Text" + "    lists: figures\n")
    (figures,) = report.lists
    assert figures.title == "List of figures"
    entries = [(e.number, e.label, e.text, e.anchor) for e in figures.entries]
    assert entries == [
        ("1", "Figure\u00a01", "Crates", "crates"),
        ("2", "Figure\u00a02", "Boxes", "boxes"),
    ]
    assert findings == []


def test_a_timeline_in_the_form_of_a_table_counts_as_one(composed: Compose) -> None:
    block = "{caption: C, events: [{when: 2023, text: A made-up event}], form: %s}"
    for form, series in (("table", "tables"), ("list", "figures")):
        report, _ = composed(
            f"""
            title: T
            lists: [figures, tables]
            sections: [{{title: S, body: [timeline: {block % form}]}}]
            """
        )
        (found,) = report.lists
        assert found.anchor == f"list-of-{series}"


def test_a_list_of_nothing_is_left_out_with_a_warning(composed: Compose) -> None:
    report, findings = composed("title: T\nlists: [tables]\n")
    assert report.lists == ()
    message = "there are no tables with a caption, so there is no list of them"
    assert findings == [f"2:9 RK0308 {message}; give one a caption"]


def test_appendices_stand_where_the_author_puts_them(composed: Compose) -> None:
    report, _ = composed(
        """
        title: T
        appendices:
          - {title: Last, after: sources}
          - {title: First, sections: [{title: Below}]}
          - {title: Third, after: timeline}
        timeline: {events: [{when: 2024, text: E}]}
        sources: [{title: S}]
        """
    )
    found = [(a.number, plain(a.title)) for a in report.appendices]
    titles = ["First", "Timeline", "Third", "Sources", "Last"]
    assert found == list(zip("ABCDE", titles, strict=True))
    (below,) = report.appendices[0].sections
    assert (below.number, below.level) == ("A.1", 2)


def test_a_dated_point_of_an_appendix_joins_the_timeline(composed: Compose) -> None:
    report, _ = composed(
        """
        title: T
        appendices:
          - {title: Last, after: timeline, points: [{text: P, when: 2024}]}
        """
    )
    assert [plain(a.title) for a in report.appendices] == ["Timeline", "Last"]
    assert "P" in str(report.appendices[0].blocks)


def test_letters_go_on_after_the_last() -> None:
    english, arabic = load("en"), load("ar")
    assert english
    assert arabic
    letters = [appendix_letter(i, english.appendix_letters) for i in (0, 25, 26, 27, 52, 701, 702)]
    assert letters == ["A", "Z", "AA", "AB", "BA", "ZZ", "AAA"]
    assert appendix_letter(1, arabic.appendix_letters) == "ب"


# Citations


def test_a_citation_gives_the_number_in_the_authors_list(composed: Compose) -> None:
    report, findings = composed(SOURCES)
    (block, *_) = report.sections[0].blocks
    text = plain(re.sub("</?span[^>]*>", "", getattr(block, "html", "")))
    assert "A [2] b [3, p. 4; 2] c." in text
    assert findings == []


def test_points_and_events_cite_after_their_text(composed: Compose) -> None:
    report, _ = composed(SOURCES)
    assert report.summary
    assert report.summary.points
    assert "P\u00a0<span" in report.summary.points.points[0].text
    point = str(report.sections[0].blocks[1])
    assert re.search(r"Q(?:\xa0|\\xa0)", point)
    event = str(report.appendices[0].blocks[0])
    assert event.count('href="#source-paper"') == 1, "a point cites where it stands, not again"


def test_a_source_says_where_it_is_cited_first_in_each_section(composed: Compose) -> None:
    report, _ = composed(SOURCES)
    entries = getattr(report.appendices[1].blocks[0], "sources", ())
    cited = [[(r.number, r.anchor) for r in entry.references] for entry in entries]
    assert cited == [
        [],
        [("", "cited-book-summary"), ("1", "cited-book-1")],
        [("1", "cited-paper-1"), ("A", "cited-paper-a")],
    ]


def test_every_anchor_of_a_citation_is_there_once(composed: Compose) -> None:
    report, _ = composed(SOURCES)
    anchors = re.findall(r'id="(cited-[^"]*)"', str(report))
    assert len(anchors) == len(set(anchors)) == 4


def test_a_citation_of_an_unknown_source_is_an_error(composed: Compose) -> None:
    briefing = SOURCES.replace("[@book]", "[@bok]").replace("[paper, book]", "[paper, xyz]")
    _, findings = composed(briefing)
    assert findings == [
        "6:14 RK0301 no source has the id 'bok'; did you mean `book`?",
        "8:48 RK0301 no source has the id 'xyz'; add it to `sources:` with `id: xyz`; "
        "write \\@ where the sign itself is meant",
    ]


# Notes


def notes(markup: object) -> list[tuple[str, str]]:
    """Anchor and words of the notes in `markup`, each with its number."""
    found = re.findall(r'<small class="footnote"[^>]* id="([^"]*)">(.*?)</small>', str(markup))
    return [(anchor, plain(words)) for anchor, words in found]


def test_notes_are_numbered_by_part(composed: Compose) -> None:
    report, _ = composed(
        """
        title: T
        summary: {text: "A^[One.] b^[Two.]"}
        sections:
          - {title: S, body: "C^[Three.]", sections: [{title: U, body: "D^[Four.]"}]}
          - {title: V, points: ["E^[Five.]"]}
        timeline: {events: [{when: 2025, text: "G^[Seven.]"}, {when: 2024, text: "F^[Six.]"}]}
        """
    )
    assert notes(report) == [
        ("note-summary-1", "1 One."),
        ("note-summary-2", "2 Two."),
        ("note-1-1", "1 Three."),
        ("note-1-2", "2 Four."),
        ("note-2-1", "1 Five."),
        ("note-a-1", "1 Six."),
        ("note-a-2", "2 Seven."),
    ]


def test_a_named_note_is_printed_once_in_each_part_that_calls_it(composed: Compose) -> None:
    report, findings = composed(
        """
        title: T
        notes: {a: Outer., b: Other.}
        sections:
          - {title: S, body: "A[^a] b[^a] c[^b]", notes: {a: Inner.}}
          - {title: U, body: "A[^a]"}
        """
    )
    assert notes(report) == [
        ("note-1-1", "1 Inner."),
        ("note-1-2", "2 Other."),
        ("note-2-1", "1 Outer."),
    ]
    again = '<a role="doc-noteref" id="call-1-1-2" href="#note-1-1">1</a>'
    assert again in str(report)
    assert findings == []


def test_a_note_that_nothing_calls_is_a_warning(composed: Compose) -> None:
    _, findings = composed("title: T\nnotes:\n  a: Text.\nsections: [{title: S, body: B}]\n")
    hint = "call it with `[^a]`, or delete it"
    assert findings == [f"3:3 RK0306 nothing calls the note 'a'; {hint}"]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a[^mis]", "RK0301 no note has the name 'mis'; did you mean `miss`?"),
        ("a[^q]", "RK0301 no note has the name 'q'; write it under `notes:`: `q: …`"),
        ("a^[b^[c]]", "RK0307 a note stands in a note; put what it says into the outer note"),
        ("a^[b[^miss]]", "RK0307 a note stands in a note; put what it says into the outer note"),
        ("a^[b", "RK0307 the note is not whole; close it with `]` and give it words"),
        ("[^miss]: b", "RK0307 the note 'miss' is written in the text; write it under `notes:`"),
        ("a^[b [@q]]", "RK0301 no source has the id 'q'"),
        ("a^[b <i>]", "RK0302 raw HTML is not allowed in prose: <i>"),
    ],
)
def test_a_note_at_fault_is_found_where_it_stands(
    composed: Compose, text: str, finding: str
) -> None:
    _, findings = composed(
        "title: T\nnotes: {miss: M.}\nsections:\n"
        f"- {{title: S, body: '{text}', points: ['Call[^miss]']}}\n"
    )
    assert len(findings) == 1
    place, _, said = findings[0].partition(" ")
    assert said.startswith(finding)
    assert place.startswith("4:")


def test_a_note_cannot_stand_where_print_has_no_foot(composed: Compose) -> None:
    _, findings = composed(
        """
        title: T
        notice: "N^[a]"
        sections: [{title: S, points: [{text: P, when: 2024, event: "E^[b]"}]}]
        """
    )
    hint = "put it into a text of the section"
    found = [finding.partition(" ")[2] for finding in findings]
    assert found == [f"RK0307 a note cannot stand here; {hint}"] * 2


def test_the_description_of_a_report_has_no_notes(composed: Compose) -> None:
    report, _ = composed(
        'title: T\nsummary: {text: "A^[Note.] b [@s]."}\nsources: [{id: s, title: S}]\n'
    )
    assert report.metadata.description == "A b."
