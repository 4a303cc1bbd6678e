"""A tree of nodes to plain data, with the place of every key and value under its path.

A path is a tuple of keys and list indices from the root, `("sections", 0, "title")`; the root's is
empty. What an alias stands for is repeated under the alias's path, with the places where it is
written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportkit.diagnostics import Diagnostics, Span
from reportkit.source.edits import Edit, original
from reportkit.source.nodes import Node
from reportkit.source.places import Path, Places
from reportkit.source.scalars import Scalar, Written, locate, resolve
from reportkit.source.text import Lines

Data: TypeAlias = dict[str, Any] | list[Any] | Scalar

PART = "part"
"""The key under which a file to be included stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """The file that a part of a source was included from."""

    lines: Lines = field(repr=False)
    folder: str
    """Its folder, relative to that of the briefing: "", "sections", "../shared"."""
    url: str
    """Where the press finds that folder below `file:///report/`, percent-encoded."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file as data, with what it includes from others."""

    file: str
    """Its name, as the reader should see it."""
    text: str
    """All of it, without a byte order mark."""
    data: dict[str, Any]
    """Mappings, lists, text, numbers, true, false and None."""
    spans: Places
    """The place of each value; an empty value has the place of what it should follow."""
    keys: Places
    """The place of each key, under the path of its value."""
    texts: Mapping[Path, str]
    """Numbers, true, false and None as they are written: `1.10`, `0x1F`, `True`."""
    incomplete: Set[Path]
    """The mappings that lack a key because it was refused."""
    lines: Lines = field(repr=False)
    scalars: Mapping[Path, Written] = field(repr=False)
    """How each text stands in its file."""
    origins: Mapping[Path, Origin] = field(default_factory=dict, repr=False)
    """What comes from another file, under the paths where it begins."""
    edits: Mapping[Path, tuple[Edit, ...]] = field(default_factory=dict, repr=False)
    """What was put into texts after they were read."""

    def origin(self, path: Path) -> Origin:
        """The file that holds the value at `path`."""
        while path and path not in self.origins:
            path = path[:-1]
        return self.origins.get(path) or Origin(self.lines, "", "sources")

    def find(self, text: str) -> Span | None:
        """Where any of the files first holds `text`, on one line or on several."""
        words = r"\s+".join(map(re.escape, text.split()))
        for pattern in filter(None, (re.escape(text), words)):
            for lines in (self.lines, *(origin.lines for origin in self.origins.values())):
                if found := re.search(pattern, lines.text):
                    return lines.span(*found.span())
        return None

    def place(self, path: Path, offset: int | None = None, length: int = 1) -> Span:
        """Where the value at `path` stands, or else the nearest one around it.

        With an `offset` into a text, where `length` characters of it stand.
        """
        while path not in self.spans:
            path = path[:-1]
        written = self.scalars.get(path)
        if offset is None or written is None:
            return self.spans[path]
        edits = self.edits.get(path, ())
        first = original(edits, offset)
        last = original(edits, offset + max(length, 1) - 1, at_end=True)
        lines = self.origin(path).lines
        start = locate(written, lines.text, first)
        end = locate(written, lines.text, last)
        return lines.span(start, max(end, start) + 1)


def build(root: Node, lines: Lines, diagnostics: Diagnostics) -> Source | None:
    """The data of a document, which must be a mapping; None after a finding."""
    if root.kind != "mapping":
        what = "a list" if root.kind == "list" else "text without keys"
        hints = ["a briefing is made of keys and values: begin with `title:` and the title"]
        if re.match(r"\w+:\S", root.value):
            hints.insert(0, "a space is missing after the colon")
        diagnostics.error(
            "RK0116",
            f"the file is {what}, not a briefing",
            lines.span(root.start, min(root.end, root.start + len(lines.line(root.start)))),
            *hints,
        )
        return None
    builder = _Builder(lines, diagnostics)
    data = builder.mapping(root, ())
    builder.spans[()] = lines.span(root.start, root.end)
    return _source(data, builder, lines)


def build_part(root: Node, lines: Lines, diagnostics: Diagnostics) -> Source | None:
    """A mapping or a list, under the path `(PART,)`; None after a finding."""
    if root.kind == "scalar":
        message = "the file is text without keys, not a part of a briefing"
        hint = "a file to be included holds keys and values, or a list"
        diagnostics.error("RK0116", message, lines.span(root.start, root.end), hint)
        return None
    builder = _Builder(lines, diagnostics)
    return _source({PART: builder.value(root, (PART,))}, builder, lines)


def _source(data: dict[str, Any], builder: _Builder, lines: Lines) -> Source:
    return Source(
        lines.file,
        lines.text,
        data,
        builder.spans,
        builder.keys,
        builder.texts,
        builder.incomplete,
        lines,
        builder.scalars,
    )


class _Builder:
    def __init__(self, lines: Lines, diagnostics: Diagnostics) -> None:
        self._lines = lines
        self._diagnostics = diagnostics
        self.spans, self.keys = Places(), Places()
        self.texts: dict[Path, str] = {}
        self.scalars: dict[Path, Written] = {}
        self.incomplete: set[Path] = set()

    def value(self, node: Node, path: Path) -> Data:
        self.spans.mark(path, self._lines, node.start, node.end)
        if node.kind == "alias":
            place = self.spans[path]
            data = self.value(node.items[0], path)
            self.spans[path] = place
            return data
        if node.kind == "mapping":
            return self.mapping(node, path)
        if node.kind == "list":
            return [self.value(item, (*path, index)) for index, item in enumerate(node.items)]
        return self._scalar(node, path)

    def mapping(self, node: Node, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in zip(node.items[::2], node.items[1::2], strict=True):
            name = self._name(key)
            if name is None:
                self.incomplete.add(path)
                continue
            inner = (*path, name)
            if name in data:
                self._report_twice(key, name, self.keys[inner])
                continue
            self.keys.mark(inner, self._lines, key.start, key.end)
            data[name] = self.value(value, inner)
        return data

    def _scalar(self, node: Node, path: Path) -> Scalar:
        value = node.value if node.style else resolve(node.value)
        if isinstance(value, str):
            self.scalars[path] = Written(node.start, node.end, node.style, node.value)
        else:
            self.texts[path] = node.value
            if node.start == node.end:
                self.spans[path] = self.keys.get(path) or self._lines.span(
                    max(node.start - 1, 0), node.end
                )
        return value

    def _name(self, key: Node) -> str | None:
        """The key as a word, or None after a finding."""
        if key.kind == "scalar" and key.value == "<<" and not key.style:
            self._refuse(key, "merge keys (`<<`) are not supported", "write the keys out")
            return None
        if key.kind == "scalar" and (key.style or isinstance(resolve(key.value), str)):
            return key.value
        what = {"list": "a list", "mapping": "a mapping", "alias": "an alias"}.get(key.kind)
        shown = f"`{key.value}` cannot be a key" if key.value else "a key is missing"
        self._refuse(
            key,
            f"{what} cannot be a key" if what else shown,
            "a key is a plain word; a text with a colon in it must stand in quotes",
        )
        return None

    def _refuse(self, key: Node, message: str, hint: str) -> None:
        span = self._lines.span(key.start, max(key.end, key.start + 1))
        self._diagnostics.error("RK0114", message, span, hint)

    def _report_twice(self, key: Node, name: str, first: Span) -> None:
        self._diagnostics.error(
            "RK0107",
            f"the key `{name}` is given twice; it stands in line {first.line} already",
            self._lines.span(key.start, key.end),
            "keep one of the two, or make a list of them",
        )
