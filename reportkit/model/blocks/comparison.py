"""Options side by side."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.blocks.grid import Grid
from reportkit.model.node import Node


class Comparison(Grid):
    """Options across the head, criteria down the side, a few words of prose in each cell."""

    noun: ClassVar[str] = "a comparison"


class ComparisonBlock(Node):
    """Options side by side."""

    noun: ClassVar[str] = "a comparison block"

    comparison: Comparison = Field(description="The comparison.")
