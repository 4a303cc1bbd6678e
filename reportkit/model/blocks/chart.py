"""A chart: a few keys, or a full Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from reportkit.model import checks
from reportkit.model.blocks.grid import HasData, a_data_file
from reportkit.model.node import ROW, Inline, Node, Text


def _data(value: object) -> object:
    """The path of a data file, or rows by column."""
    if isinstance(value, str):
        return a_data_file(value)
    if not isinstance(value, tuple) or not value:
        hint = "write rows such as `- {year: 2024, flow: 12}`"
        raise checks.Fault("RK0203", "must be a data file or rows", hint)
    for row in value:
        if not isinstance(row, dict):
            hint = "write rows such as `- {year: 2024, flow: 12}`"
            raise checks.Fault("RK0203", "must be rows with a key for each column", hint)
        checks.a_row(row)
    return value


_ROWS = {"type": "array", "items": ROW["anyOf"][1], "minItems": 1}
Data = Annotated[
    Any, BeforeValidator(_data), WithJsonSchema({"anyOf": [{"type": "string"}, _ROWS]})
]
"""The path of a data file, or rows by column."""


class Chart(HasData):
    """Data drawn in the theme's colours and type."""

    noun: ClassVar[str] = "a chart"
    alone: ClassVar[frozenset[str]] = frozenset(["notes"])
    counted_as: ClassVar[str] = "figure"

    type: Literal["bar", "line", "area", "scatter", "stacked", "small-multiples"] | None = Field(
        None, description="How the data is drawn; small-multiples is a chart for each series."
    )
    data: Data = Field(description="A CSV, TSV or JSON file, or rows with a key for each column.")
    x: Text | None = Field(None, description="The column along the foot: years, dates or names.")
    y: Text | None = Field(None, description="The column of numbers up the side.")
    series: Text | None = Field(None, description="The column that tells the series apart.")
    x_title: Text | None = Field(None, description="What stands along the foot; else nothing.")
    y_title: Text | None = Field(None, description="What stands above the side; else the column.")
    unit: Text | None = Field(None, description="The unit of the numbers, said with their title.")
    horizontal: bool = Field(False, description="Whether bars lie on their side, for long names.")
    zero: bool | None = Field(
        None, description="Whether the numbers begin at zero; bars and areas always do."
    )
    height: int | None = Field(
        None, ge=60, le=560, description="The height of the drawing in points; 170 if not given."
    )
    alt: Text | None = Field(
        None, description="What the chart shows, for those who do not see it; else a sentence."
    )
    show_data: bool = Field(False, description="Whether print shows the data in a table as well.")
    notes: tuple[Inline, ...] = Field((), description="Remarks and sources below it.")
    spec: dict[str, Any] | None = Field(
        None, description="A Vega-Lite specification, without `data`; instead of `type`, `x`, `y`."
    )

    @property
    def data_file(self) -> tuple[str, str] | None:
        return ("data", self.data) if isinstance(self.data, str) else None

    @model_validator(mode="after")
    def _says_how_to_draw(self) -> Self:
        given = [key for key in ("type", "x", "y", "series", "horizontal") if getattr(self, key)]
        if self.spec is not None:
            if given:
                raise checks.Fault("RK0206", f"has `spec` and `{given[0]}`", "keep one of the two")
            if any(key in ("url", "href") for key in _keys(self.spec)):
                hint = "name the file by `data`; a chart loads nothing and links nowhere"
                raise checks.Fault("RK0209", "has an address in its `spec`", hint)
            if "data" in self.spec:
                hint = "give the rows or the file by `data` beside `spec`"
                raise checks.Fault("RK0206", "has `data` in its `spec`", hint)
            return self
        missing = [key for key in ("type", "x", "y") if not getattr(self, key)]
        if self.type == "small-multiples" and not self.series:
            missing.append("series")
        if missing:
            hint = "name by it a column of the data"
            raise checks.Fault(
                "RK0202", f"needs {' and '.join(f'`{key}`' for key in missing)}", hint
            )
        return self


class ChartBlock(Node):
    """A chart."""

    noun: ClassVar[str] = "a chart block"

    chart: Chart = Field(description="The chart.")


def _keys(value: object) -> Iterator[str]:
    """Every key of a specification, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _keys(inner)
