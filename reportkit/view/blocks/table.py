"""Tables: cells by what their columns hold, groups of rows, sums. Template `blocks/table.html`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.frozen import frozen
from reportkit.model.blocks.table import Table as TableModel
from reportkit.model.blocks.table import TableBlock, Total
from reportkit.source import Path
from reportkit.view import columns as cells
from reportkit.view import grid
from reportkit.view.chosen import find, printed, without
from reportkit.view.columns import Kind
from reportkit.view.context import Context
from reportkit.view.heads import Column, box_label, head_columns, notes, printed_columns
from reportkit.view.report import Caption, Html, Reference

LONG = 18
"""Rows; a table with more of them may break over pages."""
FULL = 4
"""Columns; a table with more of them takes the side column too."""
LETTERS = 64
"""Of the longest words of all columns; a table with more takes the side column too."""


@frozen
class Cell:
    """A cell of the body."""

    text: Html
    """Inline markup; an en dash for what is missing."""
    align: str
    is_missing: bool = False


@frozen
class Group:
    """Rows under one head."""

    title: Html
    """"" if the rows have none."""
    rows: tuple[tuple[Cell, ...], ...]


@frozen
class Table:
    """Rows and columns. Template `blocks/table.html`."""

    caption: Caption
    label: str
    """The caption as plain text, or the word for a table: a name for the box that scrolls."""
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    total: tuple[Cell, ...]
    """The row of sums; empty if none."""
    notes: tuple[Html, ...]
    has_row_heads: bool
    """The first cell of each row names it."""
    is_wide: bool
    """It stands on a landscape page."""
    is_full: bool
    """It takes the side column too."""
    is_long: bool
    """It may break over pages."""
    kind: str = "table"


def build(block: TableBlock, path: Path, here: Reference, context: Context) -> Table:
    return _Maker(block.table, (*path, "table"), context).table()


class _Maker:
    def __init__(self, model: TableModel, path: Path, context: Context) -> None:
        self.model, self.path, self.context = model, path, context
        self.data = printed(model, path, context, model.group_by)
        self.groups_of: tuple[grid.Cell, ...] = self._take_groups()
        self.heads = list(head_columns(model, self.data.names))
        self.kinds = [
            cells.kind(column, self.data.column(i), context, i == 0 and model.row_heads)
            for i, column in enumerate(self.heads)
        ]

    def table(self) -> Table:
        # Notes are numbered as they are made: in the order of reading.
        caption = self.context.caption(self.model, self.path)
        columns = printed_columns(self.model, self.data, self.kinds, self.path, self.context)
        groups = tuple(self._groups())
        total = self._total() if self.model.total else ()
        count = len(self.data.rows) + bool(total)
        return Table(
            caption=caption,
            label=box_label(caption, self.context),
            columns=columns,
            groups=groups,
            total=total,
            notes=notes(self.model, self.path, self.context),
            has_row_heads=self.model.row_heads,
            is_wide=self.model.wide,
            is_full=len(self.heads) > FULL or self._letters() > LETTERS,
            is_long=count > LONG,
        )

    def _letters(self) -> int:
        """How many letters the columns cannot do without: the longest word of each."""
        columns = zip(self.data.heads, *self.data.rows, strict=True)
        words = ([word for cell in column for word in cell.words.split()] for column in columns)
        return sum(max(map(len, found), default=0) for found in words)

    def _take_groups(self) -> tuple[grid.Cell, ...]:
        """The head of the group of each row, taken out of the data; none if there are no groups."""
        name = self.model.group_by
        if not name or not self.data.names:
            return ()
        at = find(name, self.data, (*self.path, "group_by"), self.context)
        if at is None:
            return ()
        found = self.data.column(at)
        self.data = without(self.data, at)
        return found

    def _groups(self) -> Iterator[Group]:
        rows = self._body()
        if not self.groups_of:
            yield Group(Html(""), tuple(self._row(row) for row in rows))
            return
        by_title: dict[str, list[grid.Row]] = {}
        first: dict[str, grid.Cell] = {}
        for head, row in zip(self.groups_of, rows, strict=False):
            by_title.setdefault(head.text, []).append(row)
            first.setdefault(head.text, head)
        for title, members in by_title.items():
            markup = first[title].markup(self.context) if title else Html("")
            yield Group(markup, tuple(self._row(row) for row in members))

    def _body(self) -> Sequence[grid.Row]:
        """The rows without the total that the data may end in."""
        total = self.model.total
        return self.data.rows[:-1] if total and total.in_data else self.data.rows

    def _row(self, row: grid.Row) -> tuple[Cell, ...]:
        return tuple(
            Cell(cells.cell_markup(cell, kind, self.context), kind.align, cell.is_missing)
            for cell, kind in zip(row, self.kinds, strict=True)
        )

    # Sums

    def _total(self) -> tuple[Cell, ...]:
        total, summed = self.model.total, self._summed()
        assert total
        if total.in_data and self.data.rows:
            self._check(self.data.rows[-1], summed)
            return self._row(self.data.rows[-1])
        return tuple(self._sum(i, total, summed) for i in range(len(self.heads)))

    def _summed(self) -> set[int]:
        """The columns that are added up."""
        total = self.model.total
        path = (*self.path, "total", "columns")
        assert total
        if not total.columns:
            return {i for i, kind in enumerate(self.kinds) if kind.name == "number"}
        found = (find(n, self.data, (*path, i), self.context) for i, n in enumerate(total.columns))
        return {at for at in found if at is not None}

    def _sum(self, index: int, total: Total, summed: set[int]) -> Cell:
        kind = self.kinds[index]
        if index == 0 and index not in summed:
            return Cell(self._title(total), kind.align)
        if index not in summed:
            return Cell(Html(""), kind.align)
        value = sum(self._values(index), Decimal())
        text = cells.number_text(value, kind, self.context)
        return Cell(Html(escape(text, quote=False)), kind.align)

    def _title(self, total: Total) -> Html:
        if total.title:
            return self.context.inline(total.title, (*self.path, "total", "title"))
        return Html(escape(self.context.language.blocks["total"], quote=False))

    def _values(self, index: int) -> Iterator[Decimal]:
        for row in self._body():
            value = cells.parse(row[index].words)
            if value is not None:
                yield value

    def _check(self, row: grid.Row, summed: set[int]) -> None:
        """The sums that the data gives are those of its rows, as exactly as they are written."""
        for i in sorted(summed):
            given = cells.parse(row[i].words)
            if given is None:
                continue
            exact = sum(self._values(i), Decimal())
            places = cells.places(row[i].words)
            if round(exact - given, places):
                self._report_sum(row[i], exact, given, self._rounding(i, places), i)

    def _rounding(self, index: int, places: int) -> Decimal:
        """By how much a sum of rounded numbers may differ from the rounded sum."""
        written = [row[index].words for row in self._body() if row[index].words]
        least = min((cells.places(text) for text in written), default=places)
        return Decimal(len(written) + 1) / 2 * Decimal(1).scaleb(-min(least, places))

    def _report_sum(
        self, cell: grid.Cell, exact: Decimal, given: Decimal, bound: Decimal, index: int
    ) -> None:
        kind = Kind("number", max(cells.places(cell.words), self.kinds[index].decimals), "right")
        wanted = cells.number_text(exact, kind, self.context)
        name = self.heads[index].name
        message = f"the total of `{name}` is {cell.words}, its rows add up to {wanted}"
        is_rounding = abs(exact - given) <= bound and cells.places(cell.words) > 0
        severity = Severity.NOTE if is_rounding else Severity.ERROR
        hint = "rounding may explain it" if is_rounding else "mend the total or one of the rows"
        self.context.diagnostics.add(Diagnostic(severity, "RK0322", message, cell.span, (hint,)))
