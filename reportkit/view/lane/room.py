"""What is taken of a line of the drawing, as stretches that do not overlap."""

from __future__ import annotations

from bisect import bisect_left, insort


class Room:
    """Stretches taken between left and right; the search takes logarithmic time."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def is_free(self, left: float, right: float) -> bool:
        at = bisect_left(self._taken, (left, left))
        before = self._taken[at - 1][1] if at else float("-inf")
        after = self._taken[at][0] if at < len(self._taken) else float("inf")
        return before <= left and right <= after

    def take(self, left: float, right: float) -> None:
        """It must be free."""
        insort(self._taken, (left, right))
