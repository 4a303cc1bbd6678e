"""Tables in plain text: rows with bars, with tabs, between ruled lines, or in aligned columns.

In go lines and where to begin, out come the cells of the rows and where they end; nothing where
the lines are no table for certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reportkit.importing.lists import sign

Rows = list[list[str]]
Split = Callable[[str], list[str]]
MAX_CELL = 200
"""Characters; a longer one is a paragraph with a tab in it."""
LEAST_ALIGNED = 3
"""Rows; two lines may be aligned by chance."""
_RULE = re.compile(r"\s*\|?[\s:|+=-]*[-=]{3,}[\s:|+=-]*\|?\s*")
_DASHES = re.compile(r":?-+:?")
_CELL = re.compile(r"\S+(?: \S+)*")


def take(lines: Sequence[str], at: int) -> tuple[Rows, int] | None:
    """The rows of the table at the index `at`, and the index behind it."""
    for split in (_piped, _tabbed):
        if found := _split(lines, at, split):
            return found
    return _aligned(lines, at)


def _split(lines: Sequence[str], at: int, split: Split) -> tuple[Rows, int] | None:
    first = split(lines[at])
    rows: Rows = []
    end = at
    while first and end < len(lines):
        is_rule = _RULE.fullmatch(lines[end]) is not None
        cells = split(lines[end])
        if not is_rule and len(cells) != len(first):
            break
        rows += [] if is_rule else [cells]
        end += 1
    if end - at > 2 and len(rows) == end - at and all(map(_DASHES.fullmatch, rows[1])):
        # Farther down, dashes may stand for what is missing.
        del rows[1]
    return (rows, end) if len(rows) > 1 else None


def _piped(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]
    return cells if "|" in line and len(cells) > 1 else []


def _tabbed(line: str) -> list[str]:
    cells = [cell.strip() for cell in re.split(r"\t+", line.strip())]
    is_row = len(cells) > 1 and sign(line) is None and max(map(len, cells)) <= MAX_CELL
    return cells if is_row else []


def _aligned(lines: Sequence[str], at: int) -> tuple[Rows, int] | None:
    """Rows of as many cells, with two blanks between them, that begin or end below each other."""
    is_inside = at > 0 and len(_spans(lines[at - 1])) > 1
    if is_inside or sign(lines[at]) is not None:
        return None
    end = at
    while end < len(lines) and len(_spans(lines[end])) > 1:
        end += 1
    spans = [_spans(line) for line in lines[at:end]]
    if len(spans) < LEAST_ALIGNED or len({len(row) for row in spans}) > 1:
        return None
    columns = zip(*spans, strict=True)
    if not all(len({a for a, _ in c}) == 1 or len({b for _, b in c}) == 1 for c in columns):
        return None
    rows = [
        [line.expandtabs(4)[a:b] for a, b in row]
        for line, row in zip(lines[at:end], spans, strict=True)
    ]
    return rows, end


def _spans(line: str) -> list[tuple[int, int]]:
    """Where its cells stand; none where a sentence has merely two blanks between its parts."""
    if "  " not in line and "\t" not in line:
        return []
    line = line.expandtabs(4)
    found = [match.span() for match in _CELL.finditer(line)]
    is_prose = len(found) > 1 and any(line[b - 1] in ".!?" for _, b in found[:-1])
    return [] if is_prose else found
