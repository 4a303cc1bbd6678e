"""Lines that end between characters of scripts without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics
from reportkit.source import load

LINES = st.text("水。“a 中*'", max_size=6)


def value(text: str) -> object:
    source = load(text.encode(), "file.yaml", Diagnostics())
    assert source
    return source.data["key"]


@pytest.mark.parametrize(
    "scalar",
    [
        ">\n  河水\n  上涨\n",
        "河水\n  上涨\n",
        "'河水\n  上涨'\n",
        '"河水\n\n  上涨"\n',
        ">-\r\n  河水\r\n  上涨\r\n",
    ],
)
def test_a_folded_line_ends_without_a_space_between_chinese_characters(scalar: str) -> None:
    folded = str(value(f"key: {scalar}")).rstrip()
    assert folded == ("河水\n上涨" if "\n\n" in scalar else "河水上涨")


@pytest.mark.parametrize(
    ("scalar", "kept"),
    [
        (">-\n  河水 上涨\n  了", "河水 上涨了"),
        (">-\n  河水\n  Veln\n  上涨", "河水 Veln 上涨"),
        (">-\n  “河水”\n  上涨——\n  了。\n  又", "“河水”上涨——了。又"),
        (">-\n  강물\n  상승", "강물 상승"),
        ('"河水\\n\n  上涨"', "河水\n 上涨"),
        ('"河水\\\n  上涨"', "河水上涨"),
        ("|-\n  河水\n  上涨", "河水\n上涨"),
    ],
)
def test_a_space_that_was_typed_and_one_beside_other_scripts_stay(scalar: str, kept: str) -> None:
    assert value(f"key: {scalar}\n") == kept


@given(st.lists(LINES, min_size=1, max_size=4))
def test_every_character_of_a_folded_text_is_placed_where_it_stands(lines: list[str]) -> None:
    text = "key: >\n" + "".join(f"  水{line.strip()}中\n" for line in lines)
    source = load(text.encode(), "file.yaml", Diagnostics())
    assert source
    folded = source.data["key"]
    for at, char in enumerate(folded):
        if not char.isspace():
            span = source.place(("key",), at)
            assert source.lines.row(span.line)[span.column - 1] == char


@given(st.lists(st.text("水中。“”—", min_size=1, max_size=6), min_size=1, max_size=5))
def test_folding_changes_nothing_but_spaces(lines: list[str]) -> None:
    folded = value("key: >-\n" + "".join(f"  {line}\n" for line in lines))
    assert str(folded).replace(" ", "") == "".join(lines)
