"""Comparisons: options across, criteria down, prose between. Template `blocks/comparison.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.comparison import ComparisonBlock
from reportkit.source import Path
from reportkit.view.chosen import printed
from reportkit.view.columns import TEXT, Kind, cell_markup
from reportkit.view.context import Context
from reportkit.view.heads import Column, box_label, head_columns, notes, printed_columns
from reportkit.view.report import Caption, Html, Reference


@frozen
class Comparison:
    """Options side by side. Template `blocks/comparison.html`."""

    caption: Caption
    label: str
    """The caption as plain text, or the word for a table: a name for the box that scrolls."""
    columns: tuple[Column, ...]
    """The first is the head of the criteria, the others are the options."""
    rows: tuple[tuple[Html, ...], ...]
    """A criterion each, then what is said of every option."""
    notes: tuple[Html, ...]
    is_wide: bool
    """It stands on a landscape page."""
    kind: str = "comparison"


def build(block: ComparisonBlock, path: Path, here: Reference, context: Context) -> Comparison:
    model, path = block.comparison, (*path, "comparison")
    data = printed(model, path, context)
    caption = context.caption(model, path)
    heads = list(head_columns(model, data.names))
    kinds = [Kind("text", 0, head.align or "left") for head in heads]
    return Comparison(
        caption=caption,
        label=box_label(caption, context),
        columns=printed_columns(model, data, kinds, path, context),
        rows=tuple(tuple(cell_markup(cell, TEXT, context) for cell in row) for row in data.rows),
        notes=notes(model, path, context),
        is_wide=model.wide,
    )
