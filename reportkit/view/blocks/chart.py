"""Charts: data as a drawing to be made, as words and as a table. Template `blocks/chart.html`.

The drawing is a Vega-Lite specification in which colours are names of tokens (`rk-data-1`): they
are known where the theme is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportkit.diagnostics import Span
from reportkit.frozen import frozen
from reportkit.model.blocks.chart import Chart as ChartModel
from reportkit.model.blocks.chart import ChartBlock
from reportkit.model.blocks.grid import Column
from reportkit.source import Path
from reportkit.view import columns as cells
from reportkit.view import grid
from reportkit.view.blocks.table import Cell
from reportkit.view.chosen import find
from reportkit.view.context import Context
from reportkit.view.drawing import Frame, Plot, Point, drawing, full, has_colours, has_room
from reportkit.view.numbers import chart_formats, number
from reportkit.view.prose import plain
from reportkit.view.report import Caption, Html, Reference


@frozen
class Chart:
    """A drawing of data. Template `blocks/chart.html`."""

    caption: Caption
    alt: str
    """What it shows, in a sentence, for those who do not see it."""
    axes: tuple[str, ...]
    """What the author says of the axes: titles, with the unit."""
    spec: Mapping[str, Any]
    """Vega-Lite, for the filter `drawn`; colours are names of tokens such as `rk-data-1`."""
    formats: Mapping[str, Any]
    """How the language writes numbers and dates, as Vega has it."""
    columns: tuple[Html, ...]
    """Heads of the data."""
    rows: tuple[tuple[Cell, ...], ...]
    """The data as a table."""
    label: str
    """Name of the box that the drawing scrolls in on a screen."""
    data_label: str
    """What opens the table."""
    shows_data: bool
    """Print has the table too."""
    notes: tuple[Html, ...]
    place: Span | None
    """Where the source has it, for findings."""
    kind: str = "chart"


def build(block: ChartBlock, path: Path, here: Reference, context: Context) -> Chart:
    model, path = block.chart, (*path, "chart")
    data = _read(model, path, context) or grid.Data((), ())
    caption = context.caption(model, path)
    language = context.language
    plot = None if model.spec else _plot(model, data, path, context)
    layout = context.layout
    frame = Frame(layout.chart_width, model.height or layout.chart_height)
    spec = drawing(plot, frame) if plot else _full(model.spec or {}, data, frame)
    words = _words(model, caption, plot, context)
    if plot:
        _report_losses(plot, frame, path, context)
    return Chart(
        caption=caption,
        alt=model.alt or words,
        axes=tuple(_axes(model, context)),
        spec=spec,
        formats=chart_formats(language),
        columns=tuple(head.markup(context, is_printed=model.show_data) for head in data.heads),
        rows=_rows(data, model.show_data, context),
        label=f"{caption.label} {plain(caption.text) or language.blocks['chart']}".strip(),
        data_label=language.blocks["chart_data"],
        shows_data=model.show_data,
        notes=tuple(context.inline(n, (*path, "notes", i)) for i, n in enumerate(model.notes)),
        place=context.source.keys.get(path) or context.source.place(path),
    )


def _read(model: ChartModel, path: Path, context: Context) -> grid.Data | None:
    if model.data_file:
        return grid.from_file((*path, model.data_file[0]), context)
    return grid.from_rows(model.data, (), (*path, "data"), context)


def _plot(model: ChartModel, data: grid.Data, path: Path, context: Context) -> Plot | None:
    """What is drawn, in the order of the data; None after an error."""
    names = [key for key in ("x", "y", "series") if getattr(model, key)]
    found = {
        key: find(getattr(model, key), data, (*path, key), context) for key in names if data.names
    }
    if None in found.values() or not found or model.type is None:
        return None
    kind = cells.Kind("number", 0, "right")
    points = []
    for row in data.rows:
        x, y = row[found["x"] or 0], row[found["y"] or 0]
        if not y.is_missing and cells.parse(y.words) is None:
            cells.cell_markup(y, kind, context)  # an error at its place
        series = row[found["series"] or 0].words if "series" in found else ""
        points.append(Point(x.words, None if y.is_missing else cells.parse(y.words), series))
    return Plot(
        mark=model.type,
        points=tuple(points),
        x_title=model.x_title or "",
        y_title=_measure(model, context),
        is_horizontal=model.horizontal,
        zero=model.zero,
    )


def _measure(model: ChartModel, context: Context) -> str:
    """What is measured, and in what, as the language joins the two."""
    title, unit = model.y_title or model.y or "", model.unit or ""
    both = context.language.blocks["chart_measure"]
    return both.format(title=title, unit=unit) if title and unit else title or unit


def _axes(model: ChartModel, context: Context) -> Iterator[str]:
    if model.y_title or model.unit:
        yield _measure(model, context)
    if model.x_title:
        yield model.x_title


def _report_losses(plot: Plot, frame: Frame, path: Path, context: Context) -> None:
    """What is drawn and cannot be read is found."""
    if not has_room(plot, frame):
        where = "beside" if plot.is_horizontal else "below"
        message = f"the chart has no room for all the names {where} its bars"
        hint = "shorten them" if plot.is_horizontal else "say `horizontal: true`, or shorten them"
        context.diagnostics.warning("RK0340", message, context.source.place((*path, "x")), hint)
    if not has_colours(plot):
        message = f"two of the {len(plot.series)} series of the chart have the same colour"
        hint = "draw fewer, or say `type: small-multiples`"
        place = context.source.place((*path, "series"))
        context.diagnostics.warning("RK0340", message, place, hint)


def _words(model: ChartModel, caption: Caption, plot: Plot | None, context: Context) -> str:
    """A sentence that says what is drawn: the caption, then the range of the data."""
    what = plain(caption.text).rstrip(".") or context.language.blocks["chart"]
    values = [point.y for point in plot.points if point.y is not None] if plot else []
    if not plot or not values:
        return what
    low, high = (number(value, context.language) for value in (min(values), max(values)))
    first, last = plot.points[0].x, plot.points[-1].x
    series = f" ({', '.join(plot.series)})" if plot.series else ""
    return f"{what}. {plot.y_title}{series}, {first}\u2013{last}: {low}\u2013{high}."


def _full(spec: Mapping[str, Any], data: grid.Data, frame: Frame) -> Mapping[str, Any]:
    """The author's specification with the rows; years that are dates stay texts."""
    dates = set(_dates(spec))
    records = [
        {
            name: cell.words if name in dates else _value(cell)
            for name, cell in zip(data.names, row, strict=True)
        }
        for row in data.rows
    ]
    return full(spec, records, frame)


def _dates(spec: object) -> Iterator[str]:
    """The fields that a specification, however deep, takes for dates."""
    if isinstance(spec, Mapping):
        if spec.get("type") == "temporal" and isinstance(spec.get("field"), str):
            yield spec["field"]
        for inner in spec.values():
            yield from _dates(inner)
    elif isinstance(spec, list | tuple):
        for inner in spec:
            yield from _dates(inner)


def _value(cell: grid.Cell) -> str | float | None:
    if cell.is_missing:
        return None
    value = cells.parse(cell.words)
    return cell.words if value is None else float(value)


def _rows(data: grid.Data, is_printed: bool, context: Context) -> tuple[tuple[Cell, ...], ...]:
    """The cells of the table; print has no notes of one that it does not show."""
    kinds = [
        cells.kind(Column(name=name), data.column(i), context) for i, name in enumerate(data.names)
    ]
    return tuple(
        tuple(
            Cell(cells.cell_markup(cell, kind, context, is_printed), kind.align, cell.is_missing)
            for cell, kind in zip(row, kinds, strict=True)
        )
        for row in data.rows
    )
