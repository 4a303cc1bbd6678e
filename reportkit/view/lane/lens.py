"""The crowded stretch of an axis, if there is one: what a lens should magnify."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from reportkit.view.lane import days
from reportkit.view.lane.event import Days

WIDEST = 0.3
"""Of the axis; a lens on more would not magnify."""
FEWEST = 3
"""Moments in a crowd, the edition's date included."""
DENSER = 2.5
"""How many times as dense as the whole a crowd is."""
_NARROW = 0.04
"""Of the axis; what is wider is no moment of a crowd."""
_MONTHS_FROM: Days = 45

Stretch = tuple[Days, Days]


def crowd(moments: Sequence[Stretch], start: Days, end: Days) -> Stretch | None:
    """The stretch of `start` to `end` with the most moments above what evenness would give.

    `moments` are those that a lens can show. Takes hardly more than linear time.
    """
    length = end - start
    narrow = sorted(m for m in moments if m[1] - m[0] <= _NARROW * length)
    best = _densest(narrow, length, len(moments) / length)
    if best is None:
        return None
    first, last = best
    inside = [m for m in narrow if first <= m[0] and m[1] <= last]
    low, high = _rounded(first, last, start, end)
    share = (high - low) / length
    is_crowd = len(inside) >= FEWEST and len(inside) < len(moments)
    if is_crowd and share <= WIDEST and len(inside) / len(moments) >= DENSER * share:
        return low, high
    return None


def _densest(moments: Sequence[Stretch], length: Days, per_day: float) -> Stretch | None:
    """First and last day of the best run: its count less what its length would lead to expect."""
    starts: deque[tuple[float, Days]] = deque()
    best, found = 0.0, None
    for count, (first, last) in enumerate(moments):
        cost = count - per_day * first
        while starts and starts[-1][0] >= cost:
            starts.pop()
        starts.append((cost, first))
        while starts[0][1] < last - WIDEST * length and len(starts) > 1:
            starts.popleft()
        gain = count + 1 - per_day * last - starts[0][0]
        if gain > best and last - starts[0][1] <= WIDEST * length:
            best, found = gain, (starts[0][1], last)
    return found


def _rounded(first: Days, last: Days, start: Days, end: Days) -> Stretch:
    """Whole months around a long stretch, some room around a short one."""
    if last - first < _MONTHS_FROM:
        room = max(1, round((last - first) / 12))
        return max(first - room, start), min(last + room, end)
    year, month, _ = days.day(int(first))
    low = days.number((year, month, 1))
    year, month, _ = days.day(int(last) - 1)
    high = days.number((year + month // 12, month % 12 + 1, 1))
    return max(low, start), min(high, end)
