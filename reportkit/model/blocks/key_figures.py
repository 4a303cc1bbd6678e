"""Key figures side by side."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Inline, Node, Text


class KeyFigure(Node):
    """A number that matters."""

    noun: ClassVar[str] = "a key figure"

    value: Text = Field(description="The number as it is printed, with its sign and unit.")
    label: Inline = Field(description="What it counts.")


class KeyFiguresBlock(Node):
    """Key figures side by side."""

    noun: ClassVar[str] = "a key_figures block"

    key_figures: tuple[KeyFigure, ...] = Field(min_length=1, description="The figures.")
