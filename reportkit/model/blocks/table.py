"""A table."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.blocks.grid import Grid
from reportkit.model.node import Inline, Node, Text


class Total(Node):
    """The last row of a table: sums of its columns."""

    noun: ClassVar[str] = "a total"
    shorthand: ClassVar[str | None] = "title"
    alone: ClassVar[frozenset[str]] = frozenset(["columns"])

    title: Inline | None = Field(None, description="The head of the row; else a word for total.")
    columns: tuple[Text, ...] = Field(
        (), description="Names of the columns that are added up; else every column of numbers."
    )
    in_data: bool = Field(
        False,
        description="Whether the last row of the data is the total. It is then checked, not added.",
    )


class Table(Grid):
    """Rows and columns of numbers, words and dates."""

    noun: ClassVar[str] = "a table"

    row_heads: bool = Field(True, description="Whether the first column names the rows.")
    group_by: Text | None = Field(
        None, description="The column whose values head groups of rows, instead of being printed."
    )
    total: Total | None = Field(
        None, description="A row of sums at the foot; a sum that the data gives is checked."
    )


class TableBlock(Node):
    """A table."""

    noun: ClassVar[str] = "a table block"

    table: Table = Field(description="The table.")
