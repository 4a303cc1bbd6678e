"""Text to a stream of YAML 1.2 events.

In goes text, out come its events in one form, by whichever parser read it: libyaml where the text
is long and cannot be read in two ways, else ruamel.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportkit.source import libyaml
from reportkit.source.text import Lines

_KINDS = {
    "AliasEvent": "alias",
    "ScalarEvent": "scalar",
    "SequenceStartEvent": "list",
    "MappingStartEvent": "mapping",
    "SequenceEndEvent": "end",
    "MappingEndEvent": "end",
    "StreamEndEvent": "end of file",
}
"""What both parsers call what is told of here."""


@dataclass(slots=True)
class Event:
    """What a parser came upon. `start` and `end` are offsets, the end exclusive."""

    kind: str
    """"scalar", "list", "mapping", "alias", "end" of a list or mapping, "end of file", or ""."""
    start: int
    end: int
    value: str = ""
    """Of a scalar."""
    style: str = ""
    """Of a scalar: `'`, `"`, `|`, `>`, or "" for plain."""
    anchor: str | None = None
    tag: str | None = None
    is_flow: bool = False
    """Whether a list or mapping stands in brackets."""


class Events:
    """The events of a text, one after the other."""

    def __init__(self, lines: Lines, text: str) -> None:
        """`text` is that of `lines`, with comments in place of directives."""
        self._take = _parser(lines, text)
        self._next: Event | None = None

    def peek(self) -> Event:
        """The event to come. Raises `NotYaml`."""
        if self._next is None:
            self._next = _event(self._take())
        return self._next

    def next(self) -> Event:
        """The event to come, taken off the stream. Raises `NotYaml`."""
        event, self._next = self.peek(), None
        return event


def _parser(lines: Lines, text: str) -> Callable[[], Any]:
    """What gives the next event of `text`."""
    read = libyaml.events(text) if len(text) >= libyaml.WORTHWHILE else None
    if read is not None:
        return iter(read).__next__
    from reportkit.source.ruamel import Ruamel

    return Ruamel(lines, text).take


def _event(event: Any) -> Event:
    kind = _KINDS.get(type(event).__name__, "")
    start, end = event.start_mark.index, event.end_mark.index
    if kind == "scalar":
        return Event(kind, start, end, event.value, event.style or "", event.anchor, event.tag)
    if kind == "alias":
        return Event(kind, start, end, anchor=event.anchor)
    if kind in ("list", "mapping"):
        flow = bool(event.flow_style)
        return Event(kind, start, end, anchor=event.anchor, tag=event.tag, is_flow=flow)
    return Event(kind, start, end)
