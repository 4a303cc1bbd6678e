"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines.

In go findings, out comes one document at the end of the run: a result for each finding that has a
place, and a notification for each that has none. Rules carry the explanations of their codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from reportkit import __version__, explanations
from reportkit.diagnostics import CODES, Diagnostic, Diagnostics, Span
from reportkit.forms.repository import inside

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(slots=True)
class Sarif:
    """All findings of a run in one document."""

    items: list[Diagnostic] = field(default_factory=list)

    def findings(self, diagnostics: Diagnostics) -> Iterator[str]:
        self.items += diagnostics
        yield from ()

    def end(self, code: int) -> Iterator[str]:
        codes = sorted({item.code for item in self.items})
        driver = {
            "name": "reportkit",
            "version": __version__,
            "rules": [_rule(name) for name in codes],
        }
        invocation = {
            "executionSuccessful": code <= 1,
            "exitCode": code,
            "toolExecutionNotifications": [_notification(i) for i in self.items if not i.span],
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": [_result(i, i.span, codes.index(i.code)) for i in self.items if i.span],
        }
        document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        yield json.dumps(document, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": CODES[code].title}}
    found = explanations.find(code)
    if found is not None:
        rule["fullDescription"] = {"text": found.what}
        rule["help"] = {"text": found.how, "markdown": found.text}
    return rule


def _result(item: Diagnostic, span: Span, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(span.file)}}
    if region := _region(span):
        place["region"] = region
    return {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": item.severity.value,
        "message": {"text": _text(item)},
        "locations": [{"physicalLocation": place}],
    }


def _notification(item: Diagnostic) -> dict[str, Any]:
    descriptor = {"id": item.code}
    level, message = item.severity.value, {"text": _text(item)}
    return {"descriptor": descriptor, "level": level, "message": message}


def _text(item: Diagnostic) -> str:
    return "; ".join((item.message, *item.hints))


def _uri(file: str) -> str:
    path = PurePath(inside(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _region(span: Span) -> dict[str, int]:
    """Lines and columns from 1, the end exclusive, as SARIF counts them too."""
    named = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {name: value for name, value in named.items() if value} if span.line else {}
