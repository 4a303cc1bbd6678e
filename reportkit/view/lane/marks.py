"""The mark of an event on an axis: a dot, a bar, an arrow, with what it says of certainty.

A dot is a day. A bar with a dot is a month, a quarter or a year within which something happened;
a bar is a span. Expected things are open, uncertain ones have soft ends, inferred ones brackets,
and what goes on has an arrow.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.frozen import frozen
from reportkit.view.lane.axis import Axis
from reportkit.view.lane.event import LaneEvent
from reportkit.view.lane.shapes import Bar, Disc, Line, Outline, Shape, Sign

RADIUS = 3.0
OPEN_RADIUS = 2.5
SPAN, STRETCH = 3.0, 2.4
"""Heights of the bar of a span, and of one within which something happened."""
OPEN = 5.0
"""Height of an open bar."""
SHORTEST_BAR = 9.0
"""A shorter one is a dot."""
ARROW = 5.0
HALO = 5.5
SOFT = 9.0
"""How far a soft end reaches."""
BRACKET = 5.6
REACH = 6.0
"""No mark goes farther above or below its line."""


@frozen
class Place:
    """Where an event lies on an axis."""

    event: LaneEvent
    index: int
    left: float
    right: float
    x: float
    """Of the dot, or the middle."""
    goes_on: bool = False
    """The right end is an arrow."""
    went_on: bool = False
    """The left end is one."""

    @property
    def is_bar(self) -> bool:
        return self.right - self.left > 2 * RADIUS + 0.01


def place(event: LaneEvent, index: int, axis: Axis, now: float | None) -> Place:
    """Where `event` lies; what goes on reaches to `now`, or to the end of the axis."""
    first = axis.start if event.first is None else event.first
    last = event.last
    if last is None:
        last = now if now is not None and first < now and not event.is_expected else axis.end
    left, right = axis.clamped(first), axis.clamped(last)
    middle = (left + right) / 2
    goes_on, went_on = event.last is None, event.first is None
    is_day = not event.is_span and last - first <= 1
    if goes_on or went_on or (right - left >= SHORTEST_BAR and not is_day):
        shortest = ARROW + 2
        left = min(left, max(right - shortest, axis.left))
        return Place(event, index, left, max(right, left + shortest), middle, goes_on, went_on)
    edge = HALO if event.is_approximate else RADIUS
    middle = min(max(middle, axis.left + edge), axis.right - edge)
    return Place(event, index, middle - RADIUS, middle + RADIUS, middle)


def draw(place: Place, y: float, limits: tuple[float, float]) -> tuple[Shape, ...]:
    """The mark at height `y`, with nothing outside `limits`."""
    shapes = list(_bar(place, y, limits) if place.is_bar else _dot(place, place.x, y))
    if place.event.is_inferred:
        shapes += _brackets(place, y, limits)
    return tuple(shapes)


def tick(place: Place, y: float) -> Shape:
    """The mark of an event among too many for dots."""
    role: Sign = "rug-open" if place.event.is_expected else "rug"
    return Line(role, place.x, y - 3.5, place.x, y + 3.5)


def _dot(place: Place, x: float, y: float) -> Iterator[Shape]:
    event = place.event
    if event.is_approximate:
        yield Disc("halo", x, y, HALO)
    yield Disc("dot-open", x, y, OPEN_RADIUS) if event.is_expected else Disc("dot", x, y, RADIUS)


def _bar(place: Place, y: float, limits: tuple[float, float]) -> Iterator[Shape]:
    event = place.event
    height = OPEN if event.is_expected else SPAN if event.is_span else STRETCH
    left = place.left + (ARROW if place.went_on else 0)
    right = place.right - (ARROW if place.goes_on else 0)
    if event.is_approximate:
        yield from _soft_ends(place, y, height, limits)
    if event.is_expected:
        yield Bar("bar-open", left + 0.5, y - height / 2 + 0.5, right - left - 1, height - 1)
    else:
        yield Bar("bar", left, y - height / 2, right - left, height)
    if place.goes_on:
        yield _arrow(right - 0.2, y, ARROW, event.is_expected)
    if place.went_on:
        yield _arrow(left + 0.2, y, -ARROW, event.is_expected)
    if not event.is_span and not event.is_expected:
        yield Disc("dot", place.x, y, RADIUS)


def _soft_ends(
    place: Place, y: float, height: float, limits: tuple[float, float]
) -> Iterator[Shape]:
    """The bar goes on, paler and in two steps, beyond each end that is not sure."""
    steps: tuple[tuple[float, Sign], ...] = ((SOFT, "softer"), (SOFT / 2, "soft"))
    for end, way, is_open in ((place.left, -1, place.went_on), (place.right, 1, place.goes_on)):
        if is_open:
            continue
        for reach, role in steps:
            tip = min(max(end + way * reach, limits[0]), limits[1])
            if tip != end:
                yield Bar(role, min(end, tip), y - height / 2, abs(tip - end), height)


def _arrow(x: float, y: float, length: float, is_open: bool) -> Shape:
    points = ((x, y - 3), (x + length, y), (x, y + 3))
    return Outline("arrow-open" if is_open else "arrow", (*points, points[0]))


def _brackets(place: Place, y: float, limits: tuple[float, float]) -> Iterator[Shape]:
    left = max(place.left - 2.6, limits[0])
    right = min(place.right + 2.6, limits[1])
    for x, way in ((left, 1.8), (right, -1.8)):
        top, bottom = y - BRACKET, y + BRACKET
        yield Outline("bracket", ((x + way, top), (x, top), (x, bottom), (x + way, bottom)))
