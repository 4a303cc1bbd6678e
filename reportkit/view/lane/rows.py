"""Marks in rows, each with its label above it: spans below an axis, and the events of a lane.

In go marks, out come rows in which neither marks nor labels touch. A mark without room for its
label goes without, in thin rows of its own; if those are full too, it shares the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from reportkit.frozen import frozen
from reportkit.view.lane.marks import Place
from reportkit.view.lane.room import Room
from reportkit.view.lane.shapes import Anchor
from reportkit.view.lane.widths import width, wrap

GAP = 7.0
_ONE, _TWO, _WIDEST = 130.0, 104.0, 240.0
_CLEAR = 3.0
"""Between a label and a line that it does not cross."""
_THIN = 12
"""Rows for marks without a label, at most."""


@frozen
class Seat:
    """A mark in its row."""

    place: Place
    row: int
    lines: tuple[str, ...]
    """() if the label had no room."""
    anchor: Anchor
    x: float
    """Where the label begins, or ends if that is its anchor."""


@frozen
class Rows:
    """The rows of one lane."""

    seats: tuple[Seat, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines of the tallest label of each row."""
        found = [0] * (1 + max((seat.row for seat in self.seats), default=-1))
        for seat in self.seats:
            found[seat.row] = max(found[seat.row], len(seat.lines))
        return tuple(found)


def arrange(
    places: Sequence[Place], limits: tuple[float, float], most: int, blocked: Sequence[float]
) -> Rows:
    """Rows for `places`, `most` of them at most.

    Labels cross the lines of `blocked` only where they have no room beside them.
    """
    rooms: list[Room] = []
    return Rows(tuple(_seat(place, rooms, limits, most, blocked) for place in places))


def _seat(
    place: Place,
    rooms: list[Room],
    limits: tuple[float, float],
    most: int,
    blocked: Sequence[float],
) -> Seat:
    for lines, lines_in_the_way in _ways(place, blocked):
        choices = list(_choices(place, lines, limits, lines_in_the_way))
        for row, (anchor, x, left, right) in product(range(most), choices):
            if room := _room(rooms, row, left, right):
                room.take(left, right)
                return Seat(place, row, lines, anchor, x)
    return _bare(place, rooms, most)


def _bare(place: Place, rooms: list[Room], most: int) -> Seat:
    """A seat for the mark alone."""
    left, right = _claim(place.left, place.right)
    for row in range(most + _THIN):
        if room := _room(rooms, row, left, right):
            room.take(left, right)
            return Seat(place, row, (), "start", place.left)
    return Seat(place, most + _THIN - 1, (), "start", place.left)


def _room(rooms: list[Room], row: int, left: float, right: float) -> Room | None:
    """The row if it is free there; rows are made as they are needed."""
    if row == len(rooms):
        rooms.append(Room())
    return rooms[row] if rooms[row].is_free(left, right) else None


def _ways(
    place: Place, blocked: Sequence[float]
) -> Iterator[tuple[tuple[str, ...], Sequence[float]]]:
    """The label in its lines and what it must not cross, the best first; nothing without one."""
    if not place.event.label:
        return
    lines = _lines(place)
    yield lines, blocked
    if blocked and len(lines) == 1 and len(narrow := wrap(place.event.label, 0, _TWO)) == 2:
        yield narrow, blocked
    yield lines, ()


def _lines(place: Place) -> tuple[str, ...]:
    """The label, on one line where its bar is long."""
    length = place.right - place.left
    one, two = max(_ONE, min(length, _WIDEST)), max(_TWO, min(length, _WIDEST / 2))
    return wrap(place.event.label, one, two)


def _choices(
    place: Place, lines: tuple[str, ...], limits: tuple[float, float], blocked: Sequence[float]
) -> Iterator[tuple[Anchor, float, float, float]]:
    """Anchor, its place, and what label and mark take together.

    The label stands over its mark, moved as far as edges and lines ask for it.
    """
    length = max(width(line) for line in lines)
    low = max([limits[0], *(x + _CLEAR for x in blocked if x <= place.x)])
    high = min([limits[1], *(x - _CLEAR for x in blocked if x > place.x)])
    if high - low < length:
        return
    left = max(min(place.left, high - length), low)
    right = min(max(place.right, low + length), high)
    ways: tuple[tuple[Anchor, float, float], ...] = (
        ("start", left, left + length),
        ("end", right - length, right),
    )
    for anchor, begin, end in ways:
        x = begin if anchor == "start" else end
        yield anchor, x, *_claim(min(begin, place.left), max(end, place.right))


def _claim(left: float, right: float) -> tuple[float, float]:
    return left - GAP / 2, right + GAP / 2
