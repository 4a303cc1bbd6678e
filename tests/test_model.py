"""Sources to briefings."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from test_source import SAMPLE, mutated

from reportkit.diagnostics import Diagnostic, Diagnostics, did_you_mean
from reportkit.model import shape, validate
from reportkit.model.blocks import BLOCKS
from reportkit.model.blocks.key_figures import KeyFiguresBlock
from reportkit.model.blocks.points import PointsBlock
from reportkit.model.blocks.prose import ProseBlock
from reportkit.model.briefing import Briefing
from reportkit.model.dated import Point, When
from reportkit.model.edtf import parse
from reportkit.model.node import Node
from reportkit.source import load

WHOLE = """\
title: A made-up briefing
subtitle: Of nobody
kicker: Series
date: 2025-03-02
language: en
authors: [A. Nobody, B. Nobody]
organisation: The Institute of Nothing
notice: Not *true*
summary:
  text: |
    It begins.

    It goes on.
  points: [One, {text: Two, when: 2025-02-18}]
  figures: [{value: 1.10, label: of something}]
sections:
  - title: First
    id: first
    body:
      - Some prose
      - points: [A statement]
      - key_figures: [{value: "154th", label: rank}]
      - prose: More prose
    points:
      - text: A statement
        when: {date: 2024-10, inferred: year}
        event: It happened
        status: happened
        see: second
        points: [Below]
    sections:
      - {title: Second, id: second, body: Some prose}
timeline:
  title: What happened
  events:
    - {when: 2017, text: It happened}
    - {when: 2025-34, text: It comes, status: expected, see: first}
sources:
  - id: one
    title: A work
    author: A. Nobody
    publisher: Nobody
    date: 2021~
    url: https://example.org/work
"""


def check(text: str) -> tuple[Briefing | None, list[Diagnostic]]:
    diagnostics = Diagnostics()
    source = load(text.encode("utf-8", "surrogatepass"), "file.yaml", diagnostics)
    briefing = validate(source, diagnostics) if source else None
    assert (briefing is None) == diagnostics.has_errors
    return briefing, list(diagnostics)


def brief(text: str) -> Briefing:
    """The briefing that `text` holds, with a title put before it."""
    briefing, found = check(f"title: Made up\n{text}")
    assert not found
    assert briefing is not None
    return briefing


def only(text: str) -> Diagnostic:
    """The one finding in `text`."""
    _, found = check(f"title: Made up\n{text}")
    assert len(found) == 1
    return found[0]


def test_whole_briefing_is_read_as_it_is_written() -> None:
    briefing, found = check(WHOLE)
    assert not found
    assert briefing is not None
    assert briefing.date == parse("2025-03-02")
    assert briefing.summary is not None
    assert briefing.summary.text == "It begins.\n\nIt goes on.\n"
    assert briefing.summary.figures[0].value == "1.10"
    section = briefing.sections[0]
    assert section.points[0].when == When(date=parse("2024-10"), inferred="year")
    assert [type(block) for block in section.body] == [
        ProseBlock,
        PointsBlock,
        KeyFiguresBlock,
        ProseBlock,
    ]
    assert briefing.sources[0].url == "https://example.org/work"


def test_string_point_is_a_point_with_text_alone() -> None:
    briefing = brief("summary: {points: [One, 2017]}")
    assert briefing.summary is not None
    assert briefing.summary.points == (Point(text="One"), Point(text="2017"))


def test_scalar_when_is_its_date() -> None:
    briefing = brief("timeline: {events: [{when: 2017, text: It happened}]}")
    assert briefing.timeline is not None
    assert briefing.timeline.events[0].when == When(date=parse("2017"))


def test_body_of_text_is_one_prose_block() -> None:
    assert brief("sections: [{title: One, body: Text}]").sections[0].body == (
        ProseBlock(prose="Text"),
    )


def test_authors_may_be_one_text() -> None:
    assert [author.name for author in brief("authors: The Desk").authors] == ["The Desk"]


@pytest.mark.parametrize("text", ["2017", "1.10", "0x1F", "True", "1e3", "no", "2025-02-18"])
def test_text_holds_what_the_author_wrote(text: str) -> None:
    assert brief(f"subtitle: {text}").subtitle == text


def test_line_end_of_a_block_text_is_no_part_of_a_line_or_a_statement() -> None:
    briefing = brief("subtitle: >\n  One\n  line\nsummary:\n  points:\n    - |\n      A\n      b\n")
    assert briefing.subtitle == "One line"
    assert briefing.summary is not None
    assert briefing.summary.points[0].text == "A\nb"


def test_briefing_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        brief("").title = "Another"  # type: ignore[misc]


def test_misspelt_required_key_is_one_finding_with_the_right_word() -> None:
    _, found = check("titel: Made up\n")
    assert [(item.code, item.hints) for item in found] == [("RK0201", ("did you mean `title`?",))]


def test_key_of_another_part_is_told_where_it_belongs() -> None:
    hints = only("sections: [{title: One, kicker: Series}]").hints
    assert "`kicker` belongs to the briefing" in hints


def test_a_kind_of_callout_that_does_not_exist_can_be_a_title() -> None:
    item = only("sections: [{title: One, body: [callout: {kind: danger, text: A}]}]")
    assert item.hints == ("write a `title` for a word of your own above the text",)


def test_unknown_key_without_a_neighbour_is_told_what_there_is() -> None:
    hints = only("summary: {xyz: 1}").hints
    assert hints == ("the summary has `text`, `points`, `figures`",)


def test_statement_with_a_colon_is_one_finding_about_quotes() -> None:
    item = only("summary: {points: [Somebody said: it is so]}")
    assert item.hints == ("a text with a colon and a space in it must stand in quotes",)


def test_statement_with_a_comma_in_braces_is_one_finding_about_quotes() -> None:
    hint = "between { and } a text with a comma in it must stand in quotes"
    for text in ("Meters first, prices then", "Meters, prices"):
        assert only(f"summary: {{points: [{{text: {text}, see: a}}]}}").hints == (hint,)
    assert only("summary: {points: [{text: A, prices: }]}").hints != (hint,)


def test_missing_key_is_reported_at_the_key_above() -> None:
    item = only("sections:\n  - title: One\n    points:\n      - {when: 2017}\n")
    assert (item.code, str(item.span)) == ("RK0202", "file.yaml:5:10")
    item = only("timeline:\n  events:\n    - when: {inferred: year}\n      text: It\n")
    assert (item.code, str(item.span)) == ("RK0202", "file.yaml:4:7")


def test_fault_in_a_text_of_several_lines_has_the_place_of_the_text() -> None:
    assert str(only("subtitle: |\n  One\n  two\n").span) == "file.yaml:2:11"


def test_error_of_the_source_stops_the_briefing_but_not_the_search_for_others() -> None:
    briefing, found = check("title: A\ntitle: B\nlanguage: English\n")
    assert briefing is None
    assert [item.code for item in found] == ["RK0107", "RK0206"]


def test_findings_come_in_the_order_of_the_source() -> None:
    _, found = check("sources: [{title: One, url: x}]\nsubtitle:\ndate: 2025-13\nlanguag: en\n")
    lines = [item.span.line for item in found if item.span]
    assert lines == sorted(lines)
    assert len(lines) == 5


def test_limits_of_depth_allow_what_they_say() -> None:
    sections = "{title: One, sections: [{title: Two, sections: [{title: Three}]}]}"
    assert brief(f"sections: [{sections}]")
    points = "{text: a, points: [{text: b, points: [{text: c, points: [d]}]}]}"
    assert brief(f"summary: {{points: [{points}]}}")
    assert brief(f"sections: [{{title: A, body: [points: [{points}]]}}]")


def test_ids_of_sections_and_sources_are_apart() -> None:
    assert brief("sections: [{title: One, id: a}]\nsources: [{title: One, id: a}]")


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org/a?b=c#d", "https://xn--e1afmkfd.example/путь"],
)
def test_web_address_is_allowed(url: str) -> None:
    assert brief(f'sources: [{{title: One, url: "{url}"}}]').sources[0].url == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc", "data:,x", "https://", "http://[", "a b", "x"]
)
def test_any_other_address_is_refused(url: str) -> None:
    assert only(f'sources: [{{title: One, url: "{url}"}}]').code == "RK0209"


def test_every_key_of_the_model_has_a_description_and_every_part_a_noun() -> None:
    for nodes in shape.owners().values():
        for node in nodes:
            assert node.noun.startswith(("a ", "an ", "the "))
            assert all(field.description for field in node.model_fields.values())


def test_every_block_is_named_by_a_key_of_its_own() -> None:
    for key, block in BLOCKS.items():
        assert key in block.model_fields
        assert did_you_mean(key, BLOCKS) == key


# Structures near a briefing: the model's own keys with values that fit or do not.
KEYS = sorted({*shape.owners(), "titel", "A text: in it", "2017", "block prose"})
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["2025-02-30", "2025-34", "x", "a: b", "happened", "https://example.org"]),
)
structures = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=25,
)


def fitting(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Data for a type of the model, sometimes wrong."""
    if shape.item(kind) is not None:
        item = fitting(shape.item(kind), depth + 1)
        right: st.SearchStrategy[Any] = st.lists(item, max_size=0 if depth > 6 else 2)
    elif kind is BLOCKS:
        right = st.one_of(st.text(max_size=5), *(fitting(b, depth) for b in BLOCKS.values()))
    elif shape.is_node(kind):
        right = _mapping(kind, depth)
    else:
        right = st.sampled_from(["2025-02-18", "2017", "happened", "year", "word", "a-b"])
    return st.one_of(right, right, right, right, right, structures)


def _mapping(node: type[Node], depth: int) -> st.SearchStrategy[Any]:
    kinds = shape.fields(node)
    required = {key for key, field in node.model_fields.items() if field.is_required()}
    inner = {
        key: st.deferred(lambda kind=kind: fitting(kind, depth + 1))  # type: ignore[misc]
        for key, kind in kinds.items()
    }
    return st.fixed_dictionaries(
        {key: inner[key] for key in required},
        optional={key: inner[key] for key in kinds if key not in required},
    )


def dumped(data: Any) -> str:
    """`data` as YAML in block style."""
    stream = StringIO()
    YAML(typ="safe", pure=True).dump(data, stream)
    return stream.getvalue()


@given(st.one_of(structures, fitting(Briefing)).map(dumped))
def test_any_structure_in_yaml_ends_in_a_briefing_or_an_error(text: str) -> None:
    check(text)


@given(st.one_of(structures, fitting(Briefing)).map(json.dumps))
def test_any_structure_in_json_ends_in_a_briefing_or_an_error(text: str) -> None:
    check(text)


@given(st.one_of(st.text(), mutated(WHOLE), mutated(SAMPLE)))
def test_any_text_ends_in_a_briefing_or_an_error(text: str) -> None:
    check(text)
