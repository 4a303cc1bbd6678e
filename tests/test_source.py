"""Bytes to plain data with places."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics, Severity, Span
from reportkit.source import Source, load
from reportkit.source.nodes import MAX_ALIASED, MAX_DEPTH
from reportkit.source.text import MAX_BYTES, first_control

SAMPLE = """\
# A comment
title: Relations – "made up"
authors: [A. B., 'C''s D']
summary:
  text: |
    One line
      *indented*

    Last line

  points:
    - Plain text over
      two lines
    - text: >-
        Folded text
        goes on
      when: 2025-02-18
  figures:
  - {value: "154\\u2009th", label: rank}
"""


def read(text: str | bytes) -> Source:
    """The source that `text` holds, which has no finding."""
    diagnostics = Diagnostics()
    data = text.encode() if isinstance(text, str) else text
    source = load(data, "file.yaml", diagnostics)
    assert not list(diagnostics)
    assert source is not None
    return source


def codes(text: str | bytes) -> list[str]:
    diagnostics = Diagnostics()
    load(text.encode() if isinstance(text, str) else text, "file.yaml", diagnostics)
    return [item.code for item in diagnostics]


def cut(source: Source, span: Span) -> str:
    """The text that stands at a place."""
    rows = source.text.split("\n")
    if span.line == span.end_line:
        return rows[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = rows[span.line - 1][span.column - 1 :], rows[span.end_line - 1]
    return "\n".join([first, *rows[span.line : span.end_line - 1], last[: span.end_column - 1]])


def test_data_is_plain() -> None:
    assert read(SAMPLE).data == {
        "title": 'Relations – "made up"',
        "authors": ["A. B.", "C's D"],
        "summary": {
            "text": "One line\n  *indented*\n\nLast line\n",
            "points": [
                "Plain text over two lines",
                {"text": "Folded text goes on", "when": "2025-02-18"},
            ],
            "figures": [{"value": "154\u2009th", "label": "rank"}],
        },
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("title",), 'Relations – "made up"'),
        (("authors",), "[A. B., 'C''s D']"),
        (("authors", 1), "'C''s D'"),
        (("summary", "text"), "|\n    One line\n      *indented*\n\n    Last line"),
        (("summary", "points", 0), "Plain text over\n      two lines"),
        (("summary", "points", 1, "when"), "2025-02-18"),
        (("summary", "figures", 0), '{value: "154\\u2009th", label: rank}'),
        (("summary", "figures"), '- {value: "154\\u2009th", label: rank}'),
    ],
)
def test_span_is_the_place_of_the_value(path: tuple[str | int, ...], text: str) -> None:
    source = read(SAMPLE)
    assert cut(source, source.spans[path]) == text


def test_every_key_has_the_place_of_its_word() -> None:
    source = read(SAMPLE)
    assert {path: cut(source, span) for path, span in source.keys.items()} == {
        path: path[-1] for path in source.spans if path and isinstance(path[-1], str)
    }


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (("title",), "made"),
        (("authors", 1), "D"),
        (("summary", "text"), "*indented*"),
        (("summary", "text"), "Last"),
        (("summary", "points", 0), "two"),
        (("summary", "points", 1, "text"), "goes"),
        (("summary", "figures", 0, "value"), "th"),
    ],
)
def test_place_finds_a_word_inside_a_text(path: tuple[str | int, ...], word: str) -> None:
    source = read(SAMPLE)
    value = source.data
    for part in path:
        value = value[part]  # type: ignore[index]
    assert cut(source, source.place(path, str(value).index(word), len(word))) == word


def test_place_of_what_is_not_in_the_file_is_that_of_what_it_stands_in() -> None:
    source = read(SAMPLE)
    path = ("summary", "points", 0)
    assert source.place((*path, "text")) == source.spans[path]
    assert source.place((*path, "text"), 17) == source.place(path, 17)
    assert source.place(("nothing", "of", "it")) == source.spans[()]


@given(st.text(st.sampled_from("ab é'\"\\\n:#-"), min_size=1, max_size=40), st.data())
def test_place_inside_double_quotes_counts_escapes(text: str, data: st.DataObject) -> None:
    pieces = [{"\\": "\\\\", '"': '\\"', "\n": "\\n"}.get(char, char) for char in text]
    source = read(f'key: "{"".join(pieces)}"\n')
    offset = data.draw(st.integers(0, len(text) - 1))
    if text[offset] not in " \n":
        column = len('key: "') + len("".join(pieces[:offset])) + 1
        assert source.place(("key",), offset).column == column


def test_a_printed_text_is_found_where_it_is_written_on_several_lines() -> None:
    source = read("title: A title\nsummary: |\n  What is\n  printed as one.\n")
    found = source.find("is\u00a0printed as")
    assert found is not None
    assert (found.line, found.column, found.end_line) == (3, 8, 4)
    assert source.find("nowhere") is None
    assert source.find("\u2009") is None


def test_columns_count_characters_and_no_byte_order_mark() -> None:
    source = read("\ufeff{é𝄞: 1, b: 2}".encode())
    assert source.keys[("b",)] == Span("file.yaml", 1, 9, 1, 10)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_each_of_three_ways(end: str) -> None:
    source = read(f"a: 1{end}b: |{end}  text{end}")
    assert source.data == {"a": 1, "b": "text\n"}
    assert source.keys[("b",)].line == 2
    assert source.place(("b",), 0) == Span("file.yaml", 3, 3, 3, 4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2017", 2017),
        ("1.10", 1.1),
        ("0x1F", 31),
        ("0o17", 15),
        ("017", 17),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("True", True),
        ("~", None),
        ("Null", None),
    ],
)
def test_number_keeps_what_was_written(text: str, value: object) -> None:
    source = read(f"key: {text}\n")
    assert source.data == {"key": value}
    assert source.texts == {("key",): text}


@pytest.mark.parametrize("text", ["2025-02-18", "no", "12:30", "1_000", "=", "9" * 500, "0b1"])
def test_what_only_older_yaml_converts_stays_text(text: str) -> None:
    assert read(f"key: {text}\n").data == {"key": text}


def test_alias_repeats_its_value_with_the_places_of_the_definition() -> None:
    source = read("a: &x [one, two]\nb: *x\n")
    assert source.data["b"] == ["one", "two"]
    assert cut(source, source.spans[("b",)]) == "*x"
    assert cut(source, source.spans[("b", 1)]) == "two"


def test_key_given_twice_keeps_the_first_and_leaves_the_rest_readable() -> None:
    diagnostics = Diagnostics()
    source = load(b"a: 1\na: 2\nb: 3\n", "file.yaml", diagnostics)
    assert source is not None
    assert source.data == {"a": 1, "b": 3}
    assert diagnostics.has_errors


def test_dropped_words_are_warned_of() -> None:
    diagnostics = Diagnostics()
    load(b"a: Issue #5\nb: &Co and sons\nc: x # a comment\n", "file.yaml", diagnostics)
    assert [(item.code, item.severity) for item in diagnostics] == [
        ("RK0117", Severity.WARNING),
        ("RK0108", Severity.WARNING),
    ]


def test_bounds_hold_at_their_limits() -> None:
    deep = "[" * MAX_DEPTH
    assert codes(f"a: {deep[1:]}{deep[1:].replace('[', ']')}") == []
    assert codes(f"a: {deep}{deep.replace('[', ']')}") == ["RK0109"]
    aliases = ", ".join(["*x"] * (MAX_ALIASED // 10))
    items = ", ".join("123456789")
    assert codes(f"a: &x [{items}]\nb: [{aliases}]") == []
    assert codes(f"a: &x [{items}]\nb: [{aliases}, *x]") == ["RK0108"]


def test_source_with_too_many_values_or_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportkit.source.nodes.MAX_NODES", 13)
    assert codes("a: [" + "x, " * 10 + "]") == []
    assert codes("a: [" + "x, " * 11 + "]") == ["RK0110"]
    assert codes(b"a: " + b"x" * MAX_BYTES) == ["RK0110"]


def test_alias_cannot_nest_what_may_not_nest() -> None:
    text = "a: &a [x]\n" + "".join(f"k{n}: &a [*a]\n" for n in range(MAX_DEPTH))
    assert codes(text) == ["RK0108"]


def test_time_grows_with_the_length_of_the_source() -> None:
    section = "  - title: One\n    body: |\n      Some prose of a made-up briefing.\n"

    def seconds(count: int) -> float:
        text = "sections:\n" + section * count
        start = process_time()
        read(text)
        return process_time() - start

    seconds(10)
    assert seconds(1600) < 24 * max(seconds(200), 0.005)


noise = st.text(
    st.sampled_from([*" \n\t:-?[]{},#&*!|>'\"%@`\\abc019~.=<", "\r", "\u2028", "\ufeff", "é"])
)
MARKS = """\
: |- |? |---|...|%YAML 1.2|\\x|\\U00110000|<<: |&a |*a |!t |>-|a|"|'|[|{|]|}|,|\t|# | |- a: b"""
pieces = st.lists(st.sampled_from([*MARKS.split("|"), "|", "\n", "\n  "]), max_size=30).map("".join)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """`text` with a few pieces put in, cut out and cut off."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 5)))
        text = text[:start] + draw(st.one_of(pieces, noise.map(lambda t: t[:3]))) + text[end:]
    return text


@given(
    st.one_of(
        st.binary(),
        st.one_of(st.text(), noise, pieces, mutated(SAMPLE)).map(
            lambda text: text.encode("utf-8", "surrogatepass")
        ),
    )
)
def test_any_bytes_end_in_a_source_or_an_error(data: bytes) -> None:
    diagnostics = Diagnostics()
    source = load(data, "file.yaml", diagnostics)
    assert source is not None or diagnostics.has_errors
    for item in diagnostics:
        assert item.span is not None
        assert (item.span.line, item.span.column) <= (item.span.end_line, item.span.end_column)
        item.message.encode("utf-8")


def test_characters_that_nobody_sees_and_no_others_are_refused() -> None:
    refused = [*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
    refused += [0xD800, 0xDFFF, 0xFEFF, 0xFFFE, 0xFFFF]
    kept = [
        ord(char) for char in "\t\n\r ~\xa0\u2027\u202a\ud7ff\ue000\ufefe\uff00\ufffd\U00010000"
    ]
    found = [code for code in (*refused, *kept, 0x10FFFF) if first_control(chr(code))]
    assert found == refused


def test_a_place_is_the_same_whenever_it_is_asked_for() -> None:
    source = read(SAMPLE)
    before, copied = source.spans["authors", 0], source.spans.copy()
    assert before == source.spans["authors", 0] == copied["authors", 0]
    copied["authors", 0] = Span("other")
    del copied["authors", 1]
    assert source.spans["authors", 0] == before
    assert len(source.spans) == len(copied) + 1
    assert ("authors", 1) in source.spans
