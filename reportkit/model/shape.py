"""What the model allows where: the types of the briefing, read as a tree.

In goes an annotation or a pydantic location, out come classes, fields and words for them. It is
the one place that looks into annotations, so that a new block or key needs no other change.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from reportkit.model.blocks import BLOCKS
from reportkit.model.briefing import Briefing
from reportkit.model.node import Node

Location = tuple[str | int, ...]
"""Keys, indices and the tags of blocks."""

_TAG = "block "


def inner(annotation: Any) -> Any:
    """`annotation` without `Annotated` and `| None`; a union of blocks is `BLOCKS`."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    members = [member for member in get_args(annotation) if member is not NoneType]
    return inner(members[0]) if len(members) == 1 else BLOCKS


def item(annotation: Any) -> Any:
    """The type of the items of a list, or None if `annotation` is no list."""
    return inner(get_args(annotation)[0]) if get_origin(annotation) is tuple else None


def entry(annotation: Any) -> Any:
    """The type of the values of a mapping with free keys, or None if `annotation` is none."""
    return inner(get_args(annotation)[1]) if get_origin(annotation) is dict else None


def is_node(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Node)


@cache
def fields(node: type[Node]) -> dict[str, Any]:
    """The keys of a node with their types."""
    return {name: inner(field.annotation) for name, field in node.model_fields.items()}


def path(location: Location) -> Location:
    """`location` without the tags of blocks; what comes last is a key or an index."""
    inside = (part for part in location[:-1] if not str(part).startswith(_TAG))
    return (*inside, *location[-1:])


def type_at(location: Location) -> Any:
    """The type of the value at `location`; None if there is none."""
    found: Any = Briefing
    for part in location:
        if found is BLOCKS:
            found = BLOCKS.get(str(part).removeprefix(_TAG))
        elif isinstance(part, int):
            found = item(found)
        else:
            found = fields(found).get(part) if is_node(found) else None
    return found


@cache
def owners() -> dict[str, tuple[type[Node], ...]]:
    """For every key of the model the nodes that have it."""
    found: dict[str, tuple[type[Node], ...]] = {}
    for node in _nodes():
        for name in fields(node):
            found[name] = (*found.get(name, ()), node)
    return found


def _nodes() -> Iterator[type[Node]]:
    seen: list[type[Node]] = [Briefing]
    for node in seen:
        yield node
        for kind in fields(node).values():
            kind = item(kind) or kind
            members = BLOCKS.values() if kind is BLOCKS else [kind]
            seen.extend(new for new in members if is_node(new) and new not in seen)
