"""A box beside the course of the text: a note, a warning, a method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from reportkit.model.blocks.code import CodeBlock
from reportkit.model.blocks.points import PointsBlock
from reportkit.model.blocks.prose import ProseBlock
from reportkit.model.blocks.quote import QuoteBlock
from reportkit.model.blocks.table import TableBlock
from reportkit.model.blocks.union import union
from reportkit.model.checks import Fault
from reportkit.model.node import Node, Prose, Text

INSIDE: dict[str, type[Node]] = {
    "prose": ProseBlock,
    "points": PointsBlock,
    "table": TableBlock,
    "quote": QuoteBlock,
    "code": CodeBlock,
}
"""The blocks that a callout may hold."""

if TYPE_CHECKING:
    Inside: TypeAlias = Node
else:
    Inside = union(INSIDE)


class Callout(Node):
    """A box beside the course of the text."""

    noun: ClassVar[str] = "a callout"
    shorthand: ClassVar[str | None] = "text"
    alone: ClassVar[frozenset[str]] = frozenset(["body"])
    otherwise: ClassVar[Mapping[str, str]] = {
        "kind": "write a `title` for a word of your own above the text"
    }

    kind: Literal["note", "warning", "method"] = Field(
        "note", description="What it is; its name stands above the text."
    )
    title: Text | None = Field(
        None, description="A word of your own above the text, instead of the name of the kind."
    )
    text: Prose | None = Field(None, description="The text: paragraphs and lists.")
    body: tuple[Inside, ...] = Field(
        (),
        description="What it holds, instead of `text`: prose, points, tables, quotes and code.",
    )

    @model_validator(mode="after")
    def _holds_what_fits(self) -> Self:
        if bool(self.text) == bool(self.body):
            what = "has `text` and `body`" if self.text else "has neither `text` nor `body`"
            raise Fault("RK0206", what, "give it one of the two")
        return self


class CalloutBlock(Node):
    """A box beside the course of the text. A plain string is a note."""

    noun: ClassVar[str] = "a callout block"

    callout: Callout = Field(description="The box.")
