"""What holds between the parts of a briefing: depth and unique ids.

In goes expanded data that need not be valid, so that these findings come in the same run as the
model's; out come findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.source import Path, Source

MAX_SECTIONS = 3
MAX_POINTS = 4


def check(data: dict[str, Any], source: Source) -> Iterator[Diagnostic]:
    """The findings of all rules."""
    sections = [*_sections(data, (), 0), *_matter(data)]
    yield from _depths(data, source, sections)
    anchored = [*(path for path, _, _ in sections), *_blocks(sections)]
    yield from _twice(anchored, data, source, "something else")
    yield from _twice(list(_items(data, "sources", ())), data, source, "another source")


def _items(parent: Any, key: str, path: Path) -> Iterator[Path]:
    found = parent.get(key) if isinstance(parent, dict) else None
    for index in range(len(found) if isinstance(found, tuple) else 0):
        yield (*path, key, index)


def _sections(parent: Any, path: Path, depth: int) -> Iterator[tuple[Path, Any, int]]:
    """Path, data and depth of every section, in the order of the source."""
    for inner in _items(parent, "sections", path):
        section = parent["sections"][inner[-1]]
        yield inner, section, depth + 1
        yield from _sections(section, inner, depth + 1)


def _blocks(sections: list[tuple[Path, Any, int]]) -> Iterator[Path]:
    """The blocks in bodies that stand under their names, and may have an id."""
    for path, section, _ in sections:
        yield from _in_body(section, path)


def _in_body(parent: Any, path: Path) -> Iterator[Path]:
    for inner in _items(parent, "body", path):
        block = parent["body"][inner[-1]]
        for key in block if isinstance(block, dict) else ():
            yield (*inner, key)
            yield from _in_body(block[key], (*inner, key))


def _matter(data: Any) -> Iterator[tuple[Path, Any, int]]:
    """The same of appendices, front and back matter, whose parts are as sections."""
    for key in ("front", "appendices", "back"):
        for path in _items(data, key, ()):
            part = data[key][path[-1]]
            yield path, part, 1
            yield from _sections(part, path, 1)


def _depths(
    data: dict[str, Any], source: Source, sections: list[tuple[Path, Any, int]]
) -> Iterator[Diagnostic]:
    for path, _, depth in sections:
        if depth == MAX_SECTIONS + 1 and path[-1] == 0:
            yield _too_deep(source, path[:-1], "sections nest", MAX_SECTIONS)
    for path in _deep_points(data, (), 0):
        yield _too_deep(source, path, "points nest", MAX_POINTS)


def _deep_points(value: Any, path: Path, depth: int) -> Iterator[Path]:
    """The lists of points that lie one level too deep, anywhere in the briefing."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        if not isinstance(inner, dict | tuple):
            continue
        deeper = depth + (key == "points")
        if key == "points" and deeper == MAX_POINTS + 1:
            yield (*path, key)
        else:
            yield from _deep_points(inner, (*path, key), deeper)


def _too_deep(source: Source, path: Path, what: str, most: int) -> Diagnostic:
    span = source.keys.get(path) or source.place(path)
    hint = "move them one level up, or join them with what they stand below"
    return Diagnostic(Severity.ERROR, "RK0207", f"{what} over {most} deep", span, (hint,))


def _twice(
    paths: list[Path], data: dict[str, Any], source: Source, what: str
) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for path in paths:
        value: Any = data
        for part in path:
            value = value[part]
        name = value.get("id") if isinstance(value, dict) else None
        if not isinstance(name, str):
            continue
        span = source.place((*path, "id"))
        if name in first:
            message = f"the id `{name}` names {what} already, in line {first[name]}"
            hints = ("every id is used once",)
            yield Diagnostic(Severity.ERROR, "RK0210", message, span, hints)
        first.setdefault(name, span.line)
