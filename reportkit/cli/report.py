"""How the findings of a command reach the terminal, and what it ends in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from reportkit import forms
from reportkit.cli.options import wants_colour
from reportkit.diagnostics import LINE_END, Diagnostics
from reportkit.workspace import is_file


class Report:
    """Writes findings, and keeps the exit code of the run.

    They go to standard error, beside which standard output has the data; where the findings are
    the data, they go there.
    """

    def __init__(self, form: str | None, colour: str, strict: bool, are_data: bool = False) -> None:
        self.form, self.strict, self._is_err = form or _usual_form(), strict, not are_data
        self.colour = wants_colour(colour, sys.stdout if are_data else sys.stderr)
        self.code = 0
        self._form = forms.make(self.form, _lines, self.colour)

    def show(self, diagnostics: Diagnostics) -> None:
        """Write the findings of one briefing."""
        self._write(self._form.findings(diagnostics))
        self.code = max(self.code, diagnostics.exit_code(self.strict))

    def say(self, rows: Iterable[str]) -> None:
        """Write lines that are no findings."""
        for row in rows:
            click.echo(row, err=True)

    def end(self) -> NoReturn:
        """Write what sums the run up, and leave with its exit code."""
        self._write(self._form.end(self.code))
        raise SystemExit(self.code)

    def _write(self, rows: Iterable[str]) -> None:
        for row in rows:
            click.echo(row, err=self._is_err, color=self.colour)


def _usual_form() -> str:
    """Annotations where GitHub runs the command, words for people elsewhere."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "human"


def _lines(file: str) -> Sequence[str]:
    """The lines of a file named by a finding; none where it cannot be read as text."""
    path = Path(file)
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace") if is_file(path) else ""
    except OSError:
        return ()
    return LINE_END.split(text)
