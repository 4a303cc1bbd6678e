"""Findings as annotations of a GitHub workflow, and as the summary of its job.

In go findings, out come workflow commands, which GitHub reads from the log and shows beside the
lines of a pull request; at the end a table goes to the file that GITHUB_STEP_SUMMARY names. Text is
escaped, so that no word of a source can be read as a command or as markup.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reportkit import console
from reportkit.diagnostics import Diagnostic, Diagnostics, Severity
from reportkit.forms.repository import inside

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
MOST_ROWS = 200
"""Findings in the summary, which may hold a megabyte."""
_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+!|~&@-]")
"""What Markdown or HTML might read as more than a character."""


@dataclass(slots=True)
class GitHub:
    """An annotation each; the summary at the end."""

    all: Diagnostics = field(default_factory=Diagnostics)

    def findings(self, diagnostics: Diagnostics) -> Iterator[str]:
        self.all.extend(diagnostics)
        yield from map(command, diagnostics)

    def end(self, code: int) -> Iterator[str]:
        path = os.environ.get("GITHUB_STEP_SUMMARY")
        if not path:
            return
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(summary(self.all))
        except OSError as error:
            yield f"::warning::{_data(f'the job summary cannot be written: {error.strerror}')}"


def command(item: Diagnostic) -> str:
    """The workflow command for one finding."""
    title = f"title={_property(item.code)}"
    properties = ",".join((*_place(item), title))
    text = "\n".join((item.message, *(f"= {hint}" for hint in item.hints)))
    return f"::{COMMANDS[item.severity]} {properties}::{_data(text)}"


def summary(diagnostics: Diagnostics) -> str:
    """The findings as Markdown."""
    items = list(diagnostics)
    counted = console.tally(diagnostics) or ("notes alone" if items else "nothing was found")
    rows = [f"### reportkit: {counted}", ""]
    if items:
        rows += ["| | place | finding | code |", "| --- | --- | --- | --- |"]
        rows += [_row(item) for item in items[:MOST_ROWS]]
    if items[MOST_ROWS:]:
        rows += ["", f"and {len(items) - MOST_ROWS} more, in the log"]
    return "\n".join((*rows, "", ""))


def _row(item: Diagnostic) -> str:
    place = _markdown(str(item.span)) if item.span else ""
    text = "; ".join((item.message, *item.hints))
    return f"| {item.severity.value} | {place} | {_markdown(text)} | {item.code} |"


def _markdown(text: str) -> str:
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def _place(item: Diagnostic) -> Iterator[str]:
    span = item.span
    if span is None:
        return
    yield f"file={_property(inside(span.file))}"
    if span.line:
        yield f"line={span.line}"
        yield f"endLine={max(span.end_line, span.line)}"
    # GitHub takes columns only for what stands on one line, and counts the last one in.
    if span.column and span.end_line == span.line:
        yield f"col={span.column}"
        yield f"endColumn={max(span.end_column - 1, span.column)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
