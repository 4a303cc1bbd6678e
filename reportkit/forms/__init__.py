"""Findings as text, in the form that a reader or a machine wants.

In go lists of findings, one a briefing, out come lines to be written, and at the end of the run
those that sum it up. It is apart from the command line because an editor, a CI service and a
terminal ask for other words; `docs/findings.md` describes what machines read.

    human    a finding over several lines, with the source and the mend
    short    `file:line:column: severity: message [code]`
    json     an object a line
    sarif    one document, SARIF 2.1.0
    github   annotations of a GitHub workflow, and its job summary
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from reportkit.diagnostics import Diagnostics

FORMS = ("human", "short", "json", "sarif", "github")
Lines = Callable[[str], Sequence[str]]
"""From the file of a finding to its lines; empty where it cannot be read."""


class Form(Protocol):
    """Writes the findings of one run."""

    def findings(self, diagnostics: Diagnostics) -> Iterator[str]:
        """The lines to be written for a briefing, or for what no briefing is at fault for."""

    def end(self, code: int) -> Iterator[str]:
        """The lines that end the run, whose exit code is `code`."""


def make(name: str, lines: Lines, colour: bool) -> Form:
    """The form `name`, one of `FORMS`."""
    if name == "json":
        from reportkit.forms.json_lines import JsonLines

        return JsonLines()
    if name == "sarif":
        from reportkit.forms.sarif import Sarif

        return Sarif()
    if name == "github":
        from reportkit.forms.github import GitHub

        return GitHub()
    from reportkit.forms.terminal import Human, Short

    return Human(lines, colour) if name == "human" else Short()
