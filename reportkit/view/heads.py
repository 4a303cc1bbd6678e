"""What all blocks of rows and columns print around their cells: heads, notes, a name.

In goes a grid of the model, out come the heads of its columns and its remarks as markup. Tables,
matrices and comparisons differ in their cells alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.frozen import frozen
from reportkit.model.blocks import grid as model
from reportkit.source import Path
from reportkit.view.columns import Kind
from reportkit.view.context import Context
from reportkit.view.grid import Data
from reportkit.view.prose import plain
from reportkit.view.report import Caption, Html


@frozen
class Column:
    """The head of a column."""

    title: Html
    unit: str
    """"" if none."""
    align: str
    """"left", "center" or "right"."""
    width: str
    """Such as "20%"; "" where the contents decide."""


def head_columns(grid_: model.Grid, names: Sequence[str]) -> Iterator[model.Column]:
    """What the author says of each column of the data."""
    said = {column.name: column for column in grid_.columns}
    for name in names:
        yield said.get(name) or model.Column(name=name)


def printed_columns(
    grid_: model.Grid,
    data: Data,
    kinds: Sequence[Kind],
    path: Path,
    context: Context,
) -> tuple[Column, ...]:
    """The heads of columns; `path` is that of the block."""
    at = {column.name: i for i, column in enumerate(grid_.columns)}
    made = []
    heads = zip(head_columns(grid_, data.names), data.heads, kinds, strict=True)
    for head, name, kind in heads:
        where = (*path, "columns", at.get(head.name, 0), "title")
        title = context.inline(head.title, where) if head.title else name.markup(context)
        width = f"{head.width}%" if head.width else ""
        made.append(Column(title, head.unit or "", kind.align, width))
    return tuple(made)


def notes(grid_: model.Grid, path: Path, context: Context) -> tuple[Html, ...]:
    """The remarks below a block at `path`."""
    return tuple(context.inline(note, (*path, "notes", i)) for i, note in enumerate(grid_.notes))


def box_label(caption: Caption, context: Context) -> str:
    """A name for the box that scrolls on a screen."""
    text = " ".join(filter(None, (caption.label, plain(caption.text))))
    return text or context.language.blocks["table"]
