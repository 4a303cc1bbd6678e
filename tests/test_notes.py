"""Notes in both editions: at the foot of the sheet, and at the end of the part on the page."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from conftest import Project

from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics, Severity
from reportkit.html.notes import Note, gather
from reportkit.session import PRESSES, Session
from reportkit.view.report import Html
from reportkit.workspace import Workspace

WORDS = "word " * 60
SAYS = "A made-up harbour is empty, and the crates stand at its gate until someone counts them."
CALL = '<sup class="note-call"><a role="doc-noteref" id="{0}" href="#{1}">1</a></sup>'
PART = (
    f'<section class="part"><p>a{CALL.format("call-1", "note-1")}'
    '<small class="footnote" role="doc-footnote" id="note-1">'
    '<a class="footnote-number" role="doc-backlink" href="#call-1">1</a> b <em>c</em></small>'
    f" d{CALL.format('call-1-2', 'note-1')}</p></section>"
)


def paragraph(number: int, section: str) -> str:
    return f"Call{number}Q^[Note{number}Q says {WORDS[:99]}.] and @sec:{section}. {WORDS}"


def section(name: str, other: str, numbers: range) -> str:
    body = "\n".join(f"      - {paragraph(number, other)}" for number in numbers)
    points = f"      - Call{numbers.stop}Q^[Note{numbers.stop}Q.]\n"
    return f"  - title: {name}\n    id: {name}\n    body:\n{body}\n    points:\n{points}"


def printed(root: Path, press: str) -> list[str]:
    """The text of each page of `sources/a.yaml`."""
    diagnostics = Diagnostics()
    request = Request(root / "sources" / "a.yaml", root / press, formats=("pdf",))
    with Session(press=press, jobs=1) as session:
        build(request, Workspace(root), diagnostics, session)
    assert [d.message for d in diagnostics if d.severity != Severity.NOTE] == []
    pdf = (root / press / "a.pdf").read_bytes()
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("press", PRESSES)
def test_every_one_of_thirty_notes_is_printed_once_beside_its_call(
    project: Project, press: str
) -> None:
    """References to pages make the plain press lay out anew, which is where notes get lost."""
    text = f"title: Notes\nsections:\n{section('one', 'two', range(14))}"
    text += section("two", "one", range(15, 29))
    root = project({"sources/a.yaml": text})
    pages = printed(root, press)
    assert len(pages) > 6
    for number in range(30):
        (call,) = [i for i, page in enumerate(pages) if f"Call{number}Q" in page]
        (note,) = [i for i, page in enumerate(pages) if f"Note{number}Q" in page]
        assert call <= note <= call + 1, number
        assert pages[note].count(f"Note{number}Q") == 1


def test_the_number_of_a_note_never_begins_a_line(project: Project) -> None:
    body = "".join(f"    - {'word ' * 11}{'i' * i}.^[Says.]\n" for i in range(1, 15))
    root = project({"sources/a.yaml": f"title: N\nsections:\n- title: S\n  body:\n{body}"})
    request = Request(root / "sources" / "a.yaml", root, formats=("pdf",))
    build(request, Workspace(root), Diagnostics())
    pages = pypdfium2.PdfDocument(root / "a.pdf")
    lines = [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    ends = [line for line in lines if re.search(r"i\.\d*$", line)]
    assert len(ends) == 14
    assert [line for line in ends if line.endswith(".")] == []


@pytest.mark.parametrize("press", PRESSES)
def test_a_note_of_the_line_that_closes_a_page_is_not_forgotten(
    project: Project, press: str
) -> None:
    """WeasyPrint forgets it where other notes have to move on so that the line fits."""
    body = "".join(
        f"    - '{SAYS} {SAYS}^[Note{i}Q {SAYS} {SAYS}] {SAYS} {SAYS}'\n" for i in range(60)
    )
    root = project({"sources/a.yaml": f"title: T\nsections:\n  - title: S\n    body:\n{body}"})
    text = " ".join(printed(root, press))
    assert [number for number in range(60) if text.count(f"Note{number}Q") != 1] == []


@pytest.mark.parametrize("press", PRESSES)
def test_notes_are_printed_wherever_they_are_called(project: Project, press: str) -> None:
    root = project(
        {
            "sources/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"/>',
            "sources/a.yaml": """
                title: Notes
                notes: {named: NamedQ.}
                summary:
                  text: "A^[SummaryQ.]"
                  figures: [{value: "1", label: "B^[FigureQ.]"}]
                  points: ["C^[JudgementQ.]"]
                sections:
                  - title: One
                    body:
                      - "> D^[QuotationQ.]\\n\\n- E^[ItemQ.]\\n  - F^[InnerQ.]\\n\\nG[^named]"
                      - figure: {image: images/a.svg, alt: Nothing, caption: "H^[CaptionQ.]"}
                      - callout: {title: I, text: "J^[CalloutQ.]"}
                    points: [{text: "K^[PointQ.]", points: ["L^[BelowQ.]"], when: 2024}]
                timeline: {events: [{when: 2025, text: "M^[EventQ.]"}]}
            """,
        }
    )
    text = " ".join(printed(root, press))
    names = "Summary Figure Judgement Quotation Item Inner Named Caption Callout Point Below Event"
    assert [name for name in names.split() if text.count(f"{name}Q.") != 1] == []


def test_the_page_has_notes_at_the_end_of_their_part_once() -> None:
    found: list[Note] = []

    def made(notes: tuple[Note, ...]) -> Html:
        found.extend(notes)
        return Html("<aside>NOTES</aside>")

    page = gather(PART, made)
    assert "<small" not in page
    assert page.endswith("</p><aside>NOTES</aside></section>")
    (note,) = found
    back = '<a class="footnote-number" role="doc-backlink" href="#call-1">1</a>'
    assert note == Note("note-1", Html(f"{back} b <em>c</em>"), ("call-1-2",))


def test_a_part_without_notes_is_left_as_it_is() -> None:
    part = "<section><p>a</p></section>"
    assert gather(part, lambda _: Html("!")) == part


def test_notes_of_the_page_are_reachable_both_ways(project: Project) -> None:
    text = "title: T\nnotes: {n: Named.}\nsections: [{title: S, body: 'A^[One.] b[^n] c[^n]'}]\n"
    root = project({"sources/a.yaml": text})
    diagnostics = Diagnostics()
    request = Request(root / "sources" / "a.yaml", root, formats=("html",))
    build(request, Workspace(root), diagnostics)
    page = (root / "a.html").read_text()
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert page.count("Named.") == page.count("One.") == 1
    assert re.findall(r'class="note-back"[^>]*>(\d)<', page) == ["2"]
