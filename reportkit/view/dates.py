"""EDTF dates in words, with the precision that the source has.

`2025-34` becomes "Second quarter of 2025", `2022/..` "since 2022"; a part that the author inferred
is kept apart, so that print can bracket it.
"""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton, get_month_names

from reportkit.model.briefing import When
from reportkit.model.edtf import Edtf, Moment
from reportkit.view.language import Language
from reportkit.view.report import DateText

NO_BREAK = "\u00a0"


def when_text(when: When, language: Language) -> DateText:
    """The date of a point or an event."""
    moment = when.date.start
    if when.inferred and moment and not when.date.is_interval:
        return _inferred(moment, when.inferred, when.date, language)
    return date_text(when.date, language)


def date_text(edtf: Edtf, language: Language) -> DateText:
    """A date of which the source states every part."""
    return DateText(_words(edtf, language), "", _machine_form(edtf))


def _words(edtf: Edtf, language: Language) -> str:
    if not edtf.is_interval:
        return _moment(_known(edtf.start), language)
    patterns = language.dates
    start = _moment(edtf.start, language) if edtf.start else ""
    end = _moment(edtf.end, language) if edtf.end else ""
    if start and end:
        return str(patterns["interval"].format(start=start, end=end))
    first, _, last = edtf.text.partition("/")
    if start:
        return str(patterns["since" if last == ".." else "to_unknown"].format(date=start))
    return str(patterns["until" if first == ".." else "from_unknown"].format(date=end))


def _moment(moment: Moment, language: Language) -> str:
    words = _plain(moment, language)
    if moment.approximate:
        words = language.dates["approximate"].format(date=words)
    if moment.uncertain:
        words = language.dates["uncertain"].format(date=words)
    return words


def _plain(moment: Moment, language: Language) -> str:
    month, patterns = moment.month, language.dates
    if moment.unspecified in ("decade digit", "century"):
        step = 10 if moment.unspecified == "decade digit" else 100
        pattern = patterns["decade" if step == 10 else "century"]
        return str(pattern.format(year=moment.year - moment.year % step))
    year = _year(moment.year, language)
    if month is None:
        return year
    for first, name in ((21, "seasons"), (33, "quarters"), (37, "thirds"), (40, "halves")):
        if first <= month < first + len(patterns[name]):
            return _no_break(patterns[name][month - first].format(year=year))
    if moment.year < 1:
        names = get_month_names("wide", "stand-alone", language.locale)
        day = f"{moment.day} " if moment.day else ""
        return _no_break(f"{day}{names[month]} {year}")
    if moment.day is None:
        return _no_break(
            format_skeleton("yMMMM", date(moment.year, month, 1), None, True, language.locale)
        )
    return _no_break(format_date(date(moment.year, month, moment.day), "long", language.locale))


def _inferred(moment: Moment, part: str, edtf: Edtf, language: Language) -> DateText:
    """The date less the part that is inferred, and that part."""
    names = get_month_names("wide", "stand-alone", language.locale)
    machine = _machine_form(edtf)
    month = moment.month
    if month is None or month not in names:
        return DateText("", _words(edtf, language), machine)
    if part == "year" and moment.day is None:
        return DateText(names[month], str(moment.year), machine)
    if part == "year" and moment.day:
        day = date(2000, month, moment.day)
        text = format_skeleton("MMMMd", day, None, True, language.locale)
        return DateText(_no_break(text), str(moment.year), machine)
    if part == "month" and moment.day is None:
        return DateText(str(moment.year), names[month], machine)
    if part == "day" and moment.day:
        text = _plain(Moment(moment.year, month), language)
        return DateText(text, str(moment.day), machine)
    return DateText("", _words(edtf, language), machine)


def _year(year: int, language: Language) -> str:
    return str(year) if year > 0 else language.dates["before_christ"].format(year=1 - year)


def _no_break(text: str) -> str:
    """A day stays with its month; the year may go to the next line."""
    head, space, tail = text.replace(NO_BREAK, " ").partition(" ")
    return f"{head}{NO_BREAK}{tail}" if space and head.strip(".").isdigit() else head + space + tail


def _machine_form(edtf: Edtf) -> str:
    moment = edtf.start
    if edtf.is_interval or moment is None or moment.unspecified or not 1 <= moment.year <= 9999:
        return ""
    if moment.month is not None and moment.month > 12:
        return ""
    parts = [f"{moment.year:04}"]
    parts += [f"{n:02}" for n in (moment.month, moment.day) if n is not None]
    return "-".join(parts)


def _known(moment: Moment | None) -> Moment:
    if moment is None:
        raise ValueError("a single date has a start")
    return moment
