"""The whole drawing: one axis with a lens on its crowd, or a row for each lane.

In go events and words, out comes a `Drawing` that fits a page. Where labels would make it too
high it is laid out again with fewer tiers and rows, so that fewer labels are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor

from reportkit.frozen import frozen
from reportkit.view.lane import days, lens, marks, panel, rows
from reportkit.view.lane.axis import SHORTEST, Axis
from reportkit.view.lane.canvas import UNDER, Canvas
from reportkit.view.lane.event import AxisWords, Days, LaneEvent
from reportkit.view.lane.marks import Place
from reportkit.view.lane.panel import Now, Panel
from reportkit.view.lane.shapes import Anchor, Bar, Drawing, Line, Outline, label, mirrored, rounded
from reportkit.view.lane.tiers import OFFSET
from reportkit.view.lane.widths import LINE, width, wrap

HIGHEST = 430.0
MOST_LANES = 12
_INSET = 10.0
"""Of the axis of a lens."""
_NAMES_GAP = 8.0
"""Beside the names of lanes."""
_FLARE, _LENS_GAP, _LENS_PAD = 26.0, 8.0, 8.0
_MOST_TIERS = (6, 5, 4, 3, 2, 1)
_MOST_LENS_TIERS = 4
_MOST_ROWS = (5, 4, 3, 2, 1)
_LANE_GAP = 4.0
_ARROW_ROOM = 0.06
"""Of the axis, for what has no other end than its own."""


@frozen
class Wording:
    """What a drawing says besides its labels."""

    axis: AxisWords
    edition: str
    """Of the edition's mark, such as "This edition, 2 March 2025"."""
    expected: str
    """Of what lies after it."""
    is_rtl: bool = False
    """Time runs from right to left."""


@frozen
class Frame:
    """What a drawing has to fit, in points."""

    width: float = 470.0
    names: float = 136.0
    """What the names of lanes take, with what is free beside them."""


WIDE = Frame()


@frozen
class _Job:
    """What is to be drawn, and the days that it spans."""

    events: Sequence[LaneEvent]
    edition: Days | None
    wording: Wording
    lanes: Sequence[str]
    start: Days
    end: Days
    frame: Frame

    @property
    def limits(self) -> tuple[float, float]:
        """Where lanes begin and end."""
        return self.frame.names - marks.RADIUS, self.frame.width

    def places(self, axis: Axis, indices: Iterable[int]) -> list[Place]:
        """Where the events of `indices` lie on `axis`."""
        return [marks.place(self.events[i], i, axis, self.edition) for i in indices]

    def now(self, is_shown: bool) -> Now | None:
        """The edition's line, if it is to be shown."""
        if self.edition is None or not is_shown:
            return None
        return Now(self.edition, self.wording.edition)

    def shows_edition(self, stretch: lens.Stretch) -> bool:
        return self.edition is not None and stretch[0] <= self.edition <= stretch[1]


def draw(
    events: Sequence[LaneEvent],
    edition: Days | None,
    wording: Wording,
    lanes: Sequence[str] = (),
    frame: Frame = WIDE,
) -> Drawing:
    """`events`, sorted by date; `edition` is the end of the edition's day. Takes linear time.

    `lanes` are the names of the rows, at most `MOST_LANES`; () for one axis without names.
    """
    job = _Job(events, edition, wording, lanes, *_domain(events, edition), frame)
    for most in _MOST_ROWS if lanes else _MOST_TIERS:
        made = _lanes(job, most) if lanes else _single(job, most)
        if made.height <= HIGHEST:
            break
    return rounded(mirrored(made) if wording.is_rtl else made)


def _domain(events: Sequence[LaneEvent], edition: Days | None) -> tuple[Days, Days]:
    """First and last day of the axis: all that is dated, with a little room."""
    known = [day for event in events for day in (event.first, event.last) if day is not None]
    known += [] if edition is None else [edition]
    first, last = min(known), max(known)
    length = last - first
    room = max((SHORTEST - length) / 2, length * 0.015, 1)
    for_arrow = max(room, length * _ARROW_ROOM)
    goes_past = any(e.last is None and (edition is None or e.is_expected) for e in events)
    comes_from = any(e.first is None for e in events)
    start = first - (for_arrow if comes_from else 0)
    return _begun(start, last - start, room), last + (for_arrow if goes_past else room)


def _begun(day: Days, length: Days, room: Days) -> Days:
    """The beginning of the year or the month of `day`, if that is near; else a little before."""
    year, month, _ = days.day(floor(day))
    for begin in (days.number((year, 1, 1)), days.number((year, month, 1))):
        if day - begin <= length * 0.06:
            return begin
    return day - room


# One axis


def _single(job: _Job, most: int) -> Drawing:
    canvas = Canvas(job.frame.width, job.wording.axis)
    axis = Axis(job.start, job.end, 0.0, job.frame.width)
    crowd = lens.crowd(_moments(job), job.start, job.end)
    inside = {i for i, event in enumerate(job.events) if crowd and _lies_in(event, crowd)}
    places = job.places(axis, range(len(job.events)))
    outside = [place for place in places if place.index not in inside]
    main = Panel(
        axis=axis,
        limits=(0.0, job.frame.width),
        points=_points(outside),
        silent=_points(place for place in places if place.index in inside),
        spans=_spans(outside),
        now=job.now(crowd is None or not job.shows_edition(crowd)),
        turn=job.edition,
    )
    y, bottom = panel.draw(main, canvas, 0.0, most)
    if crowd:
        ends = axis.x(crowd[0]), axis.x(crowd[1])
        top, below = bottom + _LENS_GAP, bottom + _LENS_GAP + _FLARE
        bottom = _magnify(job, canvas, crowd, sorted(inside), below, most)
        heights = y, top, below - _LENS_PAD / 2, bottom
        canvas.ground.insert(0, _beam(ends, heights, job.frame.width))
    return canvas.drawing(job.events, bottom + 1)


def _magnify(
    job: _Job,
    canvas: Canvas,
    crowd: lens.Stretch,
    inside: Sequence[int],
    top: float,
    most: int,
) -> float:
    """Draw the axis of the lens from `top` down; its bottom."""
    end = job.frame.width
    axis = Axis(*crowd, _INSET, end - _INSET)
    places = job.places(axis, inside)
    magnified = Panel(
        axis=axis,
        limits=(_INSET / 2, end - _INSET / 2),
        points=_points(places),
        silent=(),
        spans=_spans(places),
        now=job.now(job.shows_edition(crowd)),
        turn=job.edition,
    )
    return panel.draw(magnified, canvas, top, min(most, _MOST_LENS_TIERS))[1] + _LENS_PAD


def _beam(
    ends: tuple[float, float], heights: tuple[float, float, float, float], width: float
) -> Outline:
    """The tint: from the stretch down, to all of `width` between the second and third height."""
    left, right = ends
    axis, narrow, wide, foot = heights
    down = ((left, axis), (right, axis), (right, narrow), (width, wide), (width, foot))
    return Outline("tint", (*down, (0.0, foot), (0.0, wide), (left, narrow), (left, axis)))


def _points(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(place for place in places if not place.event.is_span)


def _spans(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(place for place in places if place.event.is_span)


def _moments(job: _Job) -> list[lens.Stretch]:
    """What a lens could show: points that are closed, and the edition."""
    found = [
        (e.first, e.last)
        for e in job.events
        if e.first is not None and e.last is not None and not e.is_span
    ]
    return found + ([] if job.edition is None else [(job.edition, job.edition)])


def _lies_in(event: LaneEvent, stretch: lens.Stretch) -> bool:
    first, last = event.first, event.last
    return first is not None and last is not None and stretch[0] <= first and last <= stretch[1]


# Lanes


def _lanes(job: _Job, most: int) -> Drawing:
    canvas = Canvas(job.frame.width, job.wording.axis)
    axis = Axis(job.start, job.end, job.frame.names, job.frame.width)
    x = None if job.edition is None else axis.clamped(job.edition)
    top = at = 0.0 if x is None else LINE + _LANE_GAP
    places = job.places(axis, range(len(job.events)))
    for name in job.lanes:
        of_lane = [place for place in places if place.event.lane == name]
        found = rows.arrange(of_lane, job.limits, most, () if x is None else (x,))
        at = _lane(canvas, name, found, at, job)
    canvas.axis(axis, at, job.edition)
    if x is not None:
        _now(canvas, x, (top, at), job)
    return canvas.drawing(job.events, at + UNDER)


def _lane(canvas: Canvas, name: str, found: rows.Rows, top: float, job: _Job) -> float:
    """Draw one lane from `top` down; its bottom."""
    before = len(canvas.ground)
    *heights, bottom = panel.draw_rows(found, canvas, top + _LANE_GAP, job.limits)
    heights = heights or [top + LINE + _LANE_GAP]
    room = job.frame.names - 2 * _NAMES_GAP
    lines = wrap(name, room, room)
    foot = (heights[0] + heights[-1] + LINE * len(lines)) / 2
    canvas.words += label("row-name", 0, foot, lines, "start")
    for height in heights:
        canvas.ground.insert(before, Line("row", job.limits[0], height, job.limits[1], height))
    return max(bottom, foot) + _LANE_GAP


def _now(canvas: Canvas, x: float, span: tuple[float, float], job: _Job) -> None:
    """The edition's line across the lanes, with the tint of what is expected after it."""
    (top, bottom), end = span, job.frame.width
    has_ahead = any(event.is_expected for event in job.events)
    if has_ahead and x < end:
        canvas.ground.insert(0, Bar("tint", x, top, end - x, bottom - top))
    _cut_line(canvas, x, top, bottom)
    edition, expected = job.wording.edition, job.wording.expected
    fits = x - OFFSET - width(edition) >= 0
    anchor: Anchor = "end" if fits else "start"
    at = x - OFFSET if fits else x + OFFSET
    canvas.words += label("edition-label", at, top - 2, (edition,), anchor)
    if fits and has_ahead and x + OFFSET + width(expected) <= end:
        canvas.words += label("expected-label", x + OFFSET, top - 2, (expected,), "start")


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
