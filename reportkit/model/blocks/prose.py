"""Prose between other blocks."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Node, Prose


class ProseBlock(Node):
    """Prose. In a body, a plain string is a prose block."""

    noun: ClassVar[str] = "a prose block"
    shorthand: ClassVar[str | None] = "prose"

    prose: Prose = Field(description="The text.")
