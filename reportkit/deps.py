"""What each result was made from, for build systems: a rule for make, or JSON.

In go outcomes, out comes the text of a file that `--deps` writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from reportkit.batch import Outcome
from reportkit.project import find_root, settings_file

SCHEMA = 1
"""Counts up when a field of the JSON goes or changes its meaning."""

Shown = Callable[[Path], str]


def make(outcomes: Iterable[Outcome], shown: Shown) -> str:
    """Rules that make and ninja read; each file has an empty one, so that it may be deleted."""
    rows, inputs = [], dict[str, None]()
    for outcome in outcomes:
        read = [_escaped(shown(path)) for path in _inputs(outcome)]
        targets = " ".join(_target(shown(path)) for path in outcome.written)
        rows.append(" \\\n  ".join([f"{targets}:", *read]))
        inputs |= {_target(shown(path)): None for path in _inputs(outcome)}
    return "\n\n".join([*rows, *(f"{path}:" for path in inputs)]) + "\n"


def as_json(outcomes: Iterable[Outcome], shown: Shown) -> str:
    """`{"schema": 1, "results": [{"source": …, "outputs": […], "inputs": […]}]}`."""
    results = [
        {
            "source": shown(outcome.request.source),
            "outputs": [shown(path) for path in outcome.written],
            "inputs": [shown(path) for path in _inputs(outcome)],
        }
        for outcome in outcomes
    ]
    return json.dumps({"schema": SCHEMA, "results": results}, ensure_ascii=False, indent=2) + "\n"


def _inputs(outcome: Outcome) -> Iterable[Path]:
    """What the build read, and the settings that it heeded."""
    settings = settings_file(find_root(outcome.request.source))
    return dict.fromkeys((*outcome.reads, settings) if settings else outcome.reads)


def _target(path: str) -> str:
    """`path` as make reads it before the colon, where a bare % makes a pattern."""
    return _escaped(path).replace("%", "\\%")


def _escaped(path: str) -> str:
    """`path` as make reads it in a rule."""
    path = path.replace("$", "$$")
    for char in " #:":
        path = path.replace(char, f"\\{char}")
    return path
