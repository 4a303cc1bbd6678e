"""Garbage, collected where it is left: between parts that are laid out, and after each build.

Layout makes millions of objects and drops few; looking for dead ones meanwhile costs a fifth of it.
At the end nearly all are dead, but they refer to one another. So Python's collector is off inside,
and later looks through what was made inside and nothing else, which costs a thirtieth. After a part
it waits for the next: often there is none, and where there is, others wait for what is done.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_depth = 0
"""How many collections are under way, one inside the other."""
_is_frozen = False
"""What was made before is kept from the collector, since some of what came after waits for it."""
_left = 0
"""Objects made inside since the last collection and not gone by themselves, dead or not."""
_has_built = False
SELDOM = 200_000, 20, 100
"""Thresholds for the command, which keeps nearly all that it makes until it ends."""
LITTLE = 100_000
"""Objects that may be left, which take some 25 MB."""


@contextmanager
def collected_once(little: int = 0) -> Iterator[None]:
    """While open, nothing is collected; then what was made inside and is dead.

    With `little`, that waits for the next time, and until so many objects are left: many processes
    end before.
    """
    global _depth, _is_frozen, _left
    if 0 < little <= _left:
        _collect()
    was_on = gc.isenabled()
    gc.disable()
    if not (_depth or _is_frozen):
        gc.freeze()
        _is_frozen = True
    _depth += 1
    start = gc.get_count()[0]
    try:
        yield
    finally:
        _depth -= 1
        _left += max(0, gc.get_count()[0] - start)
        if not little:
            _collect()
        if was_on:
            gc.enable()


def _collect() -> None:
    global _is_frozen, _left
    gc.collect()
    _left = 0
    if not _depth:
        gc.unfreeze()
        _is_frozen = False


@contextmanager
def collected_if_resident() -> Iterator[None]:
    """`collected_once` for a build, but for the first, after which most processes end."""
    global _has_built
    if _has_built:
        with collected_once():
            yield
    else:
        _has_built = True
        yield
