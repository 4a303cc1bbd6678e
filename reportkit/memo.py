"""What pure functions made of texts and bytes, kept from one build of a process to the next.

In goes a function of one text, or of bytes, whose result depends on nothing else; out comes one
that gives the same and makes it once. An edit leaves most of a report as it was, so a process that
goes on living spares itself most of that work. What two builds did not ask for is dropped: no more
is held than they made, whatever the number of edits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar

Text = TypeVar("Text", str, bytes)


class _Kept(Generic[Text]):
    """Results by the SHA-256 of what they were made of."""

    def __init__(self) -> None:
        self.now: dict[bytes, Text] = {}
        """What was asked for since the last turn."""
        self.before: dict[bytes, Text] = {}
        """What was asked for between the two last turns."""

    def find(self, key: bytes, make: Callable[[], Text]) -> Text:
        found = self.now.get(key)
        if found is None:
            found = self.before.get(key)
        self.now[key] = make() if found is None else found
        return self.now[key]

    def turn(self) -> None:
        self.now, self.before = {}, self.now


_all: list[_Kept[str] | _Kept[bytes]] = []


def remembered(function: Callable[[Text], Text]) -> Callable[[Text], Text]:
    """`function`, which must be pure, made to work once on what is equal."""
    kept: _Kept[Text] = _Kept()
    _all.append(kept)

    @wraps(function)
    def remembering(given: Text) -> Text:
        data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        return kept.find(hashlib.sha256(data).digest(), lambda: function(given))

    return remembering


def turn() -> None:
    """Another build begins: drop what was not asked for since the last turn."""
    for kept in _all:
        kept.turn()
