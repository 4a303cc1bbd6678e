"""An axis with all that stands on it: points with their labels above, spans in rows below."""

from __future__ import annotations

from collections.abc import Sequence

from reportkit.frozen import frozen
from reportkit.view.lane import marks, rows, tiers
from reportkit.view.lane.axis import Axis
from reportkit.view.lane.canvas import UNDER, Canvas
from reportkit.view.lane.heaps import Heaps, heap
from reportkit.view.lane.marks import Place
from reportkit.view.lane.shapes import Line, label
from reportkit.view.lane.tiers import Flag
from reportkit.view.lane.widths import LINE

ABOVE = 8.0
"""From an axis to the foot of the label above it."""
TIER_GAP = 5.0
ROW_GAP = 6.0


@frozen
class Now:
    """The edition's date."""

    day: float
    label: str


@frozen
class Panel:
    """What stands on one axis."""

    axis: Axis
    limits: tuple[float, float]
    points: tuple[Place, ...]
    """In the order of their dates."""
    silent: tuple[Place, ...]
    """Points that are named elsewhere."""
    spans: tuple[Place, ...]
    now: Now | None
    """If the axis shows the edition's date as a line."""
    turn: float | None
    """The day from which the axis is dotted."""


def draw(panel: Panel, canvas: Canvas, top: float, most: int) -> tuple[float, float]:
    """Draw from `top` down, in at most `most` tiers and rows; the axis' height, and the bottom."""
    x = panel.axis.clamped(panel.now.day) if panel.now else None
    blocked = () if x is None else (x,)
    flags = tiers.arrange(panel.points, panel.limits, most, blocked)
    pole = tiers.raised(flags, x, panel.now.label, panel.limits) if panel.now and x else None
    named = {flag.place.index for flag in flags}
    unnamed = [p for p in panel.points if p.index not in named]
    heaps = heap(panel.points, unnamed, panel.silent, panel.axis.left)
    strip = heaps.height
    bottoms = _tier_bottoms([*flags, *([pole] if pole else [])])
    y = top + (bottoms[0] if bottoms else 0) + ABOVE + strip
    feet = [y - ABOVE - strip - (bottoms[0] - bottom) for bottom in bottoms]
    _stems(canvas, flags, feet, y)
    if pole:
        canvas.ground.append(Line("edition", pole.stem, feet[pole.tier] - LINE, pole.stem, y + 4))
        canvas.words += label(
            "edition-label", _edge(pole), feet[pole.tier], pole.lines, pole.anchor
        )
    canvas.axis(panel.axis, y, panel.turn)
    _points(panel, canvas, y, heaps)
    for flag in flags:
        words = label("label", _edge(flag), feet[flag.tier], flag.lines, flag.anchor)
        canvas.name(flag.place.index, words, flag.place.event)
    bottom = y + UNDER
    if panel.spans:
        found = rows.arrange(panel.spans, panel.limits, most, ())
        bottom = draw_rows(found, canvas, bottom + ROW_GAP / 2, panel.limits)[-1]
    return y, bottom


def draw_rows(
    found: rows.Rows, canvas: Canvas, top: float, limits: tuple[float, float]
) -> list[float]:
    """Draw rows from `top` down; the height of each one's marks, then the bottom."""
    heights, at = [], top
    for lines in found.lines:
        at += lines * LINE + (marks.REACH if lines else marks.SPAN) + 1
        heights.append(at)
        at += ROW_GAP if lines else marks.SPAN
    for seat in found.seats:
        y, place = heights[seat.row], seat.place
        canvas.mark(place.index, marks.draw(place, y, limits))
        if seat.lines:
            words = label("label", seat.x, y - marks.REACH, seat.lines, seat.anchor)
            canvas.name(place.index, words, place.event)
    return [*heights, at]


def _tier_bottoms(flags: Sequence[Flag]) -> list[float]:
    """Feet of the tiers, counted from the top of the highest one; the lowest tier first."""
    lines = [0] * (1 + max((flag.tier for flag in flags), default=-1))
    for flag in flags:
        lines[flag.tier] = max(lines[flag.tier], len(flag.lines))
    feet, at = [], 0.0
    for count in reversed(lines):
        at += (TIER_GAP if at else 0) + count * LINE
        feet.append(at)
    return feet[::-1]


def _stems(canvas: Canvas, flags: Sequence[Flag], feet: Sequence[float], y: float) -> None:
    for flag in flags:
        if flag.tier:
            top = feet[flag.tier] - len(flag.lines) * LINE + 1
            canvas.ground.append(Line("stem", flag.stem, top, flag.stem, y))


def _edge(flag: Flag) -> float:
    return flag.left if flag.anchor == "start" else flag.right


def _points(panel: Panel, canvas: Canvas, y: float, heaps: Heaps) -> None:
    """The marks on the axis, wide ones below narrow ones."""
    for place in sorted(panel.points, key=lambda place: (place.left - place.right, place.index)):
        if place.index not in heaps.levels:
            canvas.mark(place.index, marks.draw(place, y, panel.limits))
    for place in (*panel.points, *panel.silent):
        if place.index in heaps.levels:
            canvas.mark(place.index, (heaps.shape(place, y),))
