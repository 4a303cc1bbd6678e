"""What tables, matrices and comparisons have in common: columns and rows, written or from a file.

In go keys, out comes a node whose rows are either all in the source or all in one data file.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from reportkit.model import checks
from reportkit.model.node import Captioned, Inline, Node, Row, Text
from reportkit.source.table import SUFFIXES


def a_data_file(name: str) -> str:
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        hint = f"a data file ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
        raise checks.Fault("RK0206", f"is `{name}`, not a data file", hint)
    return checks.a_file_of_the_project(name)


DataFile = Annotated[Text, AfterValidator(a_data_file)]
"""The path of a CSV, TSV or JSON file from the folder of the source."""


class HasData(Captioned):
    """A block whose data may stand in a file of its own."""

    @property
    def data_file(self) -> tuple[str, str] | None:
        """The key that names a data file and the name; None if the data is in the source."""
        raise NotImplementedError


class Column(Node):
    """A column of a table."""

    noun: ClassVar[str] = "a column"
    shorthand: ClassVar[str | None] = "name"

    name: Text = Field(
        description="The name of the column in the data, printed as its head, which is Markdown."
    )
    title: Inline | None = Field(None, description="What is printed for the name.")
    type: Literal["text", "number", "percent", "date"] | None = Field(
        None,
        description="What its cells hold: text, number, percent (12.5 is printed as 12.5 %) or "
        "date (as EDTF). A column of nothing but numbers is one of numbers, any other is text.",
    )
    align: Literal["left", "center", "right"] | None = Field(
        None, description="How its cells are set; numbers stand right, all else left."
    )
    decimals: int | None = Field(
        None,
        ge=0,
        le=12,
        description="Places after the decimal sign; else as many as the most exact cell has.",
    )
    unit: Text | None = Field(None, description="The unit of its numbers, printed with the head.")
    width: int | None = Field(
        None, ge=1, le=100, description="Its share of the table's width, in per cent."
    )


class Grid(HasData):
    """A block of rows and columns."""

    alone: ClassVar[frozenset[str]] = frozenset(["notes", "leave_out"])
    counted_as: ClassVar[str] = "table"

    columns: tuple[Column, ...] = Field(
        (),
        description="The columns in the order in which they are printed: names, or keys and "
        "values. Without it the columns are those of the data.",
    )
    leave_out: tuple[Text, ...] = Field(
        (),
        description="Names of columns that are not printed. What `columns` does not list is not "
        "printed either, and named in a note unless it stands here.",
    )
    csv: DataFile | None = Field(None, description="A file with the rows, separated by commas.")
    tsv: DataFile | None = Field(None, description="A file with the rows, separated by tabs.")
    rows: tuple[Row, ...] = Field(
        (),
        description="The rows: a list of cells each, or a cell for each column by its name. Cells, "
        "here as in files, are Markdown with notes, citations and references.",
    )
    notes: tuple[Inline, ...] = Field((), description="Remarks below it.")
    wide: bool = Field(False, description="Whether it stands on a landscape page of its own.")

    @property
    def data_file(self) -> tuple[str, str] | None:
        if self.csv:
            return "csv", self.csv
        return ("tsv", self.tsv) if self.tsv else None

    @model_validator(mode="after")
    def _is_of_one_mind(self) -> Self:
        given = [key for key in ("csv", "tsv", "rows") if getattr(self, key)]
        if len(given) != 1:
            what = " and ".join(f"`{key}`" for key in given) or "no rows"
            raise checks.Fault("RK0206", f"has {what}", "give it one of `rows`, `csv` or `tsv`")
        both = [column.name for column in self.columns if column.name in self.leave_out]
        if both:
            what = f"has `{both[0]}` in `columns` and in `leave_out`"
            raise checks.Fault("RK0206", what, "keep it in one of the two")
        return self
