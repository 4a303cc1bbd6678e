"""Assessment grids: a word in each cell, a tone by its level. Template `blocks/matrix.html`."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.diagnostics import suggestion
from reportkit.frozen import frozen
from reportkit.model.blocks.matrix import Matrix as MatrixModel
from reportkit.model.blocks.matrix import MatrixBlock
from reportkit.source import Path
from reportkit.view import grid
from reportkit.view.chosen import printed
from reportkit.view.columns import TEXT, Kind, cell_markup
from reportkit.view.context import Context
from reportkit.view.heads import Column, box_label, head_columns, notes, printed_columns
from reportkit.view.report import Caption, Html, Reference

LEVELS = 4


@frozen
class Judgement:
    """A cell: the word that judges, and its tone."""

    text: Html
    level: int
    """1 to 4; 0 for a missing cell."""


@frozen
class MatrixRow:
    """What is assessed, and by each count."""

    title: Html
    judgements: tuple[Judgement, ...]


@frozen
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
    data = printed(model, path, context)
    levels = _levels(model)
    caption = context.caption(model, path)
    heads = list(head_columns(model, data.names))
    kinds = [Kind("text", 0, head.align or "left") for head in heads]
    return Matrix(
        caption=caption,
        label=box_label(caption, context),
        columns=printed_columns(model, data, kinds, path, context),
        rows=tuple(_row(row, levels, context) for row in data.rows),
        notes=notes(model, path, context),
        is_wide=model.wide,
        is_full=len(heads) > 3,
    )


def _levels(model: MatrixModel) -> dict[str, int]:
    """The level of each word, folded: as the author says, or else by its place in the scale."""
    most = len(model.scale) - 1
    return {
        grade.word.casefold(): grade.level or 1 + round(at * (LEVELS - 1) / most)
        for at, grade in enumerate(model.scale)
    }


def _row(row: grid.Row, levels: Mapping[str, int], context: Context) -> MatrixRow:
    head, *cells = row
    title = cell_markup(head, TEXT, context)
    return MatrixRow(title, tuple(_judgement(cell, levels, context) for cell in cells))


def _judgement(cell: grid.Cell, levels: Mapping[str, int], context: Context) -> Judgement:
    level = levels.get(" ".join(cell.words.split()).casefold())
    if level is None and cell.words and not cell.is_missing:
        hint = suggestion(cell.words, levels) or "add it to `scale`, with its `level`"
        message = f"`{cell.words[:40]}` is no word of the scale"
        context.diagnostics.error("RK0325", message, cell.span, hint)
    return Judgement(cell_markup(cell, TEXT, context), level or 0)
