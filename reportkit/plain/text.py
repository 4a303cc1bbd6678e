"""A plain document as text for mail: lines of at most 76 columns, with no markup to be seen.

In goes a document, out comes text. Headings are underlined, tables drawn with blanks, and links
numbered, with their addresses where their part ends; the numbers follow on those of the sources, so
that a number in brackets means one thing. Words that run to the left stay in the order in which
they are read, as mail has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportkit.plain.columns import padded, widest, width, wrapped
from reportkit.plain.tree import (
    Block,
    Box,
    Break,
    Call,
    Code,
    Document,
    Heading,
    Image,
    Inline,
    Item,
    Lines,
    Link,
    Listing,
    Paragraph,
    Rule,
    Span,
    Table,
    Text,
    words,
)

COLUMNS = 76
"""What mail quotes twice and still has on one line."""
NARROWEST = 8
"""Columns of a cell; a table that needs narrower ones is told row by row."""
_GAP = "  "
_UNDERLINES = {1: "=", 2: "=", 3: "-"}
_STRESS = {"strong": "*", "emphasis": "_", "label": ""}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write(document: Document) -> str:
    """`document` as text."""
    numbers = {url: number for number, url in enumerate(document.sources, 1) if url}
    return _Writer(numbers, len(document.sources)).text(document)


@dataclass(slots=True)
class _Writer:
    numbers: dict[str, int]
    """Address -> its number; at first those of the sources."""
    last: int
    """The highest number that is given."""
    waiting: list[str] = field(default_factory=list)
    """Addresses that are to be told where the part ends."""

    def text(self, document: Document) -> str:
        lines = (line.rstrip() for part in _parts(document.blocks) for line in self._part(part))
        return "\n".join(lines).strip("\n") + f"\n\n[{document.language}]\n"

    def _part(self, blocks: Sequence[Block]) -> Iterator[str]:
        yield from ("", "")
        yield from self._blocks(blocks, COLUMNS)
        if self.waiting:
            yield ""
        for url in self.waiting:
            yield f"[{self.numbers[url]}] {url}"
        self.waiting.clear()

    def _blocks(self, blocks: Iterable[Block], columns: int) -> Iterator[str]:
        for at, block in enumerate(blocks):
            if at:
                yield ""
            yield from self._block(block, columns)

    def _block(self, block: Block, columns: int) -> Iterator[str]:
        match block:
            case Paragraph():
                yield from wrapped(self._inlines(block.inlines), columns)
            case Heading():
                yield from self._heading(block, columns)
            case Listing():
                yield from self._listing(block, columns)
            case Box():
                yield from (f"  | {line}" for line in self._blocks(block.blocks, columns - 4))
            case Lines():
                yield from (f"    {line}" for line in block.lines)
            case Table():
                yield from self._table(block, columns)
            case Rule():
                yield "-" * columns

    def _heading(self, heading: Heading, columns: int) -> Iterator[str]:
        lines = list(wrapped(self._inlines(heading.inlines), columns))
        yield from lines
        if sign := _UNDERLINES.get(heading.rank):
            yield sign * widest(lines)

    def _listing(self, listing: Listing, columns: int) -> Iterator[str]:
        marks = [_mark(item, listing.has_notes) for item in listing.items]
        hang = widest(marks)
        for at, (item, mark) in enumerate(zip(listing.items, marks, strict=True)):
            if at and listing.is_loose:
                yield ""
            for row, line in enumerate(self._item(item, columns - hang)):
                yield padded("" if row else mark, hang, "left") + line

    def _item(self, item: Item, columns: int) -> Iterator[str]:
        for at, block in enumerate(item.blocks):
            if at and not isinstance(block, Listing):
                yield ""
            yield from self._block(block, columns)

    # Tables

    def _table(self, table: Table, columns: int) -> Iterator[str]:
        texts = [[self._inlines(cell) for cell in row] for row in (table.head, *table.rows)]
        widths = _widths(texts, columns - width(_GAP) * (len(table.head) - 1))
        if widths is None:
            yield from self._records(texts, columns)
            return
        for at, row in enumerate(texts):
            yield from _row(row, widths, table.aligns) if len(row) > 1 else wrapped(row[0], columns)
            if not at:
                yield _GAP.join("-" * columns for columns in widths)

    def _records(self, texts: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
        """Row by row, each cell after the head of its column."""
        head, *rows = texts
        for at, row in enumerate(rows):
            if at:
                yield ""
            if len(row) == 1:
                yield from wrapped(row[0], columns)
                continue
            for name, text in zip(head, row, strict=True):
                if text:
                    first, *rest = wrapped(f"{name}: {text}", columns - 2)
                    yield first
                    yield from (f"  {line}" for line in rest)

    # Inlines

    def _inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text() | Code():
                return inline.text
            case Span():
                sign = _STRESS[inline.style]
                return f"{sign}{self._inlines(inline.inlines)}{sign}"
            case Link():
                return self._link(inline)
            case Image():
                return f"[{inline.alt}]"
            case Call():
                return inline.number.translate(_RAISED)
            case Break():
                return "\n"

    def _link(self, link: Link) -> str:
        """The words of `link` with the number of its address, if they do not say it."""
        text, url = self._inlines(link.inlines), link.url
        address = url.removeprefix("mailto:")
        if url.startswith("#") or words(link.inlines) == address:
            return text
        if url not in self.numbers:
            self.last += 1
            self.numbers[url] = self.last
            self.waiting.append(url)
        return f"{text} [{self.numbers[url]}]"


def _parts(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """`blocks` cut before each heading of a part."""
    cuts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.rank == 2]
    for start, end in zip([0, *cuts], [*cuts, len(blocks)], strict=True):
        yield blocks[start:end]


def _mark(item: Item, is_note: bool) -> str:
    """What stands before `item`."""
    if is_note:
        return item.number.rstrip(".").translate(_RAISED) + " "
    return f"{item.number or '-'} "


def _widths(texts: Sequence[Sequence[str]], columns: int) -> list[int] | None:
    """How wide each column is, all together at most `columns`; None if there is too little room.

    What is free goes to the columns that would fill it, evenly.
    """
    cells = list(zip(*(row for row in texts if len(row) == len(texts[0])), strict=True))
    wanted = [widest(line for text in column for line in text.split("\n")) for column in cells]
    words = [widest(word for text in column for word in text.split()) for column in cells]
    found = [min(want, max(NARROWEST, word)) for want, word in zip(wanted, words, strict=True)]
    free = columns - sum(found)
    if free < 0:
        return None
    while free and (growing := [at for at, want in enumerate(wanted) if found[at] < want]):
        for at in growing[:free]:
            found[at] += 1
        free -= min(free, len(growing))
    return found


def _row(row: Sequence[str], widths: Sequence[int], aligns: Sequence[str]) -> Iterator[str]:
    cells = [list(wrapped(text, columns)) for text, columns in zip(row, widths, strict=True)]
    for at in range(max(map(len, cells))):
        lines = (cell[at] if at < len(cell) else "" for cell in cells)
        made = zip(lines, widths, aligns, strict=True)
        yield _GAP.join(padded(line, columns, align) for line, columns, align in made)
