"""When Python's collector looks for what is dead."""

from __future__ import annotations

import gc
import weakref

from reportkit import garbage


class _Ring:
    """An object that only the collector finds dead."""

    def __init__(self, count: int = 0) -> None:
        self.own: object = self, [[None] for _ in range(count)]


def _dropped(count: int = 0) -> weakref.ref[_Ring]:
    return weakref.ref(_Ring(count))


def test_what_is_dead_goes_at_the_end_and_not_before() -> None:
    """And the collector is on again, with all that was made before."""
    before = _Ring()
    with garbage.collected_once():
        ring = _dropped()
        assert not gc.isenabled()
        assert ring() is not None
    assert ring() is None
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert before.own is not None


def test_a_little_waits_until_there_is_more_and_something_is_made_again() -> None:
    """However often something is left, and whatever was going on meanwhile."""
    with garbage.collected_once():
        pass
    with garbage.collected_once(1000):
        first = _dropped(600)
    with garbage.collected_once(1000):
        second = _dropped(600)
        assert first() is not None
    with garbage.collected_once(1000):
        assert (first(), second()) == (None, None)
    with garbage.collected_once():
        pass
    assert gc.get_freeze_count() == 0


def test_one_inside_another_leaves_the_rest_to_it() -> None:
    """What the inner one made and did not collect, the outer one does."""
    with garbage.collected_once():
        outer = _dropped()
        with garbage.collected_once(1000):
            inner = _dropped()
        assert inner() is not None
    assert (outer(), inner()) == (None, None)
