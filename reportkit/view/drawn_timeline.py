"""Dated things as a drawing: their dates as numbers of days, their words as labels.

In go what a timeline holds and the language, out comes a `Drawing`. It stands between the view,
which knows words, and `view.lane`, which knows places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reportkit.frozen import frozen
from reportkit.model.edtf import Edtf, Moment, parse
from reportkit.view.context import Dated
from reportkit.view.dates import date_text, when_text
from reportkit.view.lane import Drawing, Frame, LaneEvent, Wording, days, draw
from reportkit.view.language import Language
from reportkit.view.prose import plain
from reportkit.view.report import DateText


def make_drawing(
    dated: Sequence[Dated],
    expected: Sequence[bool],
    edition: Edtf | None,
    lanes: Sequence[str],
    language: Language,
    frame: Frame,
) -> Drawing:
    """The drawing of `dated`, which are sorted; `expected` says which of them lie ahead."""
    events = [
        _event(item, is_expected, language)
        for item, is_expected in zip(dated, expected, strict=True)
    ]
    words = Wording(
        axis=_Words(language),
        edition=_edition(edition, language) if edition else "",
        expected=language.blocks["expected"],
        is_rtl=language.direction == "rtl",
    )
    return draw(events, _last(edition) if edition else None, words, lanes, frame)


def description(dated: Iterable[Dated], title: str, language: Language) -> str:
    """What the drawing is, for those who do not see it: its title and the years it spans."""
    bounds = [edge for item in dated for edge in (item.when.date.start, item.when.date.end) if edge]
    first = min(moment.first for moment in bounds)[0]
    last = max(moment.last for moment in bounds)[0]
    years = _year_text(first) if first == last else f"{_year_text(first)}/{_year_text(last)}"
    return f"{title}, {date_text(parse(years), language).text}"


def sentence(dated: Dated, language: Language) -> str:
    """Date and text without markup, such as "2022: Two rivers meet"."""
    return f"{_date(when_text(dated.when, language))}: {plain(dated.text)}"


def _event(dated: Dated, is_expected: bool, language: Language) -> LaneEvent:
    edtf = dated.when.date
    first, last = edtf.sort_key
    moments = [moment for moment in (edtf.start, edtf.end) if moment]
    return LaneEvent(
        first=days.number(first) if edtf.start else None,
        last=days.number(last) + 1 if edtf.end else None,
        label=dated.label or plain(dated.text),
        title=sentence(dated, language),
        lane=dated.lane,
        is_span=edtf.is_interval,
        is_expected=is_expected,
        is_approximate=any(m.approximate or m.uncertain for m in moments),
        is_inferred=dated.when.inferred is not None,
    )


def _edition(edition: Edtf, language: Language) -> str:
    return f"{language.labels['this_edition']}, {date_text(edition, language).text}"


def _last(edition: Edtf) -> int:
    return days.number(edition.sort_key[1]) + 1


def _date(words: DateText) -> str:
    inferred = f"[{words.inferred}]" if words.inferred else ""
    return f"{words.text}{inferred}{words.rest}"


def _year_text(year: int) -> str:
    """The year as EDTF."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@frozen
class _Words:
    """The words of an axis, by the patterns of Babel."""

    language: Language

    def year(self, year: int) -> str:
        if year > 0:
            return str(year)
        return str(self.language.dates["phrases"]["before_christ"].format(date=1 - year))

    def month(self, month: int) -> str:
        return str(self.language.locale.months["stand-alone"]["abbreviated"][month])

    def month_of_year(self, year: int, month: int) -> str:
        return self._skeleton("yMMM", year, month, 1)

    def day(self, year: int, month: int, day: int) -> str:
        return self._skeleton("MMMd", year, month, day)

    def _skeleton(self, name: str, year: int, month: int, day: int) -> str:
        from babel.dates import format_skeleton

        if 1 <= year <= date.max.year:
            return format_skeleton(name, date(year, month, day), locale=self.language.locale)
        words = date_text(_moment(year, month, day if name == "MMMd" else None), self.language)
        return words.text


def _moment(year: int, month: int, day: int | None) -> Edtf:
    moment = Moment(year, month, day)
    return Edtf("", moment, moment)
