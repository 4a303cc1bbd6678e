"""Dates as EDTF: levels 0 and 1, and of level 2 the parts of a year 33-41.

`parse` turns text into an `Edtf`; anything else ends in `EdtfError`. The grammar is that of the
Library of Congress (https://www.loc.gov/standards/datetime/), without times of day and without
years of more than four digits.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date
from typing import Literal

from reportkit.frozen import frozen

Unspecified = Literal["", "day", "month", "decade digit", "century"]
Day = tuple[int, int, int]
"""Year, month and day; the year may be 0 or less, or over 9999."""

_MOMENT = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<mark>[?~%]?)"
)
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
# First and last month; a winter ends in the next year.
_YEAR_PARTS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 14),
    **{33 + n: (3 * n + 1, 3 * n + 3) for n in range(4)},
    **{37 + n: (4 * n + 1, 4 * n + 4) for n in range(3)},
    40: (1, 6),
    41: (7, 12),
}
_EARLIEST: Day = (-10_000, 1, 1)
_LATEST: Day = (10_000, 12, 31)


class EdtfError(ValueError):
    """The text is no EDTF date of these levels; the message says what is wrong with it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        """How to mend it, or ""."""


@frozen
class Moment:
    """One date with its precision and what the source leaves open."""

    year: int
    """Astronomical: 0 is 1 BC. Of a decade or century (`201X`, `19XX`), the first one."""
    month: int | None = None
    """1-12 a month, 21-24 a season from spring, 33-36 a quarter, 37-39 a third, 40-41 a half;
    None if only the year is."""
    day: int | None = None
    uncertain: bool = False
    """`?` or `%`."""
    approximate: bool = False
    """`~` or `%`."""
    unspecified: Unspecified = ""
    """What `X` leaves open: "" none, "day", "month" (and day), "decade digit" (`201X`), "century"
    (`19XX`)."""

    @property
    def first(self) -> Day:
        """The first day that it can mean."""
        if self.month is None:
            year = self.year - self._spread if self.year < 0 else self.year
            return year, 1, 1
        month, _ = _YEAR_PARTS.get(self.month, (self.month, self.month))
        return self.year, month, self.day or 1

    @property
    def last(self) -> Day:
        """The last day that it can mean."""
        if self.month is None:
            year = self.year if self.year < 0 else self.year + self._spread
            return year, 12, 31
        _, month = _YEAR_PARTS.get(self.month, (self.month, self.month))
        year, month = (self.year + 1, month - 12) if month > 12 else (self.year, month)
        return year, month, self.day or days_in(year, month)

    @property
    def _spread(self) -> int:
        return {"decade digit": 9, "century": 99}.get(self.unspecified, 0)


@frozen
class Edtf:
    """A date, or an interval between two.

    A single date has `end` equal to `start`. In an interval, None is an open (`..`) or unknown
    (empty) bound; `text` tells the two apart.
    """

    text: str
    start: Moment | None
    end: Moment | None
    is_interval: bool = False

    @property
    def bounds(self) -> tuple[date, date]:
        """First and last day that the date can mean, clamped to the years 1 to 9999."""
        first, last = self.sort_key
        return _clamped(first), _clamped(last)

    @property
    def sort_key(self) -> tuple[Day, Day]:
        """First and last day unclamped, so that years before 1 stay in order too."""
        first = self.start.first if self.start else _EARLIEST
        return first, self.end.last if self.end else _LATEST


def parse(text: str) -> Edtf:
    """The date that `text` stands for. Raises `EdtfError`."""
    text = text.strip()
    if "/" not in text:
        moment = _moment(text, text)
        return Edtf(text, moment, moment)
    bounds = text.split("/")
    if len(bounds) != 2:
        raise EdtfError(f"`{_short(text)}` has more than one `/`", _hint(text))
    start, end = (None if part in ("", "..") else _moment(part, text) for part in bounds)
    if start is None and end is None:
        raise EdtfError(f"`{text}` has no date", "an interval needs at least one date")
    if start and end and start.first > end.last:
        raise EdtfError(f"`{text}` ends before it starts", f"write `{bounds[1]}/{bounds[0]}`")
    return Edtf(text, start, end, is_interval=True)


def days_in(year: int, month: int) -> int:
    """How many days a month has, in any year of the Gregorian calendar."""
    if month == 2:
        return 29 if isleap(year) else 28
    return monthrange(2001, month)[1]


def _moment(text: str, whole: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise EdtfError(_complaint(text, whole), _hint(whole))
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if "X" in year and month:
        raise EdtfError(f"`{text}` has a month in a year that is left open", f"write `{year}`")
    if month == "XX" and day not in (None, "XX"):
        raise EdtfError(f"`{text}` has a day in a month that is left open", f"write `{year}-XX`")
    return Moment(
        int(year.replace("X", "0")),
        _month(text, month),
        _day(text, year, month, day),
        uncertain=mark in ("?", "%"),
        approximate=mark in ("~", "%"),
        unspecified=_unspecified(year, month, day),
    )


def _unspecified(year: str, month: str | None, day: str | None) -> Unspecified:
    if "X" in year:
        return "century" if year.endswith("XX") else "decade digit"
    if month == "XX":
        return "month"
    return "day" if day == "XX" else ""


def _month(text: str, written: str | None) -> int | None:
    if written is None or written == "XX":
        return None
    month = int(written)
    if not 1 <= month <= 12 and month not in _YEAR_PARTS:
        raise EdtfError(
            f"`{text}`: there is no month {written}",
            "after the year, 01-12 are months, 21-24 seasons from spring, 33-36 quarters, "
            "40-41 halves",
        )
    return month


def _day(text: str, year: str, month: str | None, written: str | None) -> int | None:
    if written is None or month is None or month == "XX":
        return None
    if int(month) > 12:
        raise EdtfError(
            f"`{text}`: a season, quarter or half has no day", f"write `{year}-{month}`"
        )
    if written == "XX":
        return None
    most = days_in(int(year), int(month))
    if not 1 <= int(written) <= most:
        name = _MONTHS[int(month) - 1]
        hint = f"write a day from 01 to {most}, or `{year}-{month}` for the month"
        raise EdtfError(f"`{text}`: {name} {int(year)} has {most} days", hint)
    return int(written)


def _clamped(day: Day) -> date:
    if day[0] < 1:
        return date.min
    return date(*day) if day[0] <= 9999 else date.max


def _complaint(text: str, whole: str) -> str:
    if not text:
        return "the date is empty"
    if re.match(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]", text):
        return f"`{_short(text)}` has a time of day, and dates have none here"
    if re.fullmatch(r"Y-?[0-9]+.*", text) or re.fullmatch(r"(?![0-9]{8}$)-?[0-9]{5,}(-.*)?", text):
        return f"`{_short(text)}` lies outside the years -9999 to 9999"
    return f"`{_short(whole)}` is not a date"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _hint(text: str) -> str:
    from reportkit.model.edtf_hints import hint

    return hint(text)
