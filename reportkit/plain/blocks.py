"""The plain form of every block: a chart as its table, a timeline as a list, a callout as a box.

In go blocks of the view, out come blocks of `tree`. A block of the view has its function here
under the name of its kind, as it has its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from reportkit.plain.markup import Reader
from reportkit.plain.tree import (
    Block,
    Box,
    Cell,
    Image,
    Inline,
    Item,
    Lines,
    Link,
    Listing,
    Paragraph,
    Span,
    Table,
    Text,
)
from reportkit.view import report as view
from reportkit.view.blocks.callout import Callout
from reportkit.view.blocks.chart import Chart
from reportkit.view.blocks.code import Code
from reportkit.view.blocks.comparison import Comparison
from reportkit.view.blocks.definitions import Definitions
from reportkit.view.blocks.figure import Figure
from reportkit.view.blocks.imprint import Imprint
from reportkit.view.blocks.key_figures import KeyFigures
from reportkit.view.blocks.matrix import Matrix
from reportkit.view.blocks.page_break import PageBreak
from reportkit.view.blocks.points import Point, Points
from reportkit.view.blocks.prose import Prose
from reportkit.view.blocks.pull_quote import PullQuote
from reportkit.view.blocks.quote import Quote
from reportkit.view.blocks.side_note import SideNote
from reportkit.view.blocks.sources import Source, Sources
from reportkit.view.blocks.table import Cell as TableCell
from reportkit.view.blocks.table import Table as TableView
from reportkit.view.blocks.timeline import Event, Timeline
from reportkit.view.heads import Column
from reportkit.view.report import Caption, DateText, Reference


class Blocks:
    """Makes blocks plain; `reader` keeps the notes and anchors met on the way."""

    def __init__(self, reader: Reader, labels: view.Labels) -> None:
        self.reader, self._labels = reader, labels

    def plain(self, blocks: Iterable[view.Block]) -> Iterator[Block]:
        """The plain form of `blocks`, one after the other."""
        for block in blocks:
            yield from FORMS[block.kind](self, block)

    # Words

    def prose(self, block: Prose) -> Iterator[Block]:
        yield from self.reader.blocks(block.html)

    def points(self, block: Points) -> Iterator[Block]:
        yield Listing(tuple(self._point(point) for point in block.points))

    def _point(self, point: Point) -> Item:
        inlines: list[Inline] = []
        if point.paragraph:
            inlines.append(Text(f"{point.paragraph} "))
        if point.title:
            inlines += [Span("strong", (Text(point.title),)), Text(" ")]
        inlines += self.reader.inlines(point.text)
        if point.reference:
            inlines += [Text(" ("), reference(point.reference), Text(")")]
        if point.anchor:
            self.reader.anchors.append(point.anchor)
        inner = (Listing(tuple(map(self._point, point.points))),) if point.points else ()
        return Item((Paragraph(tuple(inlines)), *inner), point.number)

    def key_figures(self, block: KeyFigures) -> Iterator[Block]:
        yield Listing(
            tuple(
                Item((Paragraph((label(f.value), Text(" "), *self.reader.inlines(f.label))),))
                for f in block.figures
            )
        )

    def quote(self, block: Quote) -> Iterator[Block]:
        said = [self.reader.inlines(part) for part in (block.who, block.role) if part]
        who = _between(said, ", ")
        if block.source:
            who = _between([*filter(None, [who]), self.reader.inlines(block.source)], ". ")
        by = (Paragraph((Text("— "), *who)),) if who else ()
        yield Box((*self.reader.blocks(block.text), *by))

    def pull_quote(self, block: PullQuote) -> Iterator[Block]:
        text = Paragraph(self.reader.inlines(block.text))
        by = (Paragraph((Text("— "), *self.reader.inlines(block.who))),) if block.who else ()
        yield Box((text, *by))

    def callout(self, block: Callout) -> Iterator[Block]:
        title = Paragraph((label(block.title),))
        text = self.reader.blocks(block.text) if block.text else ()
        yield Box((title, *text, *self.plain(block.blocks)))

    def side_note(self, block: SideNote) -> Iterator[Block]:
        yield Box(self.reader.blocks(block.text))

    def code(self, block: Code) -> Iterator[Block]:
        if block.caption:
            yield Paragraph(self.reader.inlines(block.caption))
        yield Lines(tuple(map(str, block.lines)), block.language)

    def page_break(self, block: PageBreak) -> Iterator[Block]:
        yield from ()

    # Lists

    def definitions(self, block: Definitions) -> Iterator[Block]:
        yield Listing(
            tuple(
                Item(
                    (Paragraph((label(f"{d.term}:"), Text(" "), *self.reader.inlines(d.meaning))),),
                    anchor=d.anchor,
                )
                for d in block.definitions
            )
        )

    def imprint(self, block: Imprint) -> Iterator[Block]:
        rows = ((e.label, [self.reader.inlines(line) for line in e.lines]) for e in block.entries)
        yield Listing(
            tuple(
                Item((Paragraph((label(f"{name}:"), Text(" "), *_between(lines, "; "))),))
                for name, lines in rows
            )
        )

    def sources(self, block: Sources) -> Iterator[Block]:
        yield Listing(tuple(self._source(source) for source in block.sources))

    def _source(self, source: Source) -> Item:
        parts: list[tuple[Inline, ...]] = [self.reader.inlines(source.title)]
        parts += [(Text(detail),) for detail in source.details]
        if source.url:
            parts.append((Link(source.url, (Text(source.url),)),))
        inlines = list(_between(parts, ", "))
        if source.references:
            cited = Text(f" ({self._labels.cited_in} ")
            inlines += [cited, *_places(source.references), Text(")")]
        return Item((Paragraph(tuple(inlines)),), f"{source.number}.", source.anchor)

    def timeline(self, block: Timeline) -> Iterator[Block]:
        if block.caption:
            yield from self.caption(block.caption)
        if block.form == "table":
            rows = tuple(self._row_of(event, block.expected) for event in block.events)
            yield Table(tuple((Text(c),) for c in block.columns), rows, ("left",) * 3)
        else:
            yield Listing(tuple(self._event(event, block.expected) for event in block.events))

    def _event(self, event: Event, expected: str) -> Item:
        inlines: list[Inline] = [label(date(event.date)), Text(": ")]
        inlines += self._what(event, expected)
        if event.references:
            inlines += [Text(" ("), *_places(event.references), Text(")")]
        return Item((Paragraph(tuple(inlines)),), anchor=event.anchor)

    def _row_of(self, event: Event, expected: str) -> tuple[Cell, ...]:
        what = self._what(event, expected)
        return (label(date(event.date)),), what, _places(event.references)

    def _what(self, event: Event, expected: str) -> tuple[Inline, ...]:
        """What happens, after the names that a drawing has for it."""
        named = ", ".join(filter(None, (event.lane, event.label)))
        name = (Span("emphasis", (Text(named),)), Text(" – ")) if named else ()
        status = (Text(f" ({expected})"),) if event.is_expected else ()
        return (*name, *self.reader.inlines(event.text), *status)

    # What has a caption

    def caption(self, caption: Caption) -> Iterator[Block]:
        """The number and the words of a caption, if there are any."""
        inlines: list[Inline] = [label(caption.label)] if caption.label else []
        if caption.text:
            inlines += [Text(" ")] if inlines else []
            inlines += self.reader.inlines(caption.text)
        if inlines:
            yield Paragraph(tuple(inlines), caption.anchor)

    def figure(self, block: Figure) -> Iterator[Block]:
        yield from self.caption(block.caption)
        yield Paragraph((Image(block.image, block.alt),))
        if block.credit:
            yield Paragraph(self.reader.inlines(block.credit))

    def chart(self, block: Chart) -> Iterator[Block]:
        yield from self.caption(block.caption)
        axes = f" ({'; '.join(block.axes)})" if block.axes else ""
        yield Paragraph((Span("emphasis", (Text(block.alt + axes),)),))
        head = tuple(self.reader.inlines(column) for column in block.columns)
        aligns = tuple(cell.align for cell in block.rows[0]) if block.rows else ()
        rows = tuple(self._cells(row) for row in block.rows)
        yield Table(head, rows, aligns or ("left",) * len(head))
        yield from self._remarks(block.notes)

    def table(self, block: TableView) -> Iterator[Block]:
        yield from self._grid(block, self._rows(block))

    def _rows(self, block: TableView) -> Iterator[tuple[Cell, ...]]:
        for group in block.groups:
            if group.title:
                yield ((Span("label", self.reader.inlines(group.title)),),)
            yield from (self._cells(row) for row in group.rows)
        if block.total:
            yield tuple((Span("label", cell),) if cell else () for cell in self._cells(block.total))

    def matrix(self, block: Matrix) -> Iterator[Block]:
        rows = (
            (row.title, *(judgement.text for judgement in row.judgements)) for row in block.rows
        )
        yield from self._grid(block, (tuple(map(self.reader.inlines, row)) for row in rows))

    def comparison(self, block: Comparison) -> Iterator[Block]:
        rows = (tuple(map(self.reader.inlines, row)) for row in block.rows)
        yield from self._grid(block, rows)

    def _grid(
        self, block: TableView | Matrix | Comparison, rows: Iterator[tuple[Cell, ...]]
    ) -> Iterator[Block]:
        """A table; its rows are read after its head, in the order in which notes are numbered."""
        yield from self.caption(block.caption)
        head = tuple(self._head(column) for column in block.columns)
        aligns = tuple(column.align for column in block.columns)
        yield Table(head, tuple(rows), aligns)
        yield from self._remarks(block.notes)

    def _head(self, column: Column) -> Cell:
        unit = (Text(f" ({column.unit})"),) if column.unit else ()
        return (*self.reader.inlines(column.title), *unit)

    def _cells(self, row: Iterable[TableCell]) -> tuple[Cell, ...]:
        return tuple(self.reader.inlines(cell.text) for cell in row)

    def _remarks(self, notes: Iterable[str]) -> Iterator[Block]:
        yield from (Paragraph(self.reader.inlines(note)) for note in notes)


FORMS: Mapping[str, Callable[[Blocks, Any], Iterator[Block]]] = {
    "callout": Blocks.callout,
    "chart": Blocks.chart,
    "code": Blocks.code,
    "comparison": Blocks.comparison,
    "definitions": Blocks.definitions,
    "figure": Blocks.figure,
    "imprint": Blocks.imprint,
    "key-figures": Blocks.key_figures,
    "matrix": Blocks.matrix,
    "page-break": Blocks.page_break,
    "points": Blocks.points,
    "prose": Blocks.prose,
    "pull-quote": Blocks.pull_quote,
    "quote": Blocks.quote,
    "side-note": Blocks.side_note,
    "sources": Blocks.sources,
    "table": Blocks.table,
    "timeline": Blocks.timeline,
}
"""Kind of a block -> what makes it plain."""


def label(text: str) -> Span:
    """`text` as what stands before other words."""
    return Span("label", (Text(text),))


def date(value: DateText) -> str:
    """A date in words, with what the source does not state in brackets."""
    inferred = f"[{value.inferred}]" if value.inferred else ""
    return f"{value.text}{inferred}{value.rest}"


def reference(place: Reference) -> Link:
    """A link to a section, by its number or else its title."""
    title = Reader().inlines(place.title)
    number = place.number or place.within
    return Link(f"#{place.anchor}", (Text(number),) if number else title)


def _places(references: Iterable[Reference]) -> tuple[Inline, ...]:
    return _between([(reference(place),) for place in references], "; ")


def _between(parts: Iterable[tuple[Inline, ...]], between: str) -> tuple[Inline, ...]:
    """`parts` in a row."""
    out: list[Inline] = []
    for part in parts:
        out += [Text(between)] if out else []
        out += part
    return tuple(out)
