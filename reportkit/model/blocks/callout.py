"""A box beside the course of the text: a note, a warning, a method."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from reportkit.model.node import Node, Prose, Text


class Callout(Node):
    """A box beside the course of the text."""

    noun: ClassVar[str] = "a callout"
    shorthand: ClassVar[str | None] = "text"

    kind: Literal["note", "warning", "method"] = Field(
        "note", description="What it is; its name stands above the text."
    )
    title: Text | None = Field(
        None, description="A word of your own above the text, instead of the name of the kind."
    )
    text: Prose = Field(description="The text: paragraphs and lists.")


class CalloutBlock(Node):
    """A box beside the course of the text. A plain string is a note."""

    noun: ClassVar[str] = "a callout block"

    callout: Callout = Field(description="The box.")
