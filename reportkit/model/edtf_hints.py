"""What an author probably meant by a date that is not EDTF.

In goes the text, out comes one sentence with the form to write. It is apart from the grammar
because it guesses, and the grammar never does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

FORMS = (
    "dates are EDTF: 2025-02-18, 2025-02, 2025, 2025-34 (second quarter), 2021~ (about), "
    "2022-02-24/.. (since)"
)
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NUMBER = r"(?P<month>[0-9]{1,2})"
_PARTS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PART = r"(?P<part>q[1-4]|h[12]|spring|summer|autumn|fall|winter)"

_Forms = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]


def hint(text: str) -> str:
    """A sentence that says what to write instead of `text`."""
    lowered = text.strip().lower()
    for pattern, mend in _PATTERNS:
        match = pattern.fullmatch(lowered)
        mended = mend(match) if match else ""
        if mended:
            return f"write `{mended}`"
    if re.fullmatch(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}", lowered):
        return "write year-month-day, such as 2025-02-18"
    return FORMS


def _date(match: re.Match[str]) -> str:
    groups = match.groupdict()
    name = groups.get("name")
    month = _NAMES.index(name) + 1 if name else int(groups["month"])
    if not 1 <= month <= 12:
        return ""
    day = groups.get("day")
    return f"{groups['year']}-{month:02}" + (f"-{int(day):02}" if day else "")


def _part(match: re.Match[str]) -> str:
    part = match["part"]
    bases = {"q": 32, "h": 39}
    number = _PARTS.get(part) or bases[part[0]] + int(part[1])
    return f"{match['year']}-{number}"


def _about(match: re.Match[str]) -> str:
    return f"{match['year']}~"


def _decade(match: re.Match[str]) -> str:
    return f"{match['year'][:3]}X"


def _span(match: re.Match[str]) -> str:
    return f"{match['year']}/{match['to']}"


def _since(match: re.Match[str]) -> str:
    return f"{match['year']}/.."


_PATTERNS: _Forms = (
    (re.compile(rf"{_DAY}\.? (?:of )?{_NAME},? {_YEAR}"), _date),
    (re.compile(rf"{_NAME} {_DAY},? {_YEAR}"), _date),
    (re.compile(rf"{_NAME},? {_YEAR}"), _date),
    (re.compile(rf"{_YEAR},? {_NAME}"), _date),
    (re.compile(rf"{_YEAR}[-./ ]{_NUMBER}(?:[-./ ]{_DAY})?(?:[t ][0-9].*)?"), _date),
    (re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"), _date),
    (re.compile(rf"{_DAY}\.{_NUMBER}\.{_YEAR}"), _date),
    (re.compile(rf"{_YEAR}[- ]?{_PART}"), _part),
    (re.compile(rf"{_PART}(?: of|,)? ?{_YEAR}"), _part),
    (re.compile(rf"(?:c\.|ca\.?|circa|about|around|~) ?{_YEAR}"), _about),
    (re.compile(rf"(?:the )?{_YEAR}s"), _decade),
    (re.compile(rf"{_YEAR} ?(?:-|–|—|to|until) ?(?P<to>[0-9]{{4}})"), _span),
    (re.compile(rf"(?:since |from ){_YEAR}"), _since),
    (re.compile(rf"{_YEAR} ?[-–]"), _since),
)
