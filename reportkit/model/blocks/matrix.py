"""An assessment grid: judgements from a scale."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.blocks.grid import Grid
from reportkit.model.node import Node, Text


class Grade(Node):
    """A word of the scale."""

    noun: ClassVar[str] = "a word of the scale"
    shorthand: ClassVar[str | None] = "word"

    word: Text = Field(description="The word as it stands in the cells.")
    level: int | None = Field(
        None, ge=1, le=4, description="How strong its tone is, from 1 to 4; else by its place."
    )


class Matrix(Grid):
    """What is assessed down the side, by what across the head; each cell is a word of the scale."""

    noun: ClassVar[str] = "a matrix"

    scale: tuple[Grade, ...] = Field(
        min_length=2, description="The words that cells may hold, from the lowest to the highest."
    )


class MatrixBlock(Node):
    """An assessment grid."""

    noun: ClassVar[str] = "a matrix block"

    matrix: Matrix = Field(description="The grid.")
