"""The whole drawing: one axis with a lens on its crowd, or a row for each lane.

In go events and words, out comes a `Drawing` that fits a page. Where labels would make it too
high it is laid out again with fewer tiers and rows, so that fewer labels are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from reportkit.view.lane import days, lens, marks, panel, rows
from reportkit.view.lane.axis import SHORTEST, Axis
from reportkit.view.lane.canvas import UNDER, Canvas
from reportkit.view.lane.event import AxisWords, Days, LaneEvent
from reportkit.view.lane.marks import Place
from reportkit.view.lane.panel import Now, Panel
from reportkit.view.lane.shapes import Anchor, Bar, Drawing, Line, Outline, label, mirrored, rounded
from reportkit.view.lane.widths import LINE, width, wrap

WIDTH = 470.0
"""Points: the width of the page between its margins."""
HIGHEST = 430.0
MOST_LANES = 12
_INSET = 10.0
"""Of the axis of a lens."""
_NAMES, _NAMES_GAP = 128.0, 8.0
"""Names of lanes, and what is free beside them: together the side column and the gutter."""
_FLARE, _LENS_GAP, _LENS_PAD = 26.0, 8.0, 8.0
_TIERS = (6, 5, 4, 3, 2, 1)
_MOST_ROWS = (5, 4, 3, 2, 1)
_LANE_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Wording:
    """What a drawing says besides its labels."""

    axis: AxisWords
    edition: str
    """Of the edition's mark, such as "This edition, 2 March 2025"."""
    expected: str
    """Of what lies after it."""
    is_rtl: bool = False
    """Time runs from right to left."""


def draw(
    events: Sequence[LaneEvent], edition: Days | None, wording: Wording, lanes: Sequence[str] = ()
) -> Drawing:
    """`events`, sorted by date; `edition` is the end of the edition's day. Takes linear time.

    `lanes` are the names of the rows, at most `MOST_LANES`; () for one axis without names.
    """
    start, end = _domain(events, edition)
    choices = _MOST_ROWS if lanes else _TIERS
    for most in choices:
        made = (
            _lanes(events, edition, wording, lanes, start, end, most)
            if lanes
            else _single(events, edition, wording, start, end, most)
        )
        if made.height <= HIGHEST:
            break
    return rounded(mirrored(made) if wording.is_rtl else made)


def _domain(events: Sequence[LaneEvent], edition: Days | None) -> tuple[Days, Days]:
    """First and last day of the axis: all that is dated, with a little room."""
    known = [day for event in events for day in (event.first, event.last) if day is not None]
    known += [] if edition is None else [edition]
    first, last = min(known), max(known)
    room = max((SHORTEST - (last - first)) / 2, (last - first) * 0.015, 1)
    ahead = any(e.last is None and (edition is None or e.is_expected) for e in events)
    past = any(e.first is None for e in events)
    start = first - (max(room, (last - first) * 0.06) if past else 0)
    return _begun(start, last - start, room), last + (
        max(room, (last - first) * 0.06) if ahead else room
    )


def _begun(day: Days, length: Days, room: Days) -> Days:
    """The beginning of the year or the month of `day`, if that is near; else a little before."""
    year, month, _ = days.day(floor(day))
    for begin in (days.number((year, 1, 1)), days.number((year, month, 1))):
        if day - begin <= length * 0.06:
            return begin
    return day - room


# One axis


def _single(
    events: Sequence[LaneEvent],
    edition: Days | None,
    wording: Wording,
    start: Days,
    end: Days,
    most: int,
) -> Drawing:
    canvas = Canvas(WIDTH, wording.axis)
    axis = Axis(start, end, 0.0, WIDTH)
    crowd = lens.crowd(_moments(events, edition), start, end)
    inside = {i for i, event in enumerate(events) if crowd and _lies_in(event, crowd)}
    shown_below = crowd is not None and edition is not None and crowd[0] <= edition <= crowd[1]
    now = None if edition is None or shown_below else Now(edition, wording.edition)
    places = [marks.place(event, i, axis, edition) for i, event in enumerate(events)]
    outside = [place for place in places if place.index not in inside]
    main = Panel(
        axis=axis,
        limits=(0.0, WIDTH),
        points=tuple(place for place in outside if not place.event.is_span),
        silent=tuple(p for p in places if p.index in inside and not p.event.is_span),
        spans=tuple(place for place in outside if place.event.is_span),
        now=now,
        turn=edition,
    )
    y, bottom = panel.draw(main, canvas, 0.0, most)
    if crowd:
        bottom = _magnify(canvas, events, edition, wording, axis, crowd, inside, (y, bottom), most)
    return canvas.drawing(events, bottom + 1)


def _magnify(
    canvas: Canvas,
    events: Sequence[LaneEvent],
    edition: Days | None,
    wording: Wording,
    axis: Axis,
    crowd: lens.Stretch,
    inside: set[int],
    heights: tuple[float, float],
    most: int,
) -> float:
    """Draw the lens below the axis; its bottom."""
    y, bottom = heights
    left, right = axis.x(crowd[0]), axis.x(crowd[1])
    wide = Axis(*crowd, _INSET, WIDTH - _INSET)
    top = bottom + _LENS_GAP + _FLARE
    shows_now = edition is not None and crowd[0] <= edition <= crowd[1]
    places = [marks.place(events[i], i, wide, edition) for i in sorted(inside)]
    magnified = Panel(
        axis=wide,
        limits=(_INSET / 2, WIDTH - _INSET / 2),
        points=tuple(place for place in places if not place.event.is_span),
        silent=(),
        spans=tuple(place for place in places if place.event.is_span),
        now=Now(edition, wording.edition) if edition is not None and shows_now else None,
        turn=edition,
    )
    below = panel.draw(magnified, canvas, top, min(most, 4))[1] + _LENS_PAD
    corners = (
        *((left, y), (right, y), (right, bottom + _LENS_GAP), (WIDTH, top - 4), (WIDTH, below)),
        *((0.0, below), (0.0, top - 4), (left, bottom + _LENS_GAP), (left, y)),
    )
    canvas.ground.insert(0, Outline("tint", corners))
    return below


def _moments(events: Sequence[LaneEvent], edition: Days | None) -> list[lens.Stretch]:
    """What a lens could show: all that is closed, and the edition."""
    found = [
        (e.first, e.last)
        for e in events
        if e.first is not None and e.last is not None and not e.is_span
    ]
    return found + ([] if edition is None else [(edition, edition)])


def _lies_in(event: LaneEvent, stretch: lens.Stretch) -> bool:
    first, last = event.first, event.last
    return first is not None and last is not None and stretch[0] <= first and last <= stretch[1]


# Lanes


def _lanes(
    events: Sequence[LaneEvent],
    edition: Days | None,
    wording: Wording,
    lanes: Sequence[str],
    start: Days,
    end: Days,
    most: int,
) -> Drawing:
    canvas = Canvas(WIDTH, wording.axis)
    axis = Axis(start, end, _NAMES + _NAMES_GAP, WIDTH)
    limits = (_NAMES + _NAMES_GAP - marks.RADIUS, WIDTH)
    x = None if edition is None else axis.clamped(edition)
    top = at = LINE + 4 if edition is not None else 0.0
    places = [marks.place(event, i, axis, edition) for i, event in enumerate(events)]
    for name in lanes:
        of_lane = [place for place in places if place.event.lane == name]
        at = _lane(canvas, name, of_lane, limits, at, most, () if x is None else (x,))
    canvas.axis(axis, at, edition)
    if x is not None:
        has_ahead = any(event.is_expected for event in events)
        _now(canvas, x, (top, at), wording, has_ahead)
    return canvas.drawing(events, at + UNDER)


def _lane(
    canvas: Canvas,
    name: str,
    places: Sequence[Place],
    limits: tuple[float, float],
    top: float,
    most: int,
    blocked: Sequence[float],
) -> float:
    """Draw one lane from `top` down; its bottom."""
    found = rows.arrange(places, limits, most, blocked)
    before = len(canvas.ground)
    *heights, bottom = panel.draw_rows(found, canvas, top + _LANE_GAP, limits)
    heights = heights or [top + LINE + _LANE_GAP]
    y = heights[0] if len(heights) == 1 else (heights[0] + heights[-1]) / 2
    lines = wrap(name, _NAMES - _NAMES_GAP, _NAMES - _NAMES_GAP)
    foot = y + LINE * len(lines) / 2
    canvas.words += label("row-name", 0, foot, lines, "start")
    for height in heights:
        canvas.ground.insert(before, Line("row", limits[0], height, WIDTH, height))
    return max(bottom, foot) + _LANE_GAP


def _cut_line(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    """The edition's line at `x`, with a gap for each label that crosses it."""
    boxes = [words.box for words in canvas.words]
    gaps = sorted((b[1] - 1, b[3] + 1) for b in boxes if b[0] - 1 < x < b[2] + 1 and b[1] < bottom)
    for begin, end in gaps:
        if begin > top:
            canvas.ground.append(Line("edition", x, top, x, begin))
        top = max(top, end)
    if top < bottom:
        canvas.ground.append(Line("edition", x, top, x, bottom))


def _now(
    canvas: Canvas, x: float, span: tuple[float, float], wording: Wording, has_ahead: bool
) -> None:
    """The edition's line across the lanes, with the tint of what is expected after it."""
    top, bottom = span
    if has_ahead and x < WIDTH:
        canvas.ground.insert(0, Bar("tint", x, top, WIDTH - x, bottom - top))
    _cut_line(canvas, x, top, bottom)
    foot = top - 2
    fits = x - 4 - width(wording.edition) >= 0
    anchor: Anchor = "end" if fits else "start"
    at = x - 4 if fits else x + 4
    canvas.words += label("edition-label", at, foot, (wording.edition,), anchor)
    if fits and has_ahead and x + 4 + width(wording.expected) <= WIDTH:
        canvas.words += label("expected-label", x + 4, foot, (wording.expected,), "start")
