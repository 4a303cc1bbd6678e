"""Where the time went: a stopwatch for the stages of a build, and a table of what it saw.

In go the names of stages as they begin and end, and what each part took, which another process may
have measured. Out come rows of text. It is apart because all stages are timed and none need know.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportkit.frozen import frozen


@frozen
class Spent:
    """What one stage or part took."""

    name: str
    cpu: float
    """Seconds of the process that did it."""
    wall: float
    """Seconds."""
    depth: int = 0
    """How many stages it is part of."""


@dataclass(slots=True)
class Timings:
    """The stages of one briefing, in their order, and its parts."""

    stages: list[Spent] = field(default_factory=list)
    parts: list[Spent] = field(default_factory=list)
    _depth: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside as the stage `name`."""
        place, depth = len(self.stages), self._depth
        self.stages.append(Spent(name, 0.0, 0.0, depth))
        self._depth += 1
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            yield
        finally:
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            self.stages[place] = Spent(name, cpu, wall, depth)
            self._depth = depth

    def rows(self, title: str) -> list[str]:
        """A table: stages, then the parts that were compiled, the slowest first."""
        head = f"{title:<40}{'cpu s':>10}{'wall s':>10}"
        outer = [spent for spent in self.stages if not spent.depth]
        total = Spent("all", sum(spent.cpu for spent in outer), sum(spent.wall for spent in outer))
        parts = sorted(self.parts, key=lambda spent: (-spent.cpu, spent.name))
        return [
            head,
            *(_row(spent, "  " * (spent.depth + 1)) for spent in (*self.stages, total)),
            *(["  parts compiled"] if parts else []),
            *(_row(spent, "    ") for spent in parts),
        ]


def _row(spent: Spent, indent: str) -> str:
    name = indent + spent.name
    return (
        f"{name if len(name) <= 40 else name[:39] + '…':<40}{spent.cpu:>10.3f}{spent.wall:>10.3f}"
    )
