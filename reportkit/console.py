"""Findings as text: the human form with the source line and a caret, and the short form.

The only module that words and draws a finding; it writes nowhere itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from click import style

from reportkit.diagnostics import Diagnostic, Diagnostics, Severity, Span

Lines = Callable[[str], Sequence[str]]
"""From the file of a span to its lines; empty where it cannot be read."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
WIDTH = 100
"""Columns of a source line that are shown; a longer one is cut around the place."""


def short(item: Diagnostic) -> str:
    """`file:line:col: severity: message [code]`, on one line."""
    place = f"{item.span}: " if item.span else ""
    return f"{place}{item.severity.value}: {item.message} [{item.code}]"


def human(item: Diagnostic, lines: Lines, colour: bool) -> str:
    """The finding over several lines, with the place in the source and the mend."""
    ink = COLOURS[item.severity]
    head = _paint(f"{item.severity.value}[{item.code}]", colour, fg=ink, bold=True)
    rows = [f"{head}: {_paint(item.message, colour, bold=True)}"]
    gutter = 1
    if item.span:
        gutter = len(str(item.span.line)) if item.span.line else 1
        rows.append(f"{' ' * gutter}{_paint('-->', colour, fg='blue')} {item.span}")
        rows += _excerpt(item.span, lines(item.span.file), gutter, colour, ink)
    sign = _paint("=", colour, fg="blue")
    rows += [f"{' ' * gutter} {sign} {hint}" for hint in item.hints]
    return "\n".join(rows)


def tally(diagnostics: Diagnostics) -> str:
    """`2 errors, 1 warning`; "" if there is nothing to count."""
    counts = [
        (sum(item.severity is severity for item in diagnostics), severity.value)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n)


def _excerpt(span: Span, lines: Sequence[str], gutter: int, colour: bool, ink: str) -> list[str]:
    if not 1 <= span.line <= len(lines):
        return []
    line = lines[span.line - 1]
    start = min(max(span.column, 1) - 1, len(line))
    stop = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    stop = max(start + 1, stop)
    first = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[first : first + WIDTH]
    before, marked = shown[: start - first], shown[start - first : stop - first]
    caret = " " * _columns(before) + _paint("^" * max(1, _columns(marked)), colour, fg=ink)
    bar = _paint("|", colour, fg="blue")
    number = _paint(str(span.line).rjust(gutter), colour, fg="blue")
    blank = " " * gutter
    return [f"{blank} {bar}", f"{number} {bar} {_visible(shown)}", f"{blank} {bar} {caret}"]


def _visible(text: str) -> str:
    """Control characters as pictures, so that a source cannot move the cursor."""
    return "".join(_picture(char) for char in text)


def _picture(char: str) -> str:
    if char == "\t":
        return "→"
    if ord(char) < 32:
        return chr(0x2400 + ord(char))
    return "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char


def _columns(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _paint(text: str, colour: bool, fg: str | None = None, bold: bool | None = None) -> str:
    return style(text, fg=fg, bold=bold) if colour else text
