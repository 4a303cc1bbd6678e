"""The drawn timeline: nothing overlaps, nothing leaves the drawing, and it is always the same."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.model.edtf import parse
from reportkit.view.lane import MOST_LANES, Drawing, LaneEvent, Wording, days, draw
from reportkit.view.lane.drawing import HIGHEST
from reportkit.view.lane.lens import crowd
from reportkit.view.lane.shapes import Bar, Disc, Line, Outline, Shape, Words
from reportkit.view.lane.widths import width, wrap


class EnglishAxis:
    """Words of an axis without Babel."""

    def year(self, year: int) -> str:
        return str(year) if year > 0 else f"{1 - year} BC"

    def month(self, month: int) -> str:
        return f"{date(2001, month, 1):%b}"

    def month_of_year(self, year: int, month: int) -> str:
        return f"{self.month(month)} {self.year(year)}"

    def day(self, year: int, month: int, day: int) -> str:
        return f"{day} {self.month(month)}"


WORDS = Wording(EnglishAxis(), "This edition, 2 March 2025", "expected")
EDITION = days.number((2025, 3, 2)) + 1


def event(when: str, label: str = "Something happens", **more: object) -> LaneEvent:
    edtf = parse(when)
    first, last = edtf.sort_key
    made = LaneEvent(
        first=days.number(first) if edtf.start else None,
        last=days.number(last) + 1 if edtf.end else None,
        label=label,
        title=f"{when}: {label}",
        is_span=edtf.is_interval,
        is_approximate=any(m.approximate for m in (edtf.start, edtf.end) if m),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def in_order(events: Sequence[LaneEvent]) -> list[LaneEvent]:
    far = 10**9
    return sorted(
        events,
        key=lambda e: (-far if e.first is None else e.first, far if e.last is None else e.last),
    )


def many(count: int) -> list[LaneEvent]:
    """Made-up events over eight years, most of them in one, each told in two to six words."""
    words = ["rain", "river", "gauge", "ledger", "council", "report", "order", "drought"]
    found = []
    for i in range(count):
        day = date(2019, 1, 1) + timedelta((i * 97) % 1500 if i % 3 else 1900 + (i * 31) % 300)
        label = " ".join(words[(i + n) % len(words)] for n in range(2 + i % 5)).capitalize()
        when = (
            f"{day}/{day + timedelta(200)}" if i % 11 == 5 else str(day)[: 7 if i % 7 == 1 else 10]
        )
        made = event(when, label)
        found.append(replace(made, is_expected=(made.first or 0) > EDITION))
    return in_order(found)


# What must hold of every drawing


def boxes(shape: Shape) -> tuple[float, float, float, float]:
    match shape:
        case Line():
            xs, ys = sorted((shape.x1, shape.x2)), sorted((shape.y1, shape.y2))
            return xs[0], ys[0], xs[1], ys[1]
        case Bar():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Disc():
            r = shape.radius
            return shape.x - r, shape.y - r, shape.x + r, shape.y + r
        case Outline():
            xs, ys = zip(*shape.points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        case Words():
            return shape.box


def outside(drawing: Drawing) -> list[Shape]:
    shapes = [*drawing.ground, *drawing.words, *(s for m in drawing.marks for s in m.shapes)]
    slack = 0.02
    return [
        shape
        for shape in shapes
        if (box := boxes(shape))[0] < -slack
        or box[1] < -slack
        or box[2] > drawing.width + slack
        or box[3] > drawing.height + slack
    ]


def collisions(drawing: Drawing) -> list[tuple[str, str]]:
    """Texts that overlap each other, or a line that stands upright."""
    upright = [
        (shape.role, boxes(shape))
        for shape in drawing.ground
        if isinstance(shape, Line) and shape.role in ("stem", "edition")
    ]
    found = []
    words = sorted(((w.text, w.box) for w in drawing.words), key=lambda pair: pair[1][1])
    for i, (text, box) in enumerate(words):
        below = [other for other in words[i + 1 :] if other[1][1] < box[3]]
        found += [(text, other) for other, b in [*below, *upright] if meet(box, b)]
    return found


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    slack = 0.02
    across = a[0] < b[2] - slack and b[0] < a[2] - slack
    return across and a[1] < b[3] - slack and b[1] < a[3] - slack


def check(drawing: Drawing, events: Sequence[LaneEvent]) -> None:
    assert outside(drawing) == []
    assert collisions(drawing) == []
    assert len(drawing.marks) == len(events)
    assert all(mark.shapes for mark in drawing.marks)
    assert drawing.height <= HIGHEST + 120


years = st.integers(-900, 2200)
dates = st.one_of(
    st.dates(date(1, 1, 1), date(2200, 1, 1)).map(str),
    st.dates(date(2023, 1, 1), date(2026, 1, 1)).map(str),
    years.map(lambda y: f"{'-' if y < 0 else ''}{abs(y):04}"),
    st.builds(lambda y, m: f"{y:04}-{m:02}~", st.integers(1, 2100), st.integers(1, 12)),
    st.builds(lambda y, q: f"{y:04}-{q}", st.integers(1, 2100), st.sampled_from([21, 34, 41])),
    st.builds(lambda y, n: f"{y:04}/{y + n:04}", st.integers(1, 2100), st.integers(0, 90)),
    st.builds(lambda y, n: f"{y:04}~/{y + n:04}", st.integers(1, 2100), st.integers(0, 90)),
    st.integers(1, 2100).map(lambda y: f"{y:04}/.."),
    st.integers(1, 2100).map(lambda y: f"../{y:04}"),
)
labels = st.one_of(
    st.text("abcdefghij mnoWMж шё漢字عر,;:–", min_size=1, max_size=140).filter(str.strip),
    st.sampled_from(["Short", "Засуха в верхней долине", "Two rivers meet; a third runs dry"]),
)
events = st.lists(
    st.builds(
        event,
        dates,
        labels,
        is_expected=st.booleans(),
        is_inferred=st.booleans(),
        lane=st.sampled_from(["Law", "Drought", "Data and the network of gauges"]),
    ),
    min_size=1,
    max_size=40,
).map(in_order)
editions = st.one_of(st.none(), st.just(EDITION), st.integers(-300_000, 800_000))


@given(events, editions, st.booleans())
def test_one_axis_has_no_collision_and_leaves_nothing_outside(
    events: list[LaneEvent], edition: int | None, is_rtl: bool
) -> None:
    check(draw(events, edition, replace(WORDS, is_rtl=is_rtl)), events)


@given(events, editions)
def test_lanes_have_no_collision_and_leave_nothing_outside(
    events: list[LaneEvent], edition: int | None
) -> None:
    lanes = tuple(dict.fromkeys(e.lane for e in events))
    check(draw(events, edition, WORDS, lanes), events)


@given(events, editions)
def test_the_same_events_make_the_same_drawing(
    events: list[LaneEvent], edition: int | None
) -> None:
    assert draw(events, edition, WORDS) == draw(list(events), edition, WORDS)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=2, max_size=12, unique=True))
def test_marks_stand_in_the_order_of_their_dates(found: list[date]) -> None:
    events = [event(str(day), "") for day in sorted(found)]
    xs = [boxes(mark.shapes[0])[0] for mark in draw(events, None, WORDS).marks]
    assert all(a <= b + 0.02 or b == 0 for a, b in pairwise(xs)) or _has_lens(events)


def _has_lens(events: Sequence[LaneEvent]) -> bool:
    drawing = draw(events, None, WORDS)
    return any(isinstance(shape, Outline) and shape.role == "tint" for shape in drawing.ground)


# Counts


def test_five_events_all_have_their_labels() -> None:
    drawing = draw(many(5), EDITION, WORDS)
    check(drawing, many(5))
    assert (drawing.unnamed, drawing.cut) == (0, 0)


@pytest.mark.parametrize(("count", "fewest"), [(20, 12), (50, 18), (500, 12)])
def test_of_many_events_some_have_labels_and_all_have_marks(count: int, fewest: int) -> None:
    drawing = draw(many(count), EDITION, WORDS)
    check(drawing, many(count))
    assert count - drawing.unnamed >= fewest


def test_time_grows_in_step_with_events() -> None:
    def seconds(count: int) -> float:
        events = many(count)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            draw(events, EDITION, WORDS)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(1000) < 3 * seconds(500) + 0.1


def test_as_many_lanes_as_there_may_be_fit_a_page() -> None:
    events = [event(f"{2000 + i}-05-01", f"Event {i}", lane=f"Lane {i}") for i in range(MOST_LANES)]
    events += [replace(e, first=e.last, last=(e.last or 0) + 1) for e in events]
    drawing = draw(in_order(events), EDITION, WORDS, tuple(f"Lane {i}" for i in range(MOST_LANES)))
    check(drawing, events)
    assert drawing.height <= 550


# Marks


def roles(*found: LaneEvent, lanes: tuple[str, ...] = ("",)) -> list[set[str]]:
    """The roles of each event's shapes, in lanes so that no lens comes in between."""
    drawing = draw(in_order(found), EDITION, WORDS, lanes)
    return [{shape.role for shape in mark.shapes} for mark in drawing.marks]


@pytest.mark.parametrize(
    ("when", "more", "expected"),
    [
        ("2023-02-18", {}, {"dot"}),
        ("2022", {}, {"bar", "dot"}),
        ("2021/2022", {}, {"bar"}),
        ("2021/..", {}, {"bar", "arrow"}),
        ("../2021", {}, {"bar", "arrow"}),
        ("2026", {"is_expected": True}, {"bar-open"}),
        ("2026-05-01", {"is_expected": True}, {"dot-open"}),
        ("2023-02-18", {"is_approximate": True}, {"dot", "halo"}),
        ("2021/2022", {"is_approximate": True}, {"bar", "soft", "softer"}),
        ("2022", {"is_inferred": True}, {"bar", "dot", "bracket"}),
    ],
)
def test_a_mark_says_how_sure_and_how_long(
    when: str, more: dict[str, bool], expected: set[str]
) -> None:
    frame = [event("2019-01-01", "Begin"), event("2027-12-31", "End", is_expected=True)]
    found = event(when, "This", **more)
    all_ = in_order([*frame, found])
    assert roles(*all_)[all_.index(found)] == expected


def test_what_goes_on_reaches_the_edition_and_no_farther() -> None:
    goes_on = event("2021/..", "Talks")
    drawing = draw([goes_on, event("2027", "Later", is_expected=True)], EDITION, WORDS, ("",))
    line = next(s for s in drawing.ground if s.role == "edition")
    assert isinstance(line, Line)
    assert max(boxes(s)[2] for s in drawing.marks[0].shapes) == pytest.approx(line.x1, abs=0.3)


def test_right_to_left_time_runs_from_the_right() -> None:
    events = [event("2001-05-05", "First"), event("2021-05-05", "Last")]
    xs = [boxes(m.shapes[0])[0] for m in draw(events, None, replace(WORDS, is_rtl=True)).marks]
    assert xs[0] > xs[1]


# The lens


def test_a_crowd_is_magnified_and_evenness_is_not() -> None:
    even = [(float(n), float(n)) for n in range(0, 1000, 50)]
    assert crowd(even, 0, 1000) is None
    found = crowd([*even[:3], (900.0, 901.0), (905.0, 906.0), (911.0, 912.0)], 0, 1000)
    assert found is not None
    assert found[0] <= 900
    assert found[1] >= 912


def test_events_of_the_lens_are_named_there_and_marked_on_both_axes() -> None:
    events = [event("2001-05-05", "Alone")]
    events += [event(f"2021-05-{d:02}", f"Crowd {d}") for d in (3, 9, 15, 21)]
    drawing = draw(events, None, WORDS)
    assert drawing.unnamed == 0
    assert [len(mark.shapes) for mark in drawing.marks] == [1, 2, 2, 2, 2]


# Axes and words


@pytest.mark.parametrize(
    ("first", "last", "some"),
    [
        ("2025-02-03", "2025-02-14", "4 Feb"),
        ("2024-10-02", "2025-06-01", "Jan 2025"),
        ("2017", "2025", "2020"),
        ("1801", "2000", "1900"),
        ("-0050", "0040", "20 BC"),
        ("-5000", "2000", "2000 BC"),
    ],
)
def test_an_axis_is_named_by_what_suits_its_length(first: str, last: str, some: str) -> None:
    drawing = draw([event(first), event(last)], None, WORDS)
    names = [words.text for words in drawing.words if words.role == "tick-label"]
    assert some in names
    assert 3 <= len(names) <= 24


@given(st.integers(-3_660_000, 3_660_000))
def test_days_are_counted_both_ways(number: int) -> None:
    assert days.number(days.day(number)) == number


@given(st.dates())
def test_days_are_those_of_the_calendar(day: date) -> None:
    assert days.number((day.year, day.month, day.day)) == day.toordinal() - 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Short", ("Short",)),
        ("Lavrov and Rubio meet in Saudi Arabia", ("Lavrov and Rubio", "meet in Saudi Arabia")),
        (
            "Antonov left the post; no ambassador has come to Washington since then",
            ("Antonov left the post",),
        ),
        ("漢字" * 8, ("漢字" * 4, "漢字" * 4)),
    ],
)
def test_labels_break_in_two_even_lines(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 84, 104) == lines


@given(labels, st.floats(40, 200))
def test_a_label_keeps_to_its_width_and_begins_as_its_text(text: str, most: float) -> None:
    lines = wrap(text, most, most)
    assert 1 <= len(lines) <= 2
    assert all(width(line) <= most + 0.01 or len(line) <= 2 for line in lines)
    shown = "".join(lines).replace(" ", "").removesuffix("…")
    assert "".join(text.split()).startswith(shown)


def test_a_label_takes_two_lines_before_it_crosses_the_line_of_the_edition() -> None:
    events = in_order(
        [
            event("1998-03", "Order", lane="Law"),
            event("2026-08", "A metering law", lane="Law", is_expected=True),
            event("2029", "Joint ledger", lane="Law", is_expected=True),
        ]
    )
    found = draw(events, EDITION, WORDS, ("Law",))
    lines = [words for words in found.words if words.text in ("A metering", "law")]
    (line, *rest) = [s for s in found.ground if isinstance(s, Line) and s.role == "edition"]
    assert len(lines) == 2
    assert rest == []
    assert all(words.box[0] > line.x1 for words in lines)
