"""Findings as JSON, an object a line, for programs.

In go findings, out come lines that keep their keys from version to version: `VERSION` changes when
a key goes away or comes to mean something else. `docs/findings.md` lists the keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportkit.diagnostics import CODES, Diagnostic, Diagnostics, Severity, Span

VERSION = 1


@dataclass(slots=True)
class JsonLines:
    """A line for each finding, and a last one that counts them."""

    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))

    def findings(self, diagnostics: Diagnostics) -> Iterator[str]:
        for item in diagnostics:
            self.counts[item.severity] += 1
            yield _line(_finding(item))

    def end(self, code: int) -> Iterator[str]:
        counts = {f"{severity.value}s": count for severity, count in self.counts.items()}
        yield _line({"version": VERSION, "kind": "summary", **counts, "exit_code": code})


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _finding(item: Diagnostic) -> dict[str, object]:
    span = item.span or Span("")
    return {
        "version": VERSION,
        "kind": "finding",
        "severity": item.severity.value,
        "code": item.code,
        "title": CODES[item.code].title,
        "message": item.message,
        "hints": list(item.hints),
        "file": span.file or None,
        "line": span.line or None,
        "column": span.column or None,
        "end_line": span.end_line or None,
        "end_column": span.end_column or None,
    }
