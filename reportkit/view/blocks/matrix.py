"""Assessment grids: a word in each cell, a tone by its level. Template `blocks/matrix.html`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportkit.diagnostics import suggestion
from reportkit.model.blocks.grid import Grid
from reportkit.model.blocks.matrix import Matrix as MatrixModel
from reportkit.model.blocks.matrix import MatrixBlock
from reportkit.source import Path
from reportkit.view import grid
from reportkit.view.columns import DASH, Kind
from reportkit.view.context import Context
from reportkit.view.heads import Column, box_label, head_columns, notes, printed_columns
from reportkit.view.report import Caption, Html, Reference

LEVELS = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """A cell: the word that judges, and its tone."""

    text: Html
    level: int
    """1 to 4; 0 for a missing cell."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """What is assessed, and by each count."""

    title: Html
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """An assessment grid. Template `blocks/matrix.html`."""

    caption: Caption
    label: str
    """The caption as plain text, or the word for a table: a name for the box that scrolls."""
    columns: tuple[Column, ...]
    """The first is the head of the rows."""
    rows: tuple[MatrixRow, ...]
    notes: tuple[Html, ...]
    is_wide: bool
    """It stands on a landscape page."""
    is_full: bool
    """It takes the side column too."""
    kind: str = "matrix"


def build(block: MatrixBlock, path: Path, here: Reference, context: Context) -> Matrix:
    model, path = block.matrix, (*path, "matrix")
    data = chosen(model, path, context)
    levels = _levels(model)
    caption = context.caption(model, path)
    heads = list(head_columns(model, data.names))
    kinds = [Kind("text", 0, head.align or "left") for head in heads]
    return Matrix(
        caption=caption,
        label=box_label(caption, context),
        columns=printed_columns(model, heads, kinds, path, context),
        rows=tuple(_row(row, levels, context) for row in data.rows),
        notes=notes(model, path, context),
        is_wide=model.wide,
        is_full=len(heads) > 3,
    )


def chosen(model: Grid, path: Path, context: Context) -> grid.Data:
    """The data of a grid, with the columns that the author lists; empty after an error."""
    data = grid.read_grid(model, path, context)
    if data and model.columns:
        names = [column.name for column in model.columns]
        data = grid.choose(data, names, (*path, "columns"), context)
    return data or grid.Data((), ())


def _levels(model: MatrixModel) -> dict[str, int]:
    """The level of each word, folded: as the author says, or else by its place in the scale."""
    most = len(model.scale) - 1
    return {
        grade.word.casefold(): grade.level or 1 + round(at * (LEVELS - 1) / most)
        for at, grade in enumerate(model.scale)
    }


def _row(row: grid.Row, levels: Mapping[str, int], context: Context) -> MatrixRow:
    head, *cells = row
    title = DASH if head.is_missing else head.markup(context)
    return MatrixRow(title, tuple(_judgement(cell, levels, context) for cell in cells))


def _judgement(cell: grid.Cell, levels: Mapping[str, int], context: Context) -> Judgement:
    if cell.is_missing:
        return Judgement(DASH, 0)
    level = levels.get(cell.text.casefold())
    if level is None:
        hint = suggestion(cell.text, levels) or "add it to `scale`, with its `level`"
        message = f"`{cell.text[:40]}` is no word of the scale"
        context.diagnostics.error("RK0325", message, cell.span, hint)
    return Judgement(cell.markup(context), level or 0)
