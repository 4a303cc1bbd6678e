"""A sentence that stands out, in display type."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Inline, Node


class PullQuote(Node):
    """A sentence that stands out."""

    noun: ClassVar[str] = "a pull quote"
    shorthand: ClassVar[str | None] = "text"

    text: Inline = Field(description="The sentence; write its quotation marks where it has some.")
    who: Inline | None = Field(None, description="Who said or wrote it, and where.")


class PullQuoteBlock(Node):
    """A sentence that stands out, in display type. A plain string is its text."""

    noun: ClassVar[str] = "a pull_quote block"

    pull_quote: PullQuote = Field(description="The sentence.")
