"""A note in the side column."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Node, Prose


class SideNote(Node):
    """A note in the side column."""

    noun: ClassVar[str] = "a side note"
    shorthand: ClassVar[str | None] = "text"

    text: Prose = Field(description="The note: a paragraph, or several.")


class SideNoteBlock(Node):
    """A note in the side column, beside the block that follows; a table stands below it."""

    noun: ClassVar[str] = "a side_note block"

    side_note: SideNote = Field(description="The note.")
