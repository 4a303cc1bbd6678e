"""Nameless points: where there are too many for dots, ticks, and where they meet, heaps of cells.

In go the points of an axis, out come those that are no dots, with their level in a heap. Every
event keeps a mark of its own, so that a heap is as high as its events are many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reportkit.frozen import frozen
from reportkit.view.lane import marks
from reportkit.view.lane.marks import Place
from reportkit.view.lane.shapes import Bar, Shape, Sign

_COLUMN, _CELL, _GAP = 4.0, 2.4, 0.6
_HIGHEST = 18.0
_NEAR = 5.0
"""Dots that are nearer to each other than that touch."""


@frozen
class Heaps:
    """The points of one axis that are no dots."""

    levels: dict[int, int]
    """By the index of the event: 1 is next to the axis."""
    columns: dict[int, float]
    """Left ends of their heaps."""
    step: float
    """From one level to the next; 0 if all are alone, and ticks."""

    @property
    def height(self) -> float:
        """Of the highest heap."""
        return self.step * max(self.levels.values(), default=0)

    def shape(self, place: Place, y: float) -> Shape:
        """The mark of one of them on the axis at height `y`."""
        if not self.step:
            return marks.tick(place, y)
        role: Sign = "cell-open" if place.event.is_expected else "cell"
        top = y - self.levels[place.index] * self.step
        height = min(_CELL, self.step)
        return Bar(role, self.columns[place.index], top, _COLUMN - 1, height)


def heap(
    points: Sequence[Place], nameless: Sequence[Place], silent: Sequence[Place], left: float
) -> Heaps:
    """The heaps of an axis that begins at `left`.

    `nameless` are those of `points` without a label; `silent` are points named elsewhere, none of
    which is a dot.
    """
    near = _near([*points, *silent])
    crowded = [p for p in nameless if p.index in near and not p.is_bar] + list(silent)
    crowded.sort(key=lambda place: (place.x, place.index))
    levels: dict[int, int] = {}
    columns: dict[int, float] = {}
    counts: Counter[int] = Counter()
    for place in crowded:
        column = int((place.x - left) // _COLUMN)
        counts[column] += 1
        levels[place.index] = counts[column]
        columns[place.index] = left + column * _COLUMN + 0.5
    highest = max(counts.values(), default=0)
    return Heaps(levels, columns, 0.0 if highest < 2 else min(_CELL + _GAP, _HIGHEST / highest))


def _near(places: Sequence[Place]) -> set[int]:
    """The events whose dots would touch another."""
    dots = sorted((place.x, place.index) for place in places if not place.is_bar)
    pairs = ((a, b) for a, b in pairwise(dots) if b[0] - a[0] < _NEAR)
    return {index for pair in pairs for _, index in pair}
