"""The linking press against plain WeasyPrint: the same PDF, but for what is explained here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfs
import pytest
import verapdf
from PIL import Image
from test_press import make_manuscript

from reportkit.diagnostics import Diagnostics
from reportkit.press import Manuscript, Part, linked, plain
from reportkit.workspace import Workspace

PAGE = """
@page { size: 105mm 148mm; margin: 15mm; @bottom-center { content: counter(page) } }
.part { break-before: page; counter-reset: footnote }
h1 { bookmark-level: 1 }
.page-number::after { content: target-counter(attr(href url), page) }
.note { float: footnote; font-size: 6pt }
"""
WORDS = (
    "<p>Some made-up words that fill a line or two of this small page, so that there is something"
    " to see here.</p>"
)
LONG = WORDS * 14
HIDDEN = f"<p hidden>{'x' * 50_000}</p>"
"""Lets the pages that follow be taken for two-digit ones until they are known."""


def parts(*html: str) -> tuple[Part, ...]:
    return tuple(
        Part(f"p{i}", f'<section class="part" id="p{i}">{text}</section>')
        for i, text in enumerate(html)
    )


def number(anchor: str) -> str:
    return f'<a class="page-number" href="#{anchor}"></a>'


@dataclass(frozen=True, slots=True)
class Case:
    """A manuscript by its HTML and what it adds to the stylesheet, and how many pages it has."""

    pages: int
    html: tuple[str, ...]
    css: str = ""


THREE = ("<h1>One</h1>" + LONG, "<h1>Two</h1>" + LONG, "<h1>Three</h1>" + WORDS)
SHORT = ("<h1>One</h1>" + WORDS, *THREE[1:])
RICH = (
    f'<p>See <a href="#p1">there</a>, page {number("p1")}.</p>'
    '<img src="file:///report/sources/a.png" alt="dot" width="40"><div class="tiles"></div>'
    '<div class="band"></div><p class="head">Head</p>' + WORDS * 5
)
GUTTERS = """@page :left { margin-right: 25mm } @page :right { margin-left: 25mm }
@page { @top-left { content: element(head) } @top-right { content: counter(page) } }
.head { position: running(head) }
.tiles { height: 10mm; background: url(file:///report/sources/a.png) }
.band { height: 10mm; background: linear-gradient(90deg, #12355b, rgb(255 255 255 / 50%)) }
"""

CASES = {
    "references": Case(
        9,
        (
            "<h1>One</h1>" + LONG,
            f"<h1>Two</h1>{LONG}<p>See page {number('p0')}, <a href='#p2'>there</a> too.</p>",
            f"<h1>Three</h1>{WORDS}",
        ),
    ),
    "two digits": Case(
        11,
        (
            "<h1>One</h1>"
            + "".join(
                f'<p style="text-align: {align}">a {number(f"p{part}")} b</p>'
                for align in ("left", "center", "right")
                for part in (0, 9)
            ),
            *["<h1>Next</h1>" + WORDS] * 10,
        ),
    ),
    "links after numbers": Case(
        3,
        (
            f'<h1>One</h1><p>see {number("p2")}, <a href="#p2">there</a>, so'
            f'<p class="far">Words that fill nearly all of a: {number("p2")}',
            f"<h1>Two</h1>{WORDS}{HIDDEN}",
            "<h1>Three</h1>",
        ),
        """a { text-decoration: none }
        .far .page-number::after { content: 'on page ' target-counter(attr(href url), page) }""",
    ),
    "folios outside": Case(
        8,
        (*SHORT, WORDS * 5),
        """@page :left { @bottom-left { content: "L" counter(page) } }
        @page :right { @bottom-right { content: counter(page) "R" } }
        @page { @bottom-center { content: none } }""",
    ),
    "gutters": Case(10, (*SHORT, RICH, "<h1>Five</h1>" + RICH), GUTTERS),
    "gutters and notes": Case(
        6,
        tuple(f'{html}<p>Words<span class="note">A note.</span></p>' for html in SHORT),
        GUTTERS,
    ),
    "gutters and backgrounds": Case(
        8,
        (*SHORT, WORDS * 5),
        """@page :left { margin-right: 25mm } @page :right { margin-left: 25mm }
        @page { background: #eee; border: 1pt solid; @top-left { content: "x" } }
        body { background: #fee } .part { background: #def }""",
    ),
    "gutters of other widths": Case(
        8,
        (*SHORT, WORDS * 5),
        "@page :left { margin-right: 20mm } @page :right { margin-left: 30mm }",
    ),
    "gutters and right-hand parts": Case(
        13,
        tuple(f'<p class="head">One head</p>{html}' for html in (*SHORT, WORDS * 15, WORDS)),
        GUTTERS + '.part { break-before: recto } @page :blank { @top-center { content: "b" } }',
    ),
    "left-hand parts": Case(
        6, SHORT, GUTTERS + ".part { break-before: left } #p0 { break-before: auto }"
    ),
    "marks below the text": Case(
        8,
        tuple(f'<div class="mark">DRAFT</div>{html}' for html in (*SHORT, WORDS * 5)),
        """.mark { position: running(mark); font-size: 40pt; color: #ccc }
        @page :left { margin-right: 20mm } @page :right { margin-left: 20mm }
        @page { background: #ffe;
        @left-middle { content: element(mark); z-index: -1; transform: translateX(40mm) } }""",
    ),
    "marks below a ground": Case(
        3,
        tuple(f'<div class="mark">DRAFT</div>{html}' for html in SHORT[:1] * 3),
        """.mark { position: running(mark); font-size: 40pt; color: #ccc }
        body { background: #eef } @page :left { @bottom-center { content: "left" } }
        @page { @left-middle { content: element(mark); z-index: -1; width: 50mm } }""",
    ),
    "right-hand parts": Case(
        13,
        ("<h1>One</h1>" + WORDS, *THREE, "<h1>Four</h1>"),
        '.part { break-before: right } @page :blank { @bottom-center { content: "blank" } }',
    ),
    "first and third page": Case(
        6,
        ("<h1>One</h1>" + WORDS, "<h1>Two</h1>" + LONG, "<h1>Three</h1>"),
        """@page :first { margin: 30mm; @bottom-center { content: "first" } }
        @page :nth(3) { @top-left { content: "third" } }""",
    ),
    "named strings": Case(
        9,
        ("<h1>One</h1>" + LONG, WORDS * 2, "<h1>Three</h1>" + LONG),
        """h1 { string-set: title content() } #p0 { string-set: report "The Report" }
        @page { @top-left { content: string(title) } @top-right { content: string(report) } }""",
    ),
    "running elements": Case(
        8,
        (
            '<p class="head">Head <a href="https://example.org/">one</a></p><h1>One</h1>' + LONG,
            '<p class="head">Head two</p><h1>Two</h1>' + LONG,
        ),
        ".head { position: running(head) } @page { @top-center { content: element(head) } }",
    ),
    "images": Case(
        2,
        (
            '<h1>One</h1><img src="file:///report/sources/a.png" alt="dot" width="40">'
            '<div class="band"></div><svg width="30" height="30" viewBox="0 0 10 10">'
            '<title>Disc</title><circle cx="5" cy="5" r="4" fill="#c00"/></svg>',
        )
        * 2,
        """.band { height: 10mm; background: linear-gradient(90deg, #12355b, #fff) }
        @page { @top-left { content: url(file:///report/sources/a.png) } }""",
    ),
    "tables": Case(
        4,
        (
            '<h1>One</h1><table><thead><tr><th scope="col">A<th scope="col">B</thead><tbody>'
            + '<tr><th scope="row">a<td>b' * 40
            + "</table>",
            "<h1>Two</h1><table><caption>C</caption><tr><th>A<th>B<tr><td>a<td>b</table>",
        ),
        "table { border-collapse: collapse } td, th { border: 1pt solid }",
    ),
    "look-alikes": Case(
        2,
        (
            "<h1>888 8 0 R</h1><p>888 8888 12 0 R K0 C0 M1</p>"
            '<p><a href="https://example.org/?a=1&#1;%00">0 R</a></p>',
            f"<h1>8(\\)8</h1><p>8 {number('p0')} 8</p>",
        ),
    ),
    "landscape": Case(
        6,
        ("<h1>One</h1>" + WORDS, f'<div class="wide"><h1>Wide</h1>{LONG}</div>', "<h1>3</h1>"),
        ".wide { page: wide } @page wide { size: 148mm 105mm }",
    ),
    "bleed": Case(2, SHORT[:1] * 2, "@page { bleed: 3mm; marks: crop cross }"),
    "bleed and gutters": Case(
        5,
        (*SHORT[:1] * 3, RICH),
        GUTTERS
        + "@page { bleed: 3mm; marks: crop cross; background: #eef } .band { margin: -15mm }",
    ),
    "outline": Case(
        2,
        (
            "<h1>One</h1><h2>a</h2><h3>b</h3>",
            '<h1 style="bookmark-level: 3">Deep</h1><h1>Ünïcode (x)</h1>'
            '<h2 style="bookmark-state: closed">c</h2><h3>d</h3>',
        ),
        "h2 { bookmark-level: 2 } h3 { bookmark-level: 3 }",
    ),
    "counters": Case(
        8,
        tuple(
            f'<h1>Part</h1><h2>a</h2><p class="fig">One</p><h2>b</h2>{words}'
            '<p class="fig">Two<span class="note">A note.</span></p>'
            "<ol><li>a<li>b</ol><p class='top'>Top</p>"
            for words in ("", LONG, WORDS)
        ),
        """body { counter-reset: fig 4 } #p1 { counter-set: fig 9 }
        .part { counter-increment: sec; counter-reset: none }
        h1 { counter-reset: sub } h2 { counter-increment: sub } .fig { counter-increment: fig }
        h1::before { content: counter(sec) } h2::before { content: counter(sec) "." counter(sub) }
        .top { counter-reset: fig } .top::before { content: counters(fig, "-") }
        .fig::before { content: "Figure " counter(fig, upper-alpha) " in " counters(sec, ".") }""",
    ),
    "page groups": Case(
        10,
        ("<h1>Cover</h1>", *THREE),
        """@page :nth(1 of body) { counter-reset: page 1; margin-top: 30mm }
        #p1, #p2, #p3 { page: body }""",
    ),
    "links in margins": Case(
        9,
        tuple(f'<p class="head">To <a href="#p1">the second</a></p>{html}' for html in THREE),
        GUTTERS,
    ),
    "roman folios": Case(
        5,
        (f"<h1>One</h1>{WORDS * 2}<p>{number('p1')}</p>", "<h1>Two</h1>" + LONG),
        """@page front { @bottom-center { content: counter(page, lower-roman) } }
        #p0 { page: front }
        .page-number::after { content: target-counter(attr(href url), page, upper-roman) }""",
    ),
    "languages": Case(
        2,
        (f'<h1>One</h1><p lang="de">Wörter</p><p dir="rtl">a {number("p1")} b</p>', "<h1>2</h1>"),
    ),
}


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    made = make_manuscript(tmp_path / "project")
    Image.new("RGB", (20, 20), (0, 99, 0)).save(made.mounts["sources"][0] / "a.png")
    return made


def of_case(manuscript: Manuscript, case: Case) -> Manuscript:
    (manuscript.mounts["styles"][0] / "report.css").write_text(PAGE + case.css)
    return replace(manuscript, parts=parts(*case.html))


def both(manuscript: Manuscript) -> tuple[bytes, bytes]:
    """The PDF by plain WeasyPrint and by the linking press, which find the same faults."""
    made, said = [], []
    for press in (plain.print_pdf, linked.print_pdf):
        diagnostics = Diagnostics()
        made.append(press(manuscript, Workspace(Path("/nowhere")), diagnostics))
        said.append([(d.code, d.message) for d in diagnostics])
    assert made[0], said[0]
    assert made[1], said[1]
    assert said[0] == said[1]
    return made[0], made[1]


@pytest.mark.parametrize("name", CASES)
def test_the_pdf_is_that_of_plain_weasyprint(manuscript: Manuscript, name: str) -> None:
    one, other = both(of_case(manuscript, CASES[name]))
    assert len(pdfs.words(other)) == CASES[name].pages
    for aspect in ASPECTS:
        assert aspect(other) == aspect(one), aspect.__name__
    assert pdfs.pixels_apart(one, other) == 0


ASPECTS: tuple[Any, ...] = (
    pdfs.metadata,
    pdfs.words,
    pdfs.links,
    pdfs.outline,
    pdfs.destinations,
    pdfs.structure,
)


def test_every_case_passes_verapdf_and_an_archival_one_for_both_standards(
    manuscript: Manuscript, tmp_path: Path
) -> None:
    crisp = "*, ::before, ::after { image-rendering: crisp-edges }"
    usual, archival = ([tmp_path / f"{name}{kind}.pdf" for name in CASES] for kind in ("", "-a"))
    for case, path, archive in zip(CASES.values(), usual, archival, strict=True):
        path.write_bytes(linked_pdf(of_case(manuscript, case)))
        crisped = of_case(manuscript, replace(case, css=case.css + crisp))
        archive.write_bytes(linked_pdf(replace(crisped, is_archival=True)))
    found = verapdf.failures([*usual, *archival], archival)
    assert {path.name: rules for path, rules in found.items() if rules} == {}


def linked_pdf(manuscript: Manuscript, **options: Any) -> bytes:
    diagnostics = Diagnostics()
    pdf = linked.print_pdf(manuscript, Workspace(Path("/nowhere")), diagnostics, **options)
    assert pdf, list(diagnostics)
    return pdf


def test_every_footnote_is_printed_where_layout_is_repeated(manuscript: Manuscript) -> None:
    """By either press; WeasyPrint by itself loses three in its second pass."""
    notes = "".join(
        f"<p>{number('p1') if i % 5 == 0 else ''} Words"
        f'<span class="note">Note {i}: a few words.</span>{WORDS[3:]}'
        for i in range(30)
    )
    one, other = both(of_case(manuscript, Case(0, (f"<h1>One</h1>{notes}", "<h1>Two</h1>"))))
    assert pdfs.words(one) == pdfs.words(other)
    found = " ".join(pdfs.texts(one))
    assert [i for i in range(30) if f"Note {i}:" not in found] == []


# Differences from plain WeasyPrint, each with its reason.


def test_a_note_that_is_left_over_stays_with_its_part(manuscript: Manuscript) -> None:
    """On a page of its own; plain WeasyPrint prints it below the beginning of the next part."""
    first, second, third = (
        f'<span class="note">Note {i}{"<br>on" * 4}</span>' for i in ("A", "B", "C")
    )
    html = (
        f"{WORDS * 2}<p>Words{first} and some more words of the same kind, so that lines {second}"
        f" follow one another here{third}.</p>"
    )
    one, other = both(of_case(manuscript, Case(0, (html, "<h1>Next</h1>" + WORDS))))
    found = [["Note C" in text and "Next" in text for text in pdfs.texts(p)] for p in (one, other)]
    assert found == [[False, True], [False, False, False]]
    assert pdfs.words(other)[0] == pdfs.words(one)[0]


def test_a_number_in_a_line_of_text_is_set_without_kerning(manuscript: Manuscript) -> None:
    """So it stands up to 0.35 points from where plain WeasyPrint has it."""
    css = '@page { @bottom-center { content: "Page " counter(page, lower-roman) " of them" } }'
    one, other = both(of_case(manuscript, Case(0, SHORT, css)))
    pairs = [
        pair
        for page in zip(pdfs.words(one), pdfs.words(other), strict=True)
        for pair in zip(*page, strict=True)
    ]
    assert [a[0] for a, _ in pairs] == [b[0] for _, b in pairs]
    assert max(abs(a[1] - b[1]) for a, b in pairs) <= 0.35


def test_a_space_before_a_number_is_collapsed(manuscript: Manuscript) -> None:
    """Plain WeasyPrint fills the number in too late for that, and prints two spaces."""
    css = ".page-number::after { content: ' (p. ' target-counter(attr(href url), page) ')' }"
    one, other = both(of_case(manuscript, Case(0, (f"<p>See {number('p0')} there",), css)))
    (_, x, _), (_, y, _) = (
        next(w for w in pdfs.words(pdf)[0] if w[0] == "(p.") for pdf in (one, other)
    )
    assert 2 < x - y < 4
    assert pdfs.structure(one) == pdfs.structure(other)
