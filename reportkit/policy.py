"""How much findings count: the severities that a project sets, and what a call asks for.

In go codes, or how codes begin, with a severity each; out comes a `Policy`, which judges findings
one by one. It is apart from `diagnostics` because a finding knows nothing of who will read it.
"""

from __future__ import annotations

from dataclasses import replace

from reportkit.diagnostics import CODES, Diagnostic, Severity, suggestion, unless_it_stays
from reportkit.frozen import frozen

OFF = "off"
SEVERITIES = (*(severity.value for severity in Severity), OFF)
"""What may be set for a code."""
ASKED_FOR = "RK0514"
"""A finding of pages that many reports have on purpose: told where pages are checked, or set."""

Severities = tuple[tuple[str, str], ...]
"""A code, or how codes begin, with one of `SEVERITIES`, each."""


@frozen
class Policy:
    """What becomes of findings in one run. Calling it judges one; see `diagnostics.Judge`."""

    settings: tuple[Severities, ...] = ()
    """A later one goes before those ahead of it; in each, the longest that fits a code counts."""
    select: tuple[str, ...] = ()
    """How the codes begin that are told; none: all."""
    ignore: tuple[str, ...] = ()
    """How the codes begin that are not told."""
    tells_pages: bool = False
    """Whether pages are what is checked."""

    def __call__(self, item: Diagnostic) -> Diagnostic | None:
        wanted = self._severity(item.code)
        is_left_out = item.code.startswith(self.ignore or OFF)
        is_left_out |= bool(self.select) and not item.code.startswith(self.select)
        if wanted == OFF or is_left_out:
            return unless_it_stays(item, None)
        return unless_it_stays(item, replace(item, severity=Severity(wanted or item.severity)))

    def _severity(self, code: str) -> str:
        """What is set for `code`; "" if nothing is."""
        for severities in reversed(self.settings):
            fitting = [pair for pair in severities if code.startswith(pair[0])]
            if fitting:
                return max(fitting, key=lambda pair: len(pair[0]))[1]
        return OFF if code == ASKED_FOR and not self.tells_pages else ""


def fault(start: str) -> str | None:
    """How to mend `start`, if no code begins with it."""
    if start and any(code.startswith(start) for code in CODES):
        return None
    return suggestion(start.upper(), CODES) or "`reportkit explain` lists the codes"
