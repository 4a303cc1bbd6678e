"""EDTF dates in words, with the precision that the source has.

In goes an `Edtf` or a `When` and a language, out comes a `DateText`: `2025-34` becomes "Second
quarter of 2025", `2022/..` "since 2022". What the author inferred is kept apart, so that print can
bracket it. The grammar of a language is data, in its file: a *form* says what a year, a month or a
quarter looks like in one case, a *phrase* puts a form after its preposition.
"""

from __future__ import annotations

import re
from typing import Any

from reportkit.frozen import frozen
from reportkit.model.dated import When
from reportkit.model.edtf import Edtf, Moment
from reportkit.view.language import Language
from reportkit.view.report import DateText

# Around the inferred part while the words are put together.
_OPEN, _CLOSE = "\x02", "\x03"
_MARKED = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_PARTS_OF_A_YEAR = ((21, "seasons"), (33, "quarters"), (37, "thirds"), (40, "halves"))
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_SPREADS = ("decade digit", "century")


def when_text(when: When, language: Language) -> DateText:
    """The date of a point or an event."""
    if when.inferred is None:
        return date_text(when.date, language)
    pieces = _MARKED.split(_Wording(language, when.inferred).date(when.date))
    machine = _machine_form(when.date)
    if len(pieces) == 3:
        before, inferred, after = pieces
        return DateText(before, inferred, machine, after)
    return DateText("", "".join(pieces), machine)


def date_text(edtf: Edtf, language: Language) -> DateText:
    """A date of which the source states every part."""
    return DateText(_Wording(language).date(edtf), "", _machine_form(edtf))


@frozen
class _Wording:
    """Puts dates into the words of one language."""

    language: Language
    inferred: str = ""
    """The part to mark: "year", "month", "day", or "" for none."""

    def date(self, edtf: Edtf) -> str:
        words = self._interval(edtf) if edtf.is_interval else self._phrase(edtf.start, "alone")
        for pattern, replacement in self.language.dates["respell"]:
            words = re.sub(pattern, replacement, words)
        return words

    def _interval(self, edtf: Edtf) -> str:
        start, end = edtf.start, edtf.end
        first, _, last = edtf.text.partition("/")
        if last == "..":
            return self._phrase(start, "since")
        if first == "..":
            return self._phrase(end, "until")
        if start and end and (name := _common(start, end)):
            if name == "alone":
                return self._phrase(start, "alone")
            atoms = self._atoms(start) | {f"end_{k}": v for k, v in self._atoms(end).items()}
            return self._era(self.language.dates["intervals"][name].format(**atoms), start)
        pattern: str = self.language.dates["phrases"]["between"]
        return pattern.format(start=self._phrase(start, "end"), end=self._phrase(end, "end"))

    def _phrase(self, moment: Moment | None, name: str) -> str:
        """`moment` in the phrase of that name, such as "since"."""
        phrases = self.language.dates["phrases"]
        if moment is None:
            return str(phrases["unknown"])
        pattern: str = phrases[f"{name}_about" if moment.approximate else name]
        forms = {form: self._form(moment, form) for form in self.language.dates["forms"]}
        words = pattern.format(**forms)
        return str(phrases["uncertain"].format(date=words)) if moment.uncertain else words

    def _form(self, moment: Moment, form: str) -> str:
        """`moment` in the form of that name; what a form does not say is as in `alone`."""
        forms = self.language.dates["forms"]
        pattern = self._pattern(forms["alone"] | forms[form], moment)
        return self._era(pattern.format(**self._atoms(moment)), moment)

    def _pattern(self, patterns: dict[str, Any], moment: Moment) -> str:
        if moment.unspecified == "decade digit":
            return str(patterns["decade"])
        if moment.unspecified == "century":
            centuries = patterns["century"]
            if isinstance(centuries, str):
                return centuries
            ordinal = self.language.locale.ordinal_form(_century(moment))
            return str(centuries.get(ordinal, centuries["other"]))
        if moment.month is None:
            return str(patterns["year"])
        for first, name in _PARTS_OF_A_YEAR:
            if first <= moment.month < first + len(patterns[name]):
                return str(patterns[name][moment.month - first])
        return str(patterns["day" if moment.day else "month"])

    def _era(self, words: str, moment: Moment) -> str:
        pattern: str = self.language.dates["phrases"]["before_christ"]
        return pattern.format(date=words) if _is_before_christ(moment) else words

    def _atoms(self, moment: Moment) -> dict[str, str]:
        """What the patterns of forms are made of."""
        atoms, months = self.language.dates["atoms"], self.language.locale.months
        year = str(_counted_year(moment))
        month, day = moment.month, moment.day
        names = [months[use]["wide"].get(month, "") for use in ("format", "stand-alone")]
        day_pattern = atoms["first_day" if day == 1 else "day"]
        return {
            "year": self._marked("year", atoms["year"].format(n=year)),
            "bare_year": self._marked("year", year),
            "month": self._marked("month", atoms["month"].format(n=month, name=names[0])),
            "month_alone": self._marked("month", atoms["month"].format(n=month, name=names[1])),
            "day": self._marked("day", day_pattern.format(n=day)),
            "decade": str(abs(moment.year)),
            "decade_end": str(abs(moment.year) + 9),
            "century": str(_century(moment)),
            "roman": _roman(_century(moment)),
        }

    def _marked(self, part: str, words: str) -> str:
        return f"{_OPEN}{words}{_CLOSE}" if part == self.inferred else words


def _common(start: Moment, end: Moment) -> str:
    """The name of the pattern that says once what both have in common; "" if there is none."""
    if any(m.approximate or m.uncertain or m.unspecified in _SPREADS for m in (start, end)):
        return ""
    if (start.year, start.month, start.day) == (end.year, end.month, end.day):
        return "alone"
    if start.month is None and end.month is None:
        return "years" if _is_before_christ(start) == _is_before_christ(end) else ""
    if start.year != end.year or not (_is_month(start.month) and _is_month(end.month)):
        return ""
    if start.day is None and end.day is None:
        return "months"
    if start.day is None or end.day is None:
        return ""
    return "days" if start.month == end.month else "days_of_months"


def _is_month(number: int | None) -> bool:
    return number is not None and number <= 12


def _is_before_christ(moment: Moment) -> bool:
    return moment.year < (0 if moment.unspecified in _SPREADS else 1)


def _counted_year(moment: Moment) -> int:
    """The year as people count, without a year 0."""
    return moment.year if moment.year > 0 else 1 - moment.year


def _century(moment: Moment) -> int:
    return abs(moment.year) // 100 + 1


def _roman(number: int) -> str:
    """1 to 100 in Roman numerals."""
    tens = ""
    for value, letters in _ROMAN:
        while number >= value:
            tens, number = tens + letters, number - value
    return tens + _ROMAN_UNITS[number]


def _machine_form(edtf: Edtf) -> str:
    """What HTML's `<time>` takes, or "" where it has no form."""
    moment = edtf.start
    if edtf.is_interval or moment is None or not 1 <= moment.year <= 9999:
        return ""
    if moment.unspecified in _SPREADS or not (moment.month is None or _is_month(moment.month)):
        return ""
    parts = [f"{moment.year:04}"]
    parts += [f"{n:02}" for n in (moment.month, moment.day) if n is not None]
    return "-".join(parts)
