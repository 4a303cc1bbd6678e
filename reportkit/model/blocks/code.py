"""Code, or other text whose lines and spaces count."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Inline, Node, Prose, Text


class Code(Node):
    """Code, or other text whose lines and spaces count."""

    noun: ClassVar[str] = "a piece of code"
    shorthand: ClassVar[str | None] = "text"

    text: Prose = Field(description="The lines, after `|`; nothing in them is Markdown.")
    language: Text | None = Field(
        None, description="What the code is written in, such as `python`; it stands above."
    )
    caption: Inline | None = Field(None, description="What the code is; it stands above.")


class CodeBlock(Node):
    """Code, or other text whose lines and spaces count. A plain string is its text."""

    noun: ClassVar[str] = "a code block"

    code: Code = Field(description="The code.")
