"""Labels above an axis, in tiers: those that find no room near it rise on a stem.

In go marks on one axis, out come the labels that fit without touching each other, a stem, or the
edition's line. What does not fit is left out, the same for the same marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from reportkit.frozen import frozen
from reportkit.view.lane.event import LaneEvent
from reportkit.view.lane.marks import Place
from reportkit.view.lane.room import Room
from reportkit.view.lane.shapes import Anchor
from reportkit.view.lane.widths import width, wrap

GAP = 9.0
"""Between labels side by side."""
OFFSET = 4.0
"""From a stem to its label."""
_STEM = 1.5
"""What a stem keeps free on either side, and a label towards its stem."""
_ONE, _TWO = 84.0, 104.0
_ANCHORS: tuple[Anchor, ...] = ("end", "start")
_FEW = 24
_APART = 60.0
_KEPT = 8
"""Axes whose labels are kept, for the next build of the same process."""


@frozen
class Flag:
    """A label with its place."""

    place: Place
    tier: int
    """0 is next to the axis."""
    lines: tuple[str, ...]
    anchor: Anchor
    stem: float
    left: float
    right: float

    @property
    def claim(self) -> tuple[float, float]:
        """What it keeps free in its tier: the gap lies on the side that its stem is not on."""
        if self.anchor == "start":
            return min(self.left, self.stem) - _STEM, max(self.right, self.stem) + GAP - _STEM
        return min(self.left, self.stem) - GAP + _STEM, max(self.right, self.stem) + _STEM


@frozen
class _Wish:
    """A label that looks for room."""

    place: Place
    lines: tuple[str, ...]
    length: float

    def at(self, anchor: Anchor, tier: int) -> Flag:
        """The label if it stood there."""
        place = self.place
        if anchor == "start":
            stem = place.left + 0.5 if place.is_bar else place.x
            left = stem + OFFSET if tier else place.left
        else:
            stem = place.right - 0.5 if place.is_bar else place.x
            left = (stem - OFFSET if tier else place.right) - self.length
        return Flag(place, tier, self.lines, anchor, stem, left, left + self.length)


class _Stand(NamedTuple):
    """A label on one side of its mark: it stands there the same in every tier but the lowest."""

    low: Flag
    """In the lowest tier."""
    low_claim: tuple[float, float]
    high: Flag
    """In the next one."""
    high_claim: tuple[float, float]
    stem: tuple[float, float]
    """What its stem takes of each tier below."""
    fits: tuple[bool, bool]
    """Whether `low` and `high` lie within the drawing."""

    def tiers(self, rooms: Sequence[Room]) -> Iterator[int]:
        """The tiers in which there is room, from the lowest."""
        if self.fits[0] and rooms[0].is_free(*self.low_claim):
            yield 0
        for tier in range(1, len(rooms) if self.fits[1] else 0):
            if not rooms[tier - 1].is_free(*self.stem):
                return
            if rooms[tier].is_free(*self.high_claim):
                yield tier

    def flag(self, tier: int) -> Flag:
        """The label in `tier`."""
        return replace(self.high, tier=tier) if tier else self.low


Side = Mapping[Anchor, _Stand]
"""Where a label may stand, by its anchor."""


@lru_cache(_KEPT)
def arrange(
    places: tuple[Place, ...], limits: tuple[float, float], tiers: int, blocked: tuple[float, ...]
) -> tuple[Flag, ...]:
    """The labels that have room, in the order of `places`.

    `limits` are the left and right end of the drawing; `blocked` are lines that no label crosses.
    """
    wishes = [_wish(place) for place in places if place.event.label]
    sides = {wish.place.index: _sides(wish, limits) for wish in wishes}
    best: tuple[Flag, ...] = ()
    for order in _orders(wishes):
        stands = [(sides[wish.place.index], anchor) for wish, anchor in order]
        for keeps_side in (True, False):
            found = tuple(_fill(stands, keeps_side, tiers, blocked))
            if _worth(found) > _worth(best):
                best = found
    return tuple(sorted(best, key=lambda flag: flag.place.index))


def _orders(wishes: Sequence[_Wish]) -> Iterator[list[tuple[_Wish, Anchor]]]:
    """Orders in which to place labels, each with the side on which it would stand.

    Labels that stand to the left are placed from the left, so that each next one rises above the
    one before, and those to the right from the right: together they make a tent.
    """
    count = len(wishes)
    steps: Sequence[int] = range(count + 1) if count <= _FEW else (0, count // 2, count)
    for split in steps:
        yield _tent(wishes, split)
        yield _valley(wishes, split)
    yield [pair for crowd in _crowds(wishes) for pair in _tent(crowd, len(crowd) // 2)]


def _tent(wishes: Sequence[_Wish], split: int) -> list[tuple[_Wish, Anchor]]:
    left: list[tuple[_Wish, Anchor]] = [(wish, "end") for wish in wishes[:split]]
    return left + [(wish, "start") for wish in reversed(wishes[split:])]


def _valley(wishes: Sequence[_Wish], split: int) -> list[tuple[_Wish, Anchor]]:
    right: list[tuple[_Wish, Anchor]] = [(wish, "end") for wish in wishes[split:]]
    return right + [(wish, "start") for wish in reversed(wishes[:split])]


def _crowds(wishes: Sequence[_Wish]) -> Iterator[Sequence[_Wish]]:
    """Runs of marks that are nearer to each other than labels are wide."""
    begin = 0
    for i in range(1, len(wishes) + 1):
        if i == len(wishes) or wishes[i].place.x - wishes[i - 1].place.x > _APART:
            yield wishes[begin:i]
            begin = i


def raised(flags: Sequence[Flag], x: float, text: str, limits: tuple[float, float]) -> Flag:
    """A label for the line at `x`, which `flags` keep clear: in the lowest tier with room."""
    nowhere = Place(LaneEvent(None, None, text), -1, x + OFFSET, x - OFFSET, x)
    wish = _Wish(nowhere, (text,), width(text))
    fitting = [
        flag
        for tier in range(max((flag.tier for flag in flags), default=0) + 2)
        for anchor in _ANCHORS
        if limits[0] <= (flag := wish.at(anchor, tier)).left and flag.right <= limits[1]
    ]
    return next((f for f in fitting if not any(_meet(f, other) for other in flags)), fitting[-1])


def _meet(new: Flag, old: Flag) -> bool:
    """`new` would touch the label of `old`, or its stem on the way up."""
    if new.tier > old.tier:
        return False
    left, right = new.claim
    taken = old.claim if new.tier == old.tier else (old.stem - _STEM, old.stem + _STEM)
    return left < taken[1] and taken[0] < right


def _wish(place: Place) -> _Wish:
    lines = wrap(place.event.label, _ONE, _TWO)
    return _Wish(place, lines, max(width(line) for line in lines))


def _worth(flags: tuple[Flag, ...]) -> tuple[int, int, int, int]:
    """More labels are better, then fewer tiers, then lower ones, then those that read on."""
    highest = max((flag.tier for flag in flags), default=0)
    starts = sum(flag.anchor == "start" for flag in flags)
    return len(flags), -highest, -sum(flag.tier for flag in flags), starts


def _sides(wish: _Wish, limits: tuple[float, float]) -> Side:
    """Where `wish` may stand between `limits`."""
    return {anchor: _stand(wish, anchor, limits) for anchor in _ANCHORS}


def _stand(wish: _Wish, anchor: Anchor, limits: tuple[float, float]) -> _Stand:
    low, high = _moved(wish.at(anchor, 0), limits), wish.at(anchor, 1)
    stem = high.stem - _STEM, high.stem + _STEM
    fits = _lies_within(low, limits), _lies_within(high, limits)
    return _Stand(low, low.claim, high, high.claim, stem, fits)


def _moved(flag: Flag, limits: tuple[float, float]) -> Flag:
    """`flag`, which is next to the axis and needs no stem, moved to lie within `limits`."""
    if _lies_within(flag, limits):
        return flag
    length = flag.right - flag.left
    left = max(min(flag.left, limits[1] - length), limits[0])
    return replace(flag, left=left, right=left + length)


def _lies_within(flag: Flag, limits: tuple[float, float]) -> bool:
    return limits[0] <= flag.left and flag.right <= limits[1]


def _fill(
    order: Sequence[tuple[Side, Anchor]], keeps_side: bool, tiers: int, blocked: Sequence[float]
) -> Iterator[Flag]:
    """The labels that have room when they are placed in that order, each first on that side."""
    rooms = [Room() for _ in range(tiers)]
    for room in rooms:
        for x in blocked:
            room.take(x - _STEM, x + _STEM)
    for sides, anchor in order:
        other: Anchor = "end" if anchor == "start" else "start"
        if flag := _first(sides[anchor], sides[other], keeps_side, rooms):
            _take(flag, rooms)
            yield flag


def _first(own: _Stand, other: _Stand, keeps_side: bool, rooms: Sequence[Room]) -> Flag | None:
    """The label in the lowest tier with room: on its own side if it keeps that, else on either."""
    tier = next(own.tiers(rooms), None)
    if tier is not None and (keeps_side or tier == 0):
        return own.flag(tier)
    beyond = next(other.tiers(rooms), None)
    if beyond is not None and (tier is None or beyond < tier):
        return other.flag(beyond)
    return None if tier is None else own.flag(tier)


def _take(flag: Flag, rooms: Sequence[Room]) -> None:
    rooms[flag.tier].take(*flag.claim)
    for lower in rooms[: flag.tier]:
        lower.take(flag.stem - _STEM, flag.stem + _STEM)
