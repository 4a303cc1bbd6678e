"""The rows of a block with data, from the source or from a file, as Markdown with its places.

In goes a block of the model, out come the heads of its columns and its cells. Tables, matrices,
comparisons and charts read their data here and nowhere else; `chosen` picks what they print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportkit.diagnostics import Span, suggestion
from reportkit.frozen import frozen
from reportkit.model.blocks.grid import Grid
from reportkit.source import Path
from reportkit.source.table import DataTable
from reportkit.view.context import Context
from reportkit.view.prose import Place, words
from reportkit.view.report import Html

MISSING = frozenset(["", "-", "\u2013", "\u2014", "\u2212"])
"""What a cell holds that holds nothing."""


@frozen
class Cell:
    """A cell, or the head of a column, as the author wrote it."""

    text: str
    """Inline Markdown; "" if nothing stands there, or nothing but a dash."""
    words: str
    """What it says without markup, notes and citations; "" if it says nothing."""
    place: Place
    path: Path
    """Of the value in the source, or of the key that names its file."""

    @property
    def is_missing(self) -> bool:
        """Whether a dash stands for it, though a note may say why."""
        return self.words in MISSING and (not self.text or bool(self.words))

    @property
    def span(self) -> Span | None:
        return self.place(0)

    def markup(self, context: Context, instead: str | None = None, is_printed: bool = True) -> Html:
        """The text as inline markup; `instead` is printed for its words, beside its marks."""
        resolve = context.apparatus.resolve(self.path, is_printed, is_printed)
        return context.prose.inline(self.text, self.place, resolve, instead)


def head(name: str, place: Place, path: Path) -> Cell:
    """The head of the column `name`, which is never missing."""
    return Cell(name, words(name), place, path)


def made(text: str | None, place: Place, path: Path) -> Cell:
    """The cell that holds `text`; None is a missing one."""
    text = (text or "").strip()
    return Cell("" if text in MISSING else text, words(text), place, path)


Row = tuple[Cell, ...]


@frozen
class Data:
    """Cells in rows."""

    heads: Row
    """The names of the columns; each row has a cell for each."""
    rows: tuple[Row, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns, as the data has them."""
        return tuple(head.text for head in self.heads)

    def column(self, index: int) -> tuple[Cell, ...]:
        return tuple(row[index] for row in self.rows)


def read_grid(grid: Grid, path: Path, context: Context) -> Data | None:
    """The cells of `grid` at `path`; None after an error. Columns keep the order of the data."""
    if grid.data_file:
        return from_file((*path, grid.data_file[0]), context)
    return from_rows(grid.rows, listed(grid, path, context), (*path, "rows"), context)


def listed(grid: Grid, path: Path, context: Context) -> Row:
    """The heads of the columns that `grid` at `path` lists."""
    paths = [(*path, "columns", at, "name") for at in range(len(grid.columns))]
    heads = zip(grid.columns, paths, strict=True)
    return tuple(head(column.name, _source_place(context, at), at) for column, at in heads)


def from_file(path: Path, context: Context) -> Data | None:
    """The cells of the file that the key at `path` names; None if the file was refused."""
    table = context.tables.get(path)
    if table is None:
        return None
    heads = tuple(head(name, _place(table, -1, i), path) for i, name in enumerate(table.header))
    rows = (
        tuple(made(text, _place(table, at, i), path) for i, text in enumerate(row))
        for at, row in enumerate(table.rows)
    )
    return Data(heads, tuple(rows))


def from_rows(rows: Sequence[Any], heads: Row, path: Path, context: Context) -> Data | None:
    """The cells of `rows` at `path`, where `heads` are those that the author lists."""
    if not heads and isinstance(rows[0], tuple):
        context.diagnostics.error(
            "RK0202",
            "rows of cells need `columns`",
            context.source.place(path),
            "name the columns: `columns: [Basin, Yield]`",
        )
        return None
    heads = heads or tuple(_keys(rows, path, context))
    if not all(_check_row(row, heads, (*path, at), context) for at, row in enumerate(rows)):
        return None
    return Data(heads, tuple(_row(r, heads, (*path, i), context) for i, r in enumerate(rows)))


def _keys(rows: Sequence[Any], path: Path, context: Context) -> Iterator[Cell]:
    """The keys of the rows at `path`, each at its first place."""
    first: dict[str, Path] = {}
    for at, row in enumerate(rows):
        for key in row if isinstance(row, dict) else ():
            first.setdefault(key, (*path, at, key))
    for key, where in first.items():
        yield head(key, _key_place(context, where), where)


def _place(table: DataTable, row: int, column: int) -> Place:
    return lambda offset: table.place(row, column)


def _source_place(context: Context, path: Path) -> Place:
    return lambda offset: context.source.place(path, offset)


def _key_place(context: Context, path: Path) -> Place:
    return lambda offset: context.source.keys.get(path) or context.source.place(path)


def _row(row: Any, heads: Row, path: Path, context: Context) -> Row:
    cells: Iterable[tuple[Any, str | None]] = enumerate(row)
    if isinstance(row, dict):
        keys = (head.text if head.text in row else head.words for head in heads)
        cells = ((key, row.get(key)) for key in keys)
    return tuple(
        made(text, _source_place(context, (*path, key)), (*path, key)) for key, text in cells
    )


def _check_row(row: Any, heads: Row, path: Path, context: Context) -> bool:
    """Whether a row of the source fits the columns; an error if not."""
    if isinstance(row, dict):
        unknown = list(_unknown(row, heads, path, context))
        return not unknown
    if len(row) != len(heads):
        cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
        message = f"the row has {cells} for {len(heads)} columns"
        hint = "write `~` for a cell without a value"
        context.diagnostics.error("RK0324", message, context.source.place(path), hint)
    return len(row) == len(heads)


def _unknown(row: dict[str, Any], heads: Row, path: Path, context: Context) -> Iterator[str]:
    known = {name for head in heads for name in (head.text, head.words)}
    for key in row:
        if key not in known:
            span = context.source.keys.get((*path, key)) or context.source.place(path)
            no_column(key, heads, span, context)
            yield key


def no_column(name: str, heads: Row, span: Span | None, context: Context) -> None:
    """An error: no column has that name."""
    names = [head.text for head in heads]
    known = ", ".join(f"`{name}`" for name in names)
    hint = suggestion(name, names) or f"there are {known}"
    context.diagnostics.error("RK0323", f"no column has the name `{name}`", span, hint)
