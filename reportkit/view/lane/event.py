"""What a drawing is made of, before it has places."""

from __future__ import annotations

from typing import Protocol

from reportkit.frozen import frozen

Days = float
"""Days since 1 January of the year 1; before it they are negative."""


@frozen
class LaneEvent:
    """An event to be drawn."""

    first: Days | None
    """When it begins at the earliest; None if that is open."""
    last: Days | None
    """The end of the last day that it can mean; None if that is open. Not before `first`."""
    label: str
    """Plain text; drawn in two lines at most, and cut if it needs more."""
    title: str = ""
    """Date and full text, shown when a mark is pointed at."""
    lane: str = ""
    """The row that it belongs to."""
    is_span: bool = False
    """It lasts from one date to another; otherwise it happened at some time between them."""
    is_expected: bool = False
    is_approximate: bool = False
    is_inferred: bool = False


class AxisWords(Protocol):
    """The words of an axis, in one language. Years are astronomical: 0 is 1 BC."""

    def year(self, year: int) -> str: ...

    def month(self, month: int) -> str:
        """The short name of a month alone, such as "Nov"."""

    def month_of_year(self, year: int, month: int) -> str:
        """Such as "Jan 2025"."""

    def day(self, year: int, month: int, day: int) -> str:
        """Such as "18 Feb"."""
