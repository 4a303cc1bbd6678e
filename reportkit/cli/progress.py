"""How far a batch is: a line that is redrawn on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import os
import sys
import time

import click

MANY = 3
"""More briefings than this are worth a plain line."""
LINES = 10
"""Plain lines of one batch."""


class Progress:
    """Tells standard error how many of `total` briefings are done."""

    def __init__(self, total: int, quiet: bool) -> None:
        self._total, self._done, self._pages, self._said = total, 0, 0, 0
        self._start = time.monotonic()
        is_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
        self._moves = sys.stderr.isatty() and not is_ci and total > 1 and not quiet
        self._speaks = not self._moves and total > MANY and not quiet

    def done(self, pages: int) -> None:
        """One briefing more is done, of which `pages` were printed."""
        self._done += 1
        self._pages += pages
        if self._moves:
            click.echo(f"\r\x1b[K{self.line()}", nl=False, err=True)
        elif self._speaks and self._done * LINES // self._total > self._said:
            self._said = self._done * LINES // self._total
            click.echo(self.line(), err=True)

    def clear(self) -> None:
        """Make room for other lines."""
        if self._moves:
            click.echo("\r\x1b[K", nl=False, err=True)

    def line(self) -> str:
        """`12 of 200 briefings, 8.3 pages a second, 0:42 left`."""
        seconds = max(time.monotonic() - self._start, 1e-3)
        left = round(seconds / self._done * (self._total - self._done)) if self._done else 0
        return (
            f"{self._done} of {self._total} briefings, {self._pages / seconds:.1f} pages a second, "
            f"{left // 60}:{left % 60:02} left"
        )
