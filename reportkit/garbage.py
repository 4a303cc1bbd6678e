"""Garbage, collected where it is left: after each part that is laid out, and after each build.

Layout makes millions of objects and drops few; looking for dead ones meanwhile costs a fifth of it.
At the end nearly all are dead, but they refer to one another. So Python's collector is off inside,
and then looks through what was made inside and nothing else, which costs a thirtieth.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_depth = 0
"""How many collections are under way, one inside the other."""
_has_built = False


@contextmanager
def collected_once() -> Iterator[None]:
    """While open, nothing is collected; then what was made inside and is dead."""
    global _depth
    was_on = gc.isenabled()
    gc.disable()
    if not _depth:
        gc.freeze()
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
        gc.collect()
        if not _depth:
            gc.unfreeze()
        if was_on:
            gc.enable()


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
