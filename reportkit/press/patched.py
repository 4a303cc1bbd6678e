"""Attributes of modules and classes that are others for a while.

In go owners, names and values; inside the `with` they hold, and after it all is as it was.
`unittest.mock` does this too, but imports asyncio on the way, for a fiftieth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Replacement = tuple[Any, str, Any]
"""An owner, the name of its attribute, and the value that it is to have."""

_ABSENT = object()


@contextmanager
def patched(*replacements: Replacement) -> Iterator[None]:
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


def method(owner: type, name: str, function: Callable[..., Any], *given: Any) -> Replacement:
    """A method that calls `function` with what is given, the method it replaces, and its own
    arguments."""
    before = *given, getattr(owner, name)

    def replacement(*arguments: Any, **named: Any) -> Any:
        return function(*before, *arguments, **named)

    return owner, name, replacement
