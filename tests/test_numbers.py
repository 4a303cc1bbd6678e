"""Numbers as each language prints them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.view.language import Language, load, shipped
from reportkit.view.numbers import MINUS, left_to_right, number, percent, plus


def language(tag: str) -> Language:
    chosen = load(tag)
    assert chosen
    return chosen


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "−1,234,567.5"),
        ("de", "−1.234.567,5"),
        ("de-CH", "−1’234’567.5"),
        ("fr", "−1\u202f234\u202f567,5"),
        ("es", "−1.234.567,5"),
        ("ru", "−1\u00a0234\u00a0567,5"),
        ("uk", "−1\u00a0234\u00a0567,5"),
        ("ar", "\u200e−1,234,567.5"),
        ("ar-EG", "\u200e−1,234,567.5"),
        ("zh", "−1,234,567.5"),
        ("ja", "−1,234,567.5"),
    ],
)
def test_a_number_is_grouped_as_the_language_does(tag: str, text: str) -> None:
    assert number(-1234567.5, language(tag)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234, None, "1,234"),
        (0.1, None, "0.1"),
        (Decimal("2.50"), None, "2.50"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.125, 2, "0.13"),
        (2, 1, "2.0"),
        (-0.04, 1, "0.0"),
        (1e-7, None, "0.0000001"),
    ],
)
def test_decimals_are_as_many_as_asked_for(
    value: float | Decimal, decimals: int | None, text: str
) -> None:
    assert number(value, language("en"), decimals) == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "12.3%"),
        ("de", "12,3\u00a0%"),
        ("fr", "12,3\u00a0%"),
        ("ru", "12,3\u00a0%"),
        ("zh", "12.3%"),
    ],
)
def test_percent_counts_in_hundredths(tag: str, text: str) -> None:
    assert percent(12.34, language(tag), 1).replace("\u202f", "\u00a0") == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        number(value, language("en"))


@given(
    st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**6),
    st.none() | st.integers(0, 6),
)
def test_a_number_has_one_minus_and_no_place_to_break(value: float, decimals: int | None) -> None:
    for tag in shipped():
        text = number(value, language(tag), decimals)
        assert " " not in text
        assert "-" not in text
        assert text.count(MINUS) <= (value < 0)
        assert any(sign.isdigit() for sign in text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("-12", ["-12"]),
        ("نسبة −12.5% و +3", ["−12.5%", "+3"]),
        ("(-4)", ["-4"]),
        ("12 % و 1,904.5‰", ["12 %", "1,904.5‰"]),
        ("10-20 و 2020–2024 و 12", []),
        ("COVID-19 و a+1", []),
    ],
)
def test_signs_keep_their_side_of_a_number_where_lines_run_to_the_left(
    text: str, runs: list[str]
) -> None:
    """Marks that nobody sees stand around a sign and its digits, and nothing else changes."""
    marked = left_to_right(text)
    assert re.findall("\u200e(.*?)\u200e", marked) == runs
    assert marked.replace("\u200e", "") == text


def test_a_plus_in_arabic_keeps_to_the_left_of_the_digits() -> None:
    assert (plus(language("ar")), plus(language("en"))) == ("\u200e+", "+")
