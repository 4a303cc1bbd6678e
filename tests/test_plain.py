"""Reports without pages: Markdown that readers of Markdown read as it was meant, text for mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import test_cases as cases
from conftest import CASES, EXAMPLE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_cases import NAMES, letters

from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.html.context import contexts
from reportkit.plain import markdown, outline, text
from reportkit.plain.blocks import FORMS
from reportkit.plain.columns import width, wrapped
from reportkit.plain.markup import Reader
from reportkit.plain.tree import (
    Box,
    Break,
    Code,
    Document,
    Heading,
    Inline,
    Item,
    Lines,
    Link,
    Listing,
    Paragraph,
    Span,
    Table,
    Text,
)
from reportkit.workspace import Workspace

PARSER = MarkdownIt("commonmark").enable("table")
HTTPS = "https://example.org/a_b*c"


@cache
def plain(path: Path) -> Document:
    """The briefing at `path` without pages; made once."""
    workspace, diagnostics = Workspace(CASES.parent), Diagnostics()
    source = read(path, workspace, diagnostics)
    result = compose(source, diagnostics, path.parent, workspace) if source else None
    assert result
    return outline.document(result.report)


def case(name: str) -> Path:
    return EXAMPLE if name == "example" else CASES / name / "briefing.yaml"


def case_document(name: str) -> Document:
    return plain(case(name))


def document(*blocks: Paragraph | Heading | Listing | Box | Table | Lines) -> Document:
    return Document("en", blocks, {}, ())


def said(markdown_text: str) -> str:
    """What a reader of Markdown shows, a blank for every end of a line or a block."""
    return " ".join("".join(_said(PARSER.parse(markdown_text))).split())


def _said(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children is not None and token.type != "image":
            yield from _said(token.children)
        elif token.type in ("text", "code_inline", "image", "fence"):
            yield token.content
        yield " " if token.block or token.type in ("softbreak", "hardbreak") else ""


def test_every_block_has_a_plain_form() -> None:
    made = {n.removeprefix("blocks/").removesuffix(".html") for n in contexts() if "blocks/" in n}
    assert made - {"timeline-lane"} == FORMS.keys()


@pytest.mark.parametrize("name", [*NAMES, "example"])
def test_every_word_of_a_case_is_in_its_markdown_and_its_text(name: str) -> None:
    """In Markdown each statement in one piece; in text, cells are as wide as their columns."""
    path, made = case(name), case_document(name)
    shown, written = said(markdown.write(made, str)), text.write(made)
    statements = cases.statements(path)
    assert [one for one in statements if letters(one) not in letters(shown)] == []
    words = {word for one in statements for word in one.split()}
    words |= {word for _, cell in cases.cells(path) for word in cell.split()}
    for found in (letters(shown), letters(written)):
        assert sorted(word for word in words if letters(word) not in found) == []
    for known in (cases.figures(shown), cases.figures(written)):
        missing = [n for _, n in cases.numbers(path) if not cases.is_among(n, known)]
        assert missing == []


@pytest.mark.parametrize("name", [*NAMES, "example"])
def test_a_case_in_markdown_has_no_markup_that_shows_and_no_link_that_leads_nowhere(
    name: str,
) -> None:
    made = markdown.write(case_document(name), str)
    assert made.startswith("<!-- lang: ")
    shown = said(made)
    assert "](" not in shown
    assert "**" not in shown
    places = re.findall(r'<a id="([^"]+)"></a>', made)
    assert set(places) == set(re.findall(r"\]\(#([^)]+)\)", made))
    assert len(places) == len(set(places))


@pytest.mark.parametrize("name", NAMES)
def test_text_is_no_wider_than_mail_wants_it(name: str) -> None:
    """Code, addresses and words that are longer stand as they are."""
    for line in text.write(case_document(name)).splitlines():
        is_whole = line.startswith("    ") or len(line.split()) < 3
        assert is_whole or width(line) <= text.COLUMNS, line


WORDS = st.text(
    st.sampled_from(" ab1*_`[]()<>&;!#-+=|~.:\\\"'1)/éЖ水¹ $"), min_size=1, max_size=24
).map(lambda text: " ".join(text.split()))


@given(text=WORDS)
def test_words_come_back_from_a_reader_of_markdown_as_they_were(text: str) -> None:
    """In a paragraph, a heading, an item, a quotation and a cell; none of them becomes markup."""
    words = (Text(text),) if text else ()
    blocks = (
        Heading(2, words),
        Paragraph(words),
        Listing((Item((Paragraph(words),)), Item((Paragraph(words),)))),
        Box((Paragraph(words),)),
        Table((words, words), ((words, words),), ("left", "right")),
    )
    for block in blocks:
        made = markdown.write(document(block), str)
        times = {Listing: 2, Table: 4}.get(type(block), 1)
        assert said(made) == " ".join([text] * times).strip(), made
        inner = (child.type for token in PARSER.parse(made) for child in token.children or ())
        assert set(inner) <= {"text", "softbreak", "text_special"}, made


@st.composite
def inlines(draw: st.DrawFn, depth: int = 2) -> tuple[Inline, ...]:
    """Inlines as prose has them: links hold words, nothing is empty."""
    words = WORDS.filter(bool)
    kinds = ["text", "code", "break", "link", "span"] if depth else ["text", "code"]
    found: list[Inline] = []
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4)):
        if kind == "text":
            found.append(Text(draw(words)))
        elif kind == "code" and not (found and isinstance(found[-1], Code)):
            found.append(Code(draw(words)))
        elif kind == "break":
            found += [Break(), Text("a")]
        elif kind == "link":
            found.append(Link(HTTPS, (Text(draw(words)),)))
        elif kind == "span":
            style = draw(st.sampled_from(("emphasis", "strong")))
            found.append(Span(style, draw(inlines(depth - 1))))
    return tuple(found)


def told(given: tuple[Inline, ...]) -> str:
    """What `given` say, a blank for the end of a line."""
    out = ""
    for inline in given:
        match inline:
            case Text() | Code():
                out += inline.text
            case Span() | Link():
                out += told(inline.inlines)
            case Break():
                out += " "
    return " ".join(out.split())


@given(given=inlines())
def test_markup_comes_back_from_a_reader_of_markdown_with_its_words(
    given: tuple[Inline, ...],
) -> None:
    made = markdown.write(document(Paragraph(given)), str)
    assert said(made).replace(" ", "") == told(given).replace(" ", ""), made


@given(
    text=st.text(st.sampled_from(" ab水、。（é\u0301ー\u200f"), max_size=60),
    columns=st.integers(4, 20),
)
def test_lines_of_text_keep_their_words_and_their_width(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns or " " not in line for line in lines)


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert [width(text) for text in ("ab", "水位", "e\u0301", "\u200fa", "－")] == [2, 4, 1, 1, 2]


def test_a_sentence_has_a_line_of_its_own_in_markdown() -> None:
    said_first = (Text("One is said. Two is. “Three” follows p. 4 of it."),)
    made = markdown.write(document(Paragraph(said_first)), str)
    assert made.split("\n\n")[1] == "One is said.\nTwo is.\n“Three” follows p. 4 of it.\n"


def test_an_image_without_an_address_is_told_in_words() -> None:
    (block,) = Reader().blocks('<figure><img src="sources/a.png" alt="A *weir*"></figure>')
    assert "![A \\*weir\\*](a%20b.png)" in markdown.write(document(block), lambda _: "a b.png")
    assert markdown.write(document(block), lambda _: "").endswith("\nA \\*weir\\*\n")


def test_numbers_of_links_in_text_follow_on_those_of_sources() -> None:
    links = (Link(HTTPS, (Text("first"),)), Text(", "), Link("https://b.example", (Text("b"),)))
    given = Document("en", (Paragraph(links),), {}, ("", "https://b.example"))
    assert text.write(given) == f"first [3], b [2]\n\n[3] {HTTPS}\n\n[en]\n"


def test_a_table_without_room_is_told_row_by_row() -> None:
    head = tuple((Text(f"Column {at}"),) for at in range(12))
    made = text.write(document(Table(head, (head,), ("left",) * 12)))
    assert made.splitlines()[:2] == ["Column 0: Column 0", "Column 1: Column 1"]
