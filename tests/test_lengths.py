"""Lengths of CSS as points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.theme.lengths import measure, points


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12pt", 12),
        ("1in", 72),
        ("25.4mm", 72),
        ("2rem", 20),
        ("7", 7),
        ("calc(210mm - 2 * 22mm - calc(40mm + 8mm))", 334.488),
        ("calc((1in + 12pt) / 2)", 42),
        ("min(10pt, 1in)", 10),
        ("max(10pt, calc(1in - 2pt))", 70),
        ("calc(1in -12pt)", None),
        ("50%", None),
        ("2em", None),
        ("calc(1pt / 0)", None),
        ("auto", None),
        ("", None),
        ("1pt 2pt", None),
    ],
)
def test_a_length_is_what_a_sheet_knows_of_it(value: str, expected: float | None) -> None:
    found = points(value, 10.0)
    assert found == (None if expected is None else pytest.approx(expected, abs=0.001))


@given(st.text(alphabet="calc(min)max, +-*/1.5ptrem%", max_size=60))
def test_no_value_breaks_it(value: str) -> None:
    points(value, 10.0)


def test_a_token_without_a_length_leaves_the_usual_one() -> None:
    tokens = {"size-root": "10pt", "a": "1.5rem", "b": "auto", "c": "0pt"}
    found = [measure(tokens, name, 3.0) for name in ("a", "b", "c", "d")]
    assert found == [15.0, 3.0, 3.0, 3.0]
