"""Offsets in a text that was changed, back to the text that was read.

In go what was put in and an offset in the result, out comes the offset in the value as its file
has it. A text that is put in has one place: what it was put in for.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.frozen import frozen


@frozen
class Edit:
    """Characters of a text that gave way to others."""

    start: int
    """Offset of the first of them."""
    length: int
    became: int
    """Number of the characters in their place."""


def original(edits: Iterable[Edit], offset: int, *, at_end: bool = False) -> int:
    """The offset before `edits`, which come in order.

    Inside what was put in, that is the first character that gave way, or with `at_end` the last.
    """
    grown = 0
    for edit in edits:
        start = edit.start + grown
        if offset < start:
            break
        if offset < start + edit.became:
            return edit.start + (edit.length - 1 if at_end else 0)
        grown += edit.became - edit.length
    return offset - grown
