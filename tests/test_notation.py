"""References, citations and notes as they are found in prose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics, Span
from reportkit.view.notation import Citation, CrossReference, Mark, Note, NoteCall
from reportkit.view.prose import Prose, plain


def marks(text: str) -> list[Mark]:
    """The marks of a paragraph, as they are resolved: those in a note come before it."""
    found: list[Mark] = []

    def resolve(mark: Mark, _: Span | None) -> str:
        found.append(mark)
        return ""

    Prose(Diagnostics()).inline(text, lambda _: None, resolve)
    return found


def reference(text: str) -> CrossReference:
    kind, _, name = text.partition(":")
    return CrossReference(kind, name, is_bare=False, is_capital=False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("See @fig:trade.", "fig:trade"),
        ("(@tab:a-1)", "tab:a-1"),
        ("@sec:a, then", "sec:a"),
        ("*@app:a*", "app:a"),
        ("a\n@fig:a", "fig:a"),
        ("[@fig:a]", "fig:a"),
        ("如@fig:a所示", "fig:a"),
        ("و@fig:a", "fig:a"),
        ("@figure:a", "figure:a"),
        ("@fig:Not_an-Id", "fig:Not_an-Id"),
    ],
)
def test_a_reference_is_a_whole_word(text: str, name: str) -> None:
    assert marks(text) == [reference(name)]


@pytest.mark.parametrize(
    "text",
    [
        "desk@fig:trade",
        "5@fig:trade",
        "слово@fig:trade",
        "`@fig:trade`",
        "[words @fig:trade](https://a.example)",
        "<https://a.example/@fig:trade>",
        "\\@fig:trade",
        "@fig:",
        "@ fig:trade",
        "@other:trade",
        "@fig",
    ],
)
def test_what_is_no_reference_stays_text(text: str) -> None:
    assert marks(text) == []
    markup = Prose(Diagnostics()).inline(text, lambda _: None)
    assert "@" in plain(markup)


def test_brackets_without_end_stay_text() -> None:
    brackets = "[" * 500
    assert plain(Prose(Diagnostics()).inline(brackets, lambda _: None)) == brackets


def test_a_capital_and_a_bare_number_can_be_asked_for() -> None:
    capital, bare = marks("@Sec:a -@sec:a")
    assert capital == replace(reference("sec:a"), is_capital=True)
    assert bare == replace(reference("sec:a"), is_bare=True)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("[@a]", [("a", "")]),
        ("[ @a ]", [("a", "")]),
        ("[@a, p. 4]", [("a", "p. 4")]),
        ("[@a p. 4]", [("a", "p. 4")]),
        ("[@a, pp. 4; 7; @b]", [("a", "pp. 4; 7"), ("b", "")]),
        ("[@a,\np. 4;\n@b, *c*]", [("a", "p. 4"), ("b", "*c*")]),
    ],
)
def test_a_citation_names_sources_and_places(text: str, items: list[tuple[str, str]]) -> None:
    assert marks(text) == [Citation(tuple(items))]


@pytest.mark.parametrize("text", ["[@a](https://a.example)", "`[@a]`", "\\[@a]", "[a @b]", "[@]"])
def test_what_is_no_citation_stays_text(text: str) -> None:
    assert marks(text) == []


def test_a_note_may_hold_markup_links_and_brackets() -> None:
    (note,) = marks("a^[b *c* [d](https://e.example) [f] `]`]")
    assert isinstance(note, Note)
    link = '<a href="https://e.example">d</a>'
    assert note.markup == f"b <em>c</em> {link} [f] <code>]</code>"


def test_what_a_note_cites_is_found_before_the_note() -> None:
    cited, note = marks("a^[b [@c]]")
    assert (type(cited), type(note)) == (Citation, Note)


def test_a_call_names_its_note() -> None:
    assert marks("a[^b] [^c]") == [NoteCall("b", False), NoteCall("c", False)]
    assert marks("[^b]: c") == [NoteCall("b", True)]


@pytest.mark.parametrize("text", ["a^[b", "a^[]", "a^[ ]"])
def test_a_note_that_is_not_whole_is_told_apart(text: str) -> None:
    assert marks(text) == [Note(is_whole=False)]


@pytest.mark.parametrize("text", ["`^[b]`", "\\^[b]", "a^b", "`[^a]`"])
def test_what_is_no_note_stays_text(text: str) -> None:
    assert marks(text) == []


def test_a_call_stands_close_to_its_word_and_a_citation_on_its_line() -> None:
    prose = Prose(Diagnostics())
    markup = prose.inline("a ^[b] c [@d]", lambda _: None, lambda mark, _: type(mark).__name__)
    assert markup == "aNote c\u00a0Citation"


def test_a_link_is_split_around_a_note() -> None:
    """Tagged PDF forbids a link in a link."""
    prose = Prose(Diagnostics())
    markup = prose.inline("[a^[b]c](https://d.example)", lambda _: None, lambda *_: "<i></i>")
    start = '<a href="https://d.example">'
    assert markup == f"{start}a</a><i></i>{start}c</a>"


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("[[слово]{lang=ru}](https://a.example)", "{ru}{a}слово</a></span>"),
        ("[*a* [б]{lang=ru} c][d]\n\n[d]: https://a.example", None),
        ("[[b]{lang=ru} [c](https://d.example)](e)", "[{ru}b</span> {d}c</a>](e)"),
        ("[[b [c](https://d.example)]{lang=ru}](e)", "[{ru}b {d}c</a></span>](e)"),
    ],
)
def test_a_link_may_hold_words_in_another_language_and_no_link(
    text: str, markup: str | None
) -> None:
    made = Prose(Diagnostics()).blocks(text, lambda _: None)
    ru, start = '<span lang="ru">', '<a href="https://{}.example">'
    a, d = start.format("a"), start.format("d")
    markup = markup or "<em>{a}a</a></em>{a} </a>{ru}{a}б</a></span>{a} c</a>"
    assert made == f"<p>{markup.format(ru=ru, a=a, d=d)}</p>"


def test_the_text_of_an_image_keeps_marks_as_text() -> None:
    markup = Prose(Diagnostics()).inline("![a @fig:b^[c]](d.png)", lambda _: None, lambda *_: "!")
    assert 'alt="a @fig:b^[c]"' in markup


@given(st.text(alphabet="ab @fig:[]^`*\\;,-\n", max_size=60))
def test_no_letter_is_lost_whatever_is_written(text: str) -> None:
    """What is found is made of its words, what is not stays: every letter is there once."""

    def resolve(mark: Mark, _: Span | None) -> str:
        match mark:
            case CrossReference():
                return f"{mark.kind}{mark.id}"
            case Citation():
                return " ".join(word for item in mark.items for word in item)
            case Note():
                return mark.markup
        return mark.name

    for made in (resolve, None):
        markup = Prose(Diagnostics()).inline(text, lambda _: None, made)
        shown = sorted(c for c in plain(markup) if c in "abfig")
        assert shown == sorted(c for c in text if c in "abfig")


@given(st.text(alphabet="a @sec:b[]^!()<>`\\\n-#>1.", max_size=80))
def test_no_text_stops_the_makers_of_prose(text: str) -> None:
    Prose(Diagnostics()).blocks(text, lambda _: None, lambda *_: "")
