"""Findings for a terminal: with the source and the mend, or a line each.

In go findings, out come lines; `console` draws them. It is apart from `console` because that draws
one finding at a time and knows of no run.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit import console
from reportkit.console import Lines
from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen


@frozen
class Human:
    """Over several lines each, and counted for each briefing."""

    lines: Lines
    colour: bool

    def findings(self, diagnostics: Diagnostics) -> Iterator[str]:
        for item in diagnostics:
            yield console.human(item, self.lines, self.colour) + "\n"
        if counted := console.tally(diagnostics):
            yield counted

    def end(self, code: int) -> Iterator[str]:
        yield from ()


@frozen
class Short:
    """A line each."""

    def findings(self, diagnostics: Diagnostics) -> Iterator[str]:
        yield from map(console.short, diagnostics)

    def end(self, code: int) -> Iterator[str]:
        yield from ()
