"""A list of statements between other blocks."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.dated import Order, Point
from reportkit.model.node import Node


class PointsBlock(Node):
    """A list of statements between other blocks."""

    noun: ClassVar[str] = "a points block"

    points: tuple[Point, ...] = Field(min_length=1, description="The statements.")
    ordered: Order | None = Field(
        None, description="How they are numbered; without it they have bullets."
    )
