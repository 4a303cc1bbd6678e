"""Every node of a briefing with its path, in the order of the source's keys.

In goes a node, out come it and all below it. It knows no kind of node by name, so that a new block
needs no change here.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.node import Node
from reportkit.source import Path


def nodes(value: object, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Path and node of `value` and of all that it holds."""
    if isinstance(value, Node):
        yield path, value
        for key in type(value).model_fields:
            yield from nodes(getattr(value, key), (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from nodes(item, (*path, index))
