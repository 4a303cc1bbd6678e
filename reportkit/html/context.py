"""What each template is given: the names that it may use, and the types behind them.

In goes the name of a template, out come names and types. It is apart from the engine because the
documentation, the check of overrides and the tests read it too.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any, get_type_hints

from reportkit.frozen import frozen
from reportkit.html.notes import Note
from reportkit.view import blocks, lane, report
from reportkit.view.report import Html

Type = Any
"""A type as annotations have it: `Cover`, `tuple[Author, ...]`, `Html | None`."""


@frozen
class MadePart:
    """A part whose markup is made."""

    kind: str
    """Name of its template in `parts/`: "cover", "section", "matter" …"""
    html: Html


_REPORT: Mapping[str, Type] = {"report": report.ReportView}
_SECTION = {**_REPORT, "section": report.Section}
_FIXED: Mapping[str, Mapping[str, Type]] = {
    "report.html": {
        **_REPORT,
        "parts": tuple[MadePart, ...],
        "styles": Html,
        "structured_data": Html,
    },
    "head.html": {**_REPORT, "styles": Html},
    "running.html": {**_REPORT, "is_cover": bool},
    "notes.html": {**_REPORT, "notes": tuple[Note, ...]},
    "macros.html": {},
    "parts/cover.html": {**_REPORT, "cover": report.Cover},
    "parts/contents.html": {**_REPORT, "contents": report.Contents},
    "parts/captions.html": {**_REPORT, "captions": tuple[report.Captions, ...]},
    "parts/matter.html": {**_REPORT, "matter": report.Section},
    "parts/summary.html": {**_REPORT, "summary": report.Summary},
    "parts/section.html": _SECTION,
    "parts/appendix.html": {**_REPORT, "appendix": report.Appendix},
    "parts/back-cover.html": {**_REPORT, "back_cover": report.BackCover},
    "parts/topics.html": {**_REPORT, "section": report.Section | report.Appendix},
    "parts/flow.html": {**_REPORT, "flow": str, "parts": Html},
}


@cache
def contexts() -> Mapping[str, Mapping[str, Type]]:
    """Names and types for every template, by its path below `templates/`."""
    found = dict(_FIXED)
    for kind, made in _blocks().items():
        found[f"blocks/{kind}.html"] = {**_REPORT, "block": made}
    timeline = found["blocks/timeline.html"]
    found["blocks/timeline-lane.html"] = {**timeline, "drawing": lane.Drawing}
    return dict(sorted(found.items()))


@cache
def members(owner: type) -> Mapping[str, Type]:
    """The fields and properties of a dataclass of the view, with their types."""
    hints = get_type_hints(owner, localns=dict(_namespace()))
    found = {field.name: hints[field.name] for field in fields(owner)}
    for name, value in vars(owner).items():
        if isinstance(value, property):
            found[name] = get_type_hints(value.fget, localns=dict(_namespace())).get("return", Any)
    return found


def _blocks() -> Mapping[str, Type]:
    """Kind of a block -> what its template is given as `block`."""
    found: dict[str, Type] = {}
    for module in _modules(blocks):
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        for made in _dataclasses(module):
            if any(field.name == "kind" and field.default == name for field in fields(made)):
                found.setdefault(name, made)
    return found


@cache
def _namespace() -> Mapping[str, type]:
    """The dataclasses of the view by their names."""
    modules = (report, *_modules(blocks), *_modules(lane))
    return {kind.__name__: kind for module in modules for kind in _dataclasses(module)}


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{info.name}")


def _dataclasses(module: ModuleType) -> Iterator[type]:
    """Those that `module` itself defines."""
    for value in vars(module).values():
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__:
            yield value
