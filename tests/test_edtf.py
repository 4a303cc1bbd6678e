"""Dates as EDTF, against the examples of the Library of Congress."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.model.edtf import Edtf, EdtfError, Moment, parse
from reportkit.model.edtf_hints import FORMS

DATES = {
    # Level 0
    "1985-04-12": ("1985-04-12", "1985-04-12"),
    "1985-04": ("1985-04-01", "1985-04-30"),
    "1985": ("1985-01-01", "1985-12-31"),
    "1964/2008": ("1964-01-01", "2008-12-31"),
    "2004-06/2006-08": ("2004-06-01", "2006-08-31"),
    "2004-02-01/2005-02-08": ("2004-02-01", "2005-02-08"),
    "2004-02-01/2005-02": ("2004-02-01", "2005-02-28"),
    "2004-02-01/2005": ("2004-02-01", "2005-12-31"),
    "2005/2006-02": ("2005-01-01", "2006-02-28"),
    "0000": ("0001-01-01", "0001-01-01"),
    # Level 1: seasons, qualifiers, digits left open, intervals, years before 1
    "2001-21": ("2001-03-01", "2001-05-31"),
    "2001-24": ("2001-12-01", "2002-02-28"),
    "1984?": ("1984-01-01", "1984-12-31"),
    "2004-06~": ("2004-06-01", "2004-06-30"),
    "2004-06-11%": ("2004-06-11", "2004-06-11"),
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "1985-04-XX": ("1985-04-01", "1985-04-30"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31"),
    "1985-04-12/..": ("1985-04-12", "9999-12-31"),
    "1985-04/..": ("1985-04-01", "9999-12-31"),
    "1985/..": ("1985-01-01", "9999-12-31"),
    "../1985-04-12": ("0001-01-01", "1985-04-12"),
    "../1985-04": ("0001-01-01", "1985-04-30"),
    "../1985": ("0001-01-01", "1985-12-31"),
    "1985-04-12/": ("1985-04-12", "9999-12-31"),
    "1985-04/": ("1985-04-01", "9999-12-31"),
    "1985/": ("1985-01-01", "9999-12-31"),
    "/1985-04-12": ("0001-01-01", "1985-04-12"),
    "/1985-04": ("0001-01-01", "1985-04-30"),
    "/1985": ("0001-01-01", "1985-12-31"),
    "1984~/2004-06": ("1984-01-01", "2004-06-30"),
    "1984/2004-06~": ("1984-01-01", "2004-06-30"),
    "1984?/2004%": ("1984-01-01", "2004-12-31"),
    "-1985": ("0001-01-01", "0001-01-01"),
    # Level 2: parts of a year
    "2001-33": ("2001-01-01", "2001-03-31"),
    "2001-34": ("2001-04-01", "2001-06-30"),
    "2001-36": ("2001-10-01", "2001-12-31"),
    "2001-37": ("2001-01-01", "2001-04-30"),
    "2001-39": ("2001-09-01", "2001-12-31"),
    "2001-40": ("2001-01-01", "2001-06-30"),
    "2001-41": ("2001-07-01", "2001-12-31"),
}

REFUSED = {
    # Levels 0 and 1, but not here
    "1985-04-12T23:20:30": "has a time of day",
    "1985-04-12T23:20:30Z": "has a time of day",
    "1985-04-12T23:20:30-04": "has a time of day",
    "Y170000002": "lies outside the years",
    "Y-170000002": "lies outside the years",
    # Level 2
    "Y-17E7": "lies outside the years",
    "1950S2": "is not a date",
    "2001-25": "there is no month 25",
    "[1667,1668, 1670..1672]": "is not a date",
    "{1960,1961-12}": "is not a date",
    "156X-12-25": "has a month in a year that is left open",
    "1XXX-12": "is not a date",
    "1984-1X": "is not a date",
    "1985-XX-05": "has a day in a month that is left open",
    "2004-06~-11": "is not a date",
    "?2004-06-~11": "is not a date",
    # No EDTF at all
    "": "the date is empty",
    "/": "has no date",
    "../..": "has no date",
    "2025-02-30": "February 2025 has 28 days",
    "2024-02-30": "February 2024 has 29 days",
    "1900-02-29": "February 1900 has 28 days",
    "2025-04-31": "April 2025 has 30 days",
    "2025-01-00": "January 2025 has 31 days",
    "2025-00": "there is no month 00",
    "2025-34-01": "a season, quarter or half has no day",
    "2025-03/2025-02": "ends before it starts",
    "2024/2025/2026": "has more than one `/`",
    "٢٠٢٥": "is not a date",
    "12025": "lies outside the years",
}

HINTS = {
    "18 February 2025": "2025-02-18",
    "Feb. 18, 2025": "2025-02-18",
    "18.02.2025": "2025-02-18",
    "2025/03/02": "2025-03-02",
    "2025-3-2": "2025-03-02",
    "20250218": "2025-02-18",
    "2024.10": "2024-10",
    "October 2024": "2024-10",
    "Q2 2025": "2025-34",
    "2025-H1": "2025-40",
    "autumn 2024": "2024-23",
    "circa 2021": "2021~",
    "the 2010s": "201X",
    "2017–2019": "2017/2019",
    "since 2022": "2022/..",
    "2025-03/2025-02": "2025-02/2025-03",
    "1985-04-12T23:20:30": "1985-04-12",
}


@pytest.mark.parametrize(("text", "bounds"), DATES.items())
def test_date_has_first_and_last_day(text: str, bounds: tuple[str, str]) -> None:
    assert parse(text).bounds == tuple(map(date.fromisoformat, bounds))


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_no_date_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert reason in str(caught.value)


@pytest.mark.parametrize(("text", "meant"), HINTS.items())
def test_hint_says_what_to_write_and_that_is_a_date(text: str, meant: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert caught.value.hint == f"write `{meant}`"
    parse(meant)


def test_hint_shows_the_forms_where_nothing_can_be_guessed() -> None:
    with pytest.raises(EdtfError) as caught:
        parse("next spring")
    assert caught.value.hint == FORMS


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-02-18", Moment(2025, 2, 18)),
        ("1984?", Moment(1984, uncertain=True)),
        ("1984~", Moment(1984, approximate=True)),
        ("1984%", Moment(1984, uncertain=True, approximate=True)),
        ("201X", Moment(2010, unspecified="decade digit")),
        ("19XX", Moment(1900, unspecified="century")),
        ("2004-XX", Moment(2004, unspecified="month")),
        ("1985-XX-XX", Moment(1985, unspecified="month")),
        ("1985-04-XX", Moment(1985, 4, unspecified="day")),
        ("-0043", Moment(-43)),
        ("2025-34~", Moment(2025, 34, approximate=True)),
    ],
)
def test_single_date_starts_and_ends_with_its_moment(text: str, moment: Moment) -> None:
    assert parse(text) == Edtf(text, moment, moment)


def test_open_and_unknown_bounds_are_none_and_the_text_tells_them_apart() -> None:
    opened, unknown = parse("2022-02-24/.."), parse("2022-02-24/")
    assert opened.is_interval
    assert opened.end is unknown.end is None
    assert opened.text != unknown.text


def test_sort_key_orders_by_start_then_end_even_before_the_year_1() -> None:
    ordered = ["../1900", "-0500", "-0043", "0000", "2017-01-01", "2017-33", "2017", "2017/2018"]
    assert sorted(set(ordered), key=lambda text: parse(text).sort_key) == ordered


years = st.integers(-9999, 9999).map(lambda year: f"{'-' * (year < 0)}{abs(year):04}")
months = st.integers(1, 12).map(lambda month: f"-{month:02}")
days = st.integers(1, 28).map(lambda day: f"-{day:02}")
dates = st.one_of(
    st.tuples(years),
    st.tuples(years, months),
    st.tuples(years, months, days),
    st.tuples(years, st.sampled_from(["-21", "-24", "-33", "-36", "-39", "-41", "-XX", "-XX-XX"])),
    st.tuples(st.integers(0, 999).map(lambda decade: f"{decade:03}X")),
).flatmap(lambda parts: st.sampled_from(["", "?", "~", "%"]).map(lambda m: "".join(parts) + m))


@given(dates)
def test_every_single_date_is_read_and_its_bounds_are_in_order(text: str) -> None:
    found = parse(text)
    assert found.text == text
    assert found.start == found.end
    assert found.bounds[0] <= found.bounds[1]
    assert found.sort_key[0] <= found.sort_key[1]
    assert found.start is not None
    assert found.start.uncertain == (text[-1] in "?%")
    assert found.start.year == int(text.rstrip("?~%").replace("X", "0")[: 4 + (text[0] == "-")])


@given(dates, dates)
def test_interval_is_read_unless_it_ends_before_it_starts(one: str, two: str) -> None:
    start, end = parse(one), parse(two)
    if start.sort_key[0] > end.sort_key[1]:
        with pytest.raises(EdtfError, match="ends before it starts"):
            parse(f"{one}/{two}")
    else:
        found = parse(f"{one}/{two}")
        assert (found.start, found.end, found.is_interval) == (start.start, end.end, True)


@given(st.one_of(st.text(), st.text("0123456789-/.X?~%TYZ: "), dates.map(lambda text: text + "0")))
def test_any_text_is_a_date_or_an_edtf_error(text: str) -> None:
    try:
        found = parse(text)
    except EdtfError:
        return
    assert found.bounds[0] <= found.bounds[1]
