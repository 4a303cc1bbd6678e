"""The table of where the time went."""

from __future__ import annotations

from reportkit.timings import Spent, Timings


def test_stages_stand_in_the_order_in_which_they_began_with_their_own_below_them() -> None:
    timings = Timings()
    with timings.stage("read"):
        pass
    with timings.stage("pdf"), timings.stage("link"):
        pass
    assert [(spent.name, spent.depth) for spent in timings.stages] == [
        ("read", 0),
        ("pdf", 0),
        ("link", 1),
    ]


def test_a_stage_that_fails_is_timed_too() -> None:
    timings = Timings()
    try:
        with timings.stage("read"):
            raise ValueError
    except ValueError:
        pass
    with timings.stage("pdf"):
        pass
    assert [spent.depth for spent in timings.stages] == [0, 0]


def test_the_whole_counts_no_stage_twice() -> None:
    stages = [Spent("pdf", 2.0, 3.0), Spent("link", 1.0, 1.5, depth=1), Spent("html", 0.5, 0.5)]
    rows = Timings(stages).rows("a.yaml")
    assert rows[-1].split() == ["all", "2.500", "3.500"]


def test_parts_stand_below_the_slowest_first_and_long_names_are_cut() -> None:
    parts = [Spent("short", 1.0, 1.0), Spent("x" * 60, 2.0, 2.0)]
    rows = Timings(parts=parts).rows("a.yaml")
    assert [row.split()[0][:5] for row in rows[-2:]] == ["xxxxx", "short"]
    assert len({len(row) for row in rows if row != "  parts compiled"}) == 1
