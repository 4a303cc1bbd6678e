"""Variables: what stands for what, what a build may set, and what is refused."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reportkit.diagnostics import Diagnostics
from reportkit.source import Source, load
from reportkit.variables import apply


def applied(text: str, **chosen: str) -> tuple[Source | None, Diagnostics]:
    diagnostics = Diagnostics()
    source = load(dedent(text).encode(), "a.yaml", diagnostics)
    assert source
    return apply(source, chosen, diagnostics), diagnostics


def test_a_variable_stands_for_its_text_in_every_value() -> None:
    source, diagnostics = applied(
        """
        title: Review of the $(quarter)
        variables: {quarter: second quarter, rate: 1.10}
        sections: [{title: "$(quarter)!", points: [Up $(rate) in $(quarter)]}]
        """
    )
    assert source
    assert not list(diagnostics)
    assert source.data["title"] == "Review of the second quarter"
    (section,) = source.data["sections"]
    assert section == {"title": "second quarter!", "points": ["Up 1.10 in second quarter"]}


def test_two_dollar_signs_stand_for_the_sign_itself() -> None:
    source, _ = applied("title: $$(pwd) and US$(2 bn) and $5")
    assert source
    assert source.data["title"] == "$(pwd) and US$(2 bn) and $5"


def test_a_number_alone_stays_the_number_that_was_written() -> None:
    source, _ = applied("title: $(n)\nvariables: {n: 1.10}")
    assert source
    assert (source.data["title"], source.texts[("title",)]) == (1.1, "1.10")


def test_a_value_is_printed_as_it_is_and_cannot_use_another() -> None:
    _, diagnostics = applied("title: $(a)\nvariables: {a: $(b), b: x}")
    assert [d.message for d in diagnostics] == ["the variable `a` uses another"]
    source, _ = applied("title: $(a)\nvariables: {a: x}", a="$(a)$(a)")
    assert source
    assert source.data["title"] == "$(a)$(a)"


def test_a_name_that_is_not_declared_is_found_at_its_place() -> None:
    _, diagnostics = applied("title: In the $(quater)\nvariables: {quarter: x}")
    (item,) = diagnostics
    assert (str(item.span), item.message) == ("a.yaml:1:15", "no variable is named `quater`")
    assert item.hints[0] == "did you mean `$(quarter)`?"


def test_a_variable_that_is_never_used_is_a_warning() -> None:
    source, diagnostics = applied("title: T\nvariables:\n  quarter: x")
    assert source
    assert [(d.code, str(d.span)) for d in diagnostics] == [("RK0213", "a.yaml:3:3")]


def test_places_after_a_variable_are_those_of_the_source() -> None:
    source, _ = applied("title: A $(quarter) word\nvariables: {quarter: second quarter}")
    assert source
    text = source.data["title"]
    assert source.place(("title",), text.index("word"), 4).column == 21
    inside = source.place(("title",), text.index("quarter"))
    assert (inside.column, inside.end_column) == (10, 20)
    assert source.place(("title",), 0).column == 8


@pytest.mark.parametrize("name", ["a b", "1st", "draft", "number"])
def test_a_variable_cannot_have_any_name(name: str) -> None:
    source, diagnostics = applied(f'title: T\nvariables: {{"{name}": x}}')
    assert source is None
    assert [d.message for d in diagnostics] == [f"`{name}` cannot name a variable"]


def test_a_variable_has_one_value() -> None:
    source, diagnostics = applied("title: T\nvariables: {a: [x], b: }")
    assert source is None
    assert [d.code for d in diagnostics] == ["RK0212", "RK0212"]


def test_a_build_sets_variables_and_what_it_decides() -> None:
    source, diagnostics = applied(
        "title: $(quarter)\nvariables: {quarter: x}\nseries: Papers",
        quarter="third quarter",
        draft="true",
        handling="TLP:RED",
        date="2025-03",
        number="15",
    )
    assert source
    assert not list(diagnostics)
    assert source.data["title"] == "third quarter"
    assert source.data["draft"] is True
    assert (source.data["handling"], source.data["date"]) == ("TLP:RED", "2025-03")
    assert source.data["series"] == {"name": "Papers", "number": "15"}
    assert str(source.place(("date",))) == "--set date=2025-03"


def test_what_a_build_sets_has_no_place_in_the_file() -> None:
    source, _ = applied("title: T\nhandling: {tlp: red, text: Restricted}", handling="TLP:WHITE")
    assert source
    assert str(source.place(("handling", "text"))) == "--set handling=TLP:WHITE"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("subtitle", "x", "the briefing declares no variable `subtitle`"),
        ("draft", "perhaps", "`draft` is true or false"),
        ("number", "1", "the briefing has no series"),
        ("date", "2025\x07", "the value of `date` holds an invisible character"),
    ],
)
def test_a_build_cannot_set_what_is_not_declared(key: str, value: str, message: str) -> None:
    source, diagnostics = applied("title: T", **{key: value})
    assert source is None
    assert [(d.message, d.code) for d in diagnostics] == [(message, "RK0801")]
    assert diagnostics.exit_code() == 2


def test_variables_cannot_fill_the_memory() -> None:
    text = "x" * 100_000
    points = ", ".join(["$(a) $(a)"] * 50)
    source, diagnostics = applied(f"title: T\nvariables: {{a: {text}}}\nsections: [{points}]")
    assert source is None
    assert [d.code for d in diagnostics] == ["RK0110"]
