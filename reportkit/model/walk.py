"""Every node of a briefing with its path, in the order of the source's keys.

In goes a node, out come it and all below it. It knows no kind of node by name, so that a new block
needs no change here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reportkit.model.node import Node
from reportkit.source import Path


def nodes(value: object, path: Path = ()) -> list[tuple[Path, Node]]:
    """Path and node of `value` and of all that it holds."""
    found: list[tuple[Path, Node]] = []
    _add(value, path, found)
    return found


def _add(value: object, path: Path, found: list[tuple[Path, Node]]) -> None:
    # Into one list: handing each node up through every level costs more than all else.
    if isinstance(value, Node):
        found.append((path, value))
        for key in _keys(type(value)):
            below = getattr(value, key)
            if isinstance(below, Node | tuple):
                _add(below, (*path, key), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _add(item, (*path, index), found)


@cache
def _keys(kind: type[Node]) -> Sequence[str]:
    # Asked once a class: the class looks for it each time.
    return tuple(kind.model_fields)
