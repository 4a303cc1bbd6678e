"""Attributes of modules and classes that are others for a while.

In go owners, names and values; inside the `with` they hold, and after it all is as it was.
`unittest.mock` does this too, but imports asyncio on the way, for a fiftieth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ABSENT = object()


@contextmanager
def patched(*replacements: tuple[Any, str, Any]) -> Iterator[None]:
    """While open, each owner has the value under the name."""
    # What a class inherits is no attribute of its own, and goes again.
    before = [(owner, name, vars(owner).get(name, _ABSENT)) for owner, name, _ in replacements]
    try:
        for owner, name, value in replacements:
            setattr(owner, name, value)
        yield
    finally:
        for owner, name, value in reversed(before):
            if value is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, value)
