"""A stretch of time on a stretch of the drawing, with its ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import floor

from reportkit.frozen import frozen
from reportkit.view.lane import days
from reportkit.view.lane.event import AxisWords, Days
from reportkit.view.lane.widths import width

SHORTEST: Days = 10
"""An axis never shows less."""
_MONTH, _YEAR = 30.4, 365.2425
_DAYS = (1, 2, 5, 10)
_MONTHS = (1, 2, 3, 6)
_YEARS = (*(n * 10**power for power in range(4) for n in (1, 2, 5)), 10_000)
_GAP = 9.0
_MOST_TICKS = 24
_MOST_DAY_TICKS_IN = 120
"""Days; a longer axis is marked by months."""


@frozen
class Tick:
    """A mark on an axis, at the beginning of what it names."""

    x: float
    label: str
    """"" where there is no room for one."""


@frozen
class Axis:
    """Days `start` to `end` laid out from `left` to `right`."""

    start: Days
    end: Days
    left: float
    right: float

    def x(self, day: Days) -> float:
        """The place of `day`, which may lie outside."""
        return self.left + (day - self.start) * (self.right - self.left) / (self.end - self.start)

    def clamped(self, day: Days) -> float:
        """The place of `day`, or the nearer end."""
        return min(max(self.x(day), self.left), self.right)

    def ticks(self, words: AxisWords) -> tuple[Tick, ...]:
        """As many as can be named side by side; two at least have names where that can be."""
        for ticks in self._choices(words):
            if len(ticks) <= _MOST_TICKS and self._has_room(ticks):
                return ticks
        return ()

    def _choices(self, words: AxisWords) -> Iterator[tuple[Tick, ...]]:
        """Ticks ever farther apart."""
        length = self.end - self.start
        if length <= _MOST_DAY_TICKS_IN:
            yield from (self._made(_days(self, step), words.day) for step in _DAYS)
        for step in _MONTHS:
            if length / (step * _MONTH) <= _MOST_TICKS:
                yield self._made(_months(self, step), _month_namer(words))
        for step in _YEARS:
            if length / (step * _YEAR) <= _MOST_TICKS:
                yield self._made(_years(self, step), lambda year, _month, _day: words.year(year))

    def _made(
        self, dates: Iterator[tuple[int, int, int]], name: Callable[[int, int, int], str]
    ) -> tuple[Tick, ...]:
        found = ((days.number(date), date) for date in dates)
        return tuple(
            Tick(self.x(day), name(*date)) for day, date in found if self.start <= day < self.end
        )

    def _has_room(self, ticks: tuple[Tick, ...]) -> bool:
        return all(one.x + width(one.label) + _GAP <= next_.x for one, next_ in pairwise(ticks))


def _days(axis: Axis, step: int) -> Iterator[tuple[int, int, int]]:
    """The first of each month, and every `step` days from it."""
    for number in range(floor(axis.start), floor(axis.end) + 1):
        year, month, day = days.day(number)
        if (day - 1) % step == 0 and day + step // 2 <= 31:
            yield year, month, day


def _months(axis: Axis, step: int) -> Iterator[tuple[int, int, int]]:
    first, last = (days.day(floor(day))[:2] for day in (axis.start, axis.end))
    for count in range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1]):
        year, month = divmod(count, 12)
        if month % step == 0:
            yield year, month + 1, 1


def _years(axis: Axis, step: int) -> Iterator[tuple[int, int, int]]:
    """Round years as people count them: 40 BC is the year -39."""
    first, last = (days.day(floor(day))[0] for day in (axis.start, axis.end))
    for year in range(-(-first // step) * step - step, last + step + 1, step):
        yield (year if year > 0 else year + 1), 1, 1


def _month_namer(words: AxisWords) -> Callable[[int, int, int], str]:
    """Names a month alone, but with its year where that is new."""
    seen: set[int] = set()

    def name(year: int, month: int, _day: int) -> str:
        is_new = year not in seen
        seen.add(year)
        return words.month_of_year(year, month) if is_new else words.month(month)

    return name
