"""Words of somebody, set apart."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Inline, Node, Prose


class Quote(Node):
    """Words of somebody."""

    noun: ClassVar[str] = "a quote"
    shorthand: ClassVar[str | None] = "text"

    text: Prose = Field(description="The words as they were said or written, without marks.")
    who: Inline | None = Field(None, description="Who said or wrote them.")
    role: Inline | None = Field(None, description="The office of the speaker, or the occasion.")
    source: Inline | None = Field(None, description="Where the words can be found.")


class QuoteBlock(Node):
    """Words of somebody, set apart. A plain string is a quote without a name."""

    noun: ClassVar[str] = "a quote block"

    quote: Quote = Field(description="The quote.")
