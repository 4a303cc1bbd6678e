"""YAML events to a tree of nodes with their offsets, within bounds.

In goes text, out comes the tree of its one document, or None after a finding. Depth, number of
values and what aliases stand for are bounded here, so that no later stage can be drowned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

from reportkit.diagnostics import Diagnostics
from reportkit.source import losses
from reportkit.source.events import Event, Events
from reportkit.source.folds import unfolded
from reportkit.source.mistakes import NotYaml, explain
from reportkit.source.scalars import Written
from reportkit.source.text import Lines

MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_ALIASED = 10_000
"""Values that aliases may add to a source."""

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+|#[^\n]*\s+)*")


@dataclass(slots=True)
class Node:
    """A value as it stands in the file; `start` and `end` are offsets, the end exclusive."""

    kind: str
    """"scalar", "list", "mapping" or "alias"."""
    start: int
    end: int
    value: str = ""
    """Of a scalar."""
    style: str = ""
    """Of a scalar: `'`, `"`, `|`, `>`, or "" for plain."""
    items: list[Node] = field(default_factory=list)
    """Of a list; of a mapping, keys and values in turn; of an alias, what it stands for."""
    size: int = 1
    """Values in it, with itself and all that its aliases stand for."""
    height: int = 1
    """Levels in it, with its own."""


class _Stop(Exception):  # noqa: N818
    """A finding was made after which the rest of the file cannot be read."""


def compose(lines: Lines, diagnostics: Diagnostics) -> Node | None:
    """The tree of the document, or None if it is empty or after a finding."""
    try:
        return _Composer(lines, diagnostics).document()
    except _Stop:
        return None
    except NotYaml as error:
        diagnostics.add(explain(error.trouble))
        return None


class _Composer:
    def __init__(self, lines: Lines, diagnostics: Diagnostics) -> None:
        self._lines = lines
        self._diagnostics = diagnostics
        self._events = Events(lines, losses.check_directives(lines, diagnostics))
        self._anchors: dict[str, Node | None] = {}
        self._unused: dict[str, int] = {}
        self._nodes = 0
        self._aliased = 0

    def document(self) -> Node | None:
        self._events.next()
        start = self._events.next()
        if start.kind == "end of file":
            return None
        node = self._node(1)
        self._events.next()
        following = self._events.next()
        if following.kind != "end of file":
            self._stop(
                "RK0115",
                "a second document begins here",
                following,
                "a file holds one briefing: delete the line, or put what follows into a file "
                "of its own",
            )
        losses.report_unused(self._lines, self._unused, self._diagnostics)
        return node

    def _stop(self, code: str, message: str, event: Event, hint: str) -> NoReturn:
        span = self._lines.span(event.start, event.end)
        self._diagnostics.error(code, message, span, hint)
        raise _Stop

    def _node(self, depth: int) -> Node:
        event = self._events.next()
        if event.kind == "alias":
            return self._alias(event, depth)
        self._count(event, depth)
        if event.anchor is not None:
            # None until the value is complete: an alias inside it would have no end.
            self._anchors[event.anchor] = None
            self._unused[event.anchor] = event.start
        losses.check_tag(self._lines, event, self._diagnostics)
        node = self._content(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _count(self, event: Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(
                "RK0110",
                f"the source has over {MAX_NODES} values",
                event,
                "put tables into CSV files and split the text into several briefings",
            )
        if depth > MAX_DEPTH:
            self._stop(
                "RK0109",
                f"values nest over {MAX_DEPTH} deep",
                event,
                "no briefing needs that: look for brackets that should be in quotes",
            )

    def _content(self, event: Event, depth: int) -> Node:
        if event.kind == "scalar":
            return self._scalar(event)
        start = event.start
        node = Node(event.kind, start, start)
        while self._events.peek().kind != "end":
            item = self._node(depth + 1)
            node.items.append(item)
            node.size += item.size
            node.height = max(node.height, item.height + 1)
        end = self._events.next()
        # In block style the end lies past blank lines and comments, so the last item tells it.
        last = node.items[-1].end if node.items else start
        node.end = end.end if event.is_flow else last
        return node

    def _scalar(self, event: Event) -> Node:
        value = losses.check_escapes(self._lines, event, self._diagnostics)
        losses.check_hashtag(self._lines, event, self._diagnostics)
        start, end = event.start, event.end
        if event.anchor is not None or event.tag is not None:
            found = _PROPERTIES.match(self._lines.text, start, end)
            start = found.end() if found else start
        if event.style in ("|", ">"):
            end = start + len(self._lines.text[start:end].rstrip())
        written = Written(start, end, event.style, value)
        value = unfolded(written, self._lines.text)
        return Node("scalar", start, end, value, written.style)

    def _alias(self, event: Event, depth: int) -> Node:
        name = event.anchor
        if name not in self._anchors:
            self._stop(
                "RK0105",
                f"`*{name}` is read as an alias, and there is no anchor `&{name}`",
                event,
                "a text that begins with `*` must stand in quotes",
            )
        target = self._anchors[name]
        self._unused.pop(name, None)
        if target is None:
            self._stop("RK0108", f"`*{name}` stands for itself", event, "write the value out")
        self._aliased += target.size
        if self._aliased > MAX_ALIASED or depth + target.height > MAX_DEPTH:
            self._stop("RK0108", "aliases stand for too many values", event, "write the values out")
        start, end = event.start, event.end
        return Node("alias", start, end, items=[target], size=target.size, height=target.height)
