"""The rows of a block with data, from the source or from a file, as texts with their places.

In goes a block of the model, out come the names of its columns and its cells. Tables, matrices,
comparisons and charts read their data here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportkit.diagnostics import Span, suggestion
from reportkit.model.blocks.grid import Grid
from reportkit.source import Path
from reportkit.source.table import DataTable
from reportkit.view.context import Context
from reportkit.view.prose import Place
from reportkit.view.report import Html

MISSING = frozenset(["", "-", "\u2013", "\u2014", "\u2212"])
"""What a cell holds that holds nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the author wrote it."""

    text: str
    """"" if it is missing."""
    place: Place

    @property
    def is_missing(self) -> bool:
        return not self.text

    @property
    def span(self) -> Span | None:
        return self.place(0)

    def markup(self, context: Context) -> Html:
        """The text as inline markup."""
        return context.prose.inline(self.text, self.place)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """Cells in rows."""

    names: tuple[str, ...]
    """Of the columns; each row has a cell for each."""
    rows: tuple[Row, ...]

    def column(self, index: int) -> tuple[Cell, ...]:
        return tuple(row[index] for row in self.rows)


def read_grid(grid: Grid, path: Path, context: Context) -> Data | None:
    """The cells of `grid` at `path`; None after an error. Columns keep the order of the data."""
    if grid.data_file:
        return from_file((*path, grid.data_file[0]), context)
    names = tuple(column.name for column in grid.columns)
    return from_rows(grid.rows, names, (*path, "rows"), context)


def from_file(path: Path, context: Context) -> Data | None:
    """The cells of the file that the key at `path` names; None if the file was refused."""
    table = context.tables.get(path)
    if table is None:
        return None
    rows = (
        tuple(Cell(_written(text), _place(table, at, i)) for i, text in enumerate(row))
        for at, row in enumerate(table.rows)
    )
    return Data(table.header, tuple(rows))


def from_rows(
    rows: Sequence[Any], names: Sequence[str], path: Path, context: Context
) -> Data | None:
    """The cells of `rows` at `path`, where `names` are the columns that the author lists."""
    if not names and isinstance(rows[0], tuple):
        context.diagnostics.error(
            "RK0202",
            "rows of cells need `columns`",
            context.source.place(path),
            "name the columns: `columns: [Basin, Yield]`",
        )
        return None
    keys = [key for row in rows if isinstance(row, dict) for key in row]
    columns = tuple(names or dict.fromkeys(keys))
    made = [_row(row, columns, (*path, at), context) for at, row in enumerate(rows)]
    if not all(_check_row(row, columns, (*path, at), context) for at, row in enumerate(rows)):
        return None
    return Data(columns, tuple(made))


def choose(data: Data, names: Sequence[str], path: Path, context: Context) -> Data | None:
    """`data` with the columns `names` alone, in their order; None if it lacks one of them."""
    found = [find(name, data, (*path, i), context) for i, name in enumerate(names)]
    if None in found:
        return None
    indices = [index for index in found if index is not None]
    return Data(tuple(names), tuple(tuple(row[i] for i in indices) for row in data.rows))


def find(name: str, data: Data, path: Path, context: Context) -> int | None:
    """The index of the column that the value at `path` names; an error if there is none."""
    if name in data.names:
        return data.names.index(name)
    hint = suggestion(name, data.names) or f"there are {_words(data.names)}"
    span = context.source.place(path)
    context.diagnostics.error("RK0323", f"no column has the name `{name}`", span, hint)
    return None


def without(data: Data, index: int) -> Data:
    """`data` without one of its columns."""
    names = (*data.names[:index], *data.names[index + 1 :])
    return Data(names, tuple((*row[:index], *row[index + 1 :]) for row in data.rows))


def _place(table: DataTable, row: int, column: int) -> Place:
    return lambda offset: table.place(row, column)


def _source_place(context: Context, path: Path) -> Place:
    return lambda offset: context.source.place(path, offset)


def _written(text: str | None) -> str:
    text = (text or "").strip()
    return "" if text in MISSING else text


def _row(row: Any, columns: Sequence[str], path: Path, context: Context) -> Row:
    cells: Iterable[tuple[Any, str | None]] = (
        ((name, row.get(name)) for name in columns) if isinstance(row, dict) else enumerate(row)
    )
    return tuple(Cell(_written(text), _source_place(context, (*path, key))) for key, text in cells)


def _check_row(row: Any, columns: Sequence[str], path: Path, context: Context) -> bool:
    """Whether a row of the source fits the columns; an error if not."""
    if isinstance(row, dict):
        unknown = list(_unknown(row, columns, path, context))
        return not unknown
    if len(row) != len(columns):
        cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
        message = f"the row has {cells} for {len(columns)} columns"
        hint = "write `~` for a cell without a value"
        context.diagnostics.error("RK0324", message, context.source.place(path), hint)
    return len(row) == len(columns)


def _unknown(
    row: dict[str, Any], columns: Sequence[str], path: Path, context: Context
) -> Iterator[str]:
    for key in row:
        if key not in columns:
            hint = suggestion(key, columns) or f"there are {_words(columns)}"
            span = context.source.keys.get((*path, key)) or context.source.place(path)
            context.diagnostics.error("RK0323", f"no column has the name `{key}`", span, hint)
            yield key


def _words(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
