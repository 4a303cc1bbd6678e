"""The union of blocks that a list may hold, told apart by the key that names each.

In go nodes by their keys, out comes the type of an item of a body. It is apart because blocks may
hold blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Union

from pydantic import Discriminator, Tag

from reportkit.model.node import Node


def tagging(blocks: Mapping[str, type[Node]]) -> Callable[[Any], str | None]:
    """What gives the tag of the block that a value is meant to be; None if there is no such block.

    Tags have a blank in them, so that no key of a briefing looks like one.
    """

    def tag(value: Any) -> str | None:
        keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
        return next((f"block {key}" for key in blocks if key in keys), None)

    return tag


def union(blocks: Mapping[str, type[Node]]) -> Any:
    """The type of one of `blocks`."""
    tagged = tuple(Annotated[node, Tag(f"block {key}")] for key, node in blocks.items())
    return Annotated[Union[tagged], Discriminator(tagging(blocks))]  # noqa: UP007
