"""Tables in HTML: cells that span others are followed by empty ones, so that rows are equally long.

A table that only arranges a page, with lists or tables in its cells, is what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import Element

from reportkit.importing.outline import (
    Block,
    Break,
    Inline,
    Inlines,
    Lines,
    Paragraph,
    Styled,
    Table,
    Text,
    plain,
    trimmed,
)

MAX_SPAN = 100
_PARTS = frozenset(
    ["caption", "colgroup", "script", "style", "tbody", "template", "tfoot", "thead", "tr"]
)
_NUMBER = re.compile(r"[+\-\u2212]?\d[\d.,]*\s*%?")


class Reader(Protocol):
    """What reads the cells."""

    def flow(self, element: Element) -> list[Block]: ...

    def inside(self, element: Element) -> list[Inline]: ...


def read(element: Element, reader: Reader, lines: Lines) -> list[Block]:
    """The table `element`, or the blocks in it; a caption below it stays there."""
    late = [child for child in element[1:] if child.tag == "caption"]
    is_odd = any(_is_odd(child) for child in element)
    if is_odd or (late and late[-1] is not element[-1]):
        return reader.flow(element)
    below = (block for caption in late for block in reader.flow(caption))
    return [*_table(element, reader, lines), *below]


def _is_odd(child: Element) -> bool:
    """Whether it has words that stand in no row and no caption."""
    is_part = not isinstance(child.tag, str) or child.tag in _PARTS
    return not is_part and bool("".join(child.itertext()).strip())


def _table(element: Element, reader: Reader, lines: Lines) -> list[Block]:
    rows = list(_rows(element))
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    captions = [child for child in element[:1] if child.tag == "caption"]
    said = [block for child in captions for block in reader.flow(child)]
    blocks = [[reader.flow(cell) for cell in row] for row in cells]
    flat = [block for row in blocks for cell in row for block in cell]
    is_layout = not all(isinstance(block, Paragraph) for block in flat) or not flat
    if is_layout or max(map(len, cells), default=0) < 2:
        return [*said, *flat]
    if not all(isinstance(block, Paragraph) for block in said):
        return [*said, *_table_of(cells, blocks, (), lines)]
    caption = trimmed(_joined(said, Text(" ")))
    return _table_of(cells, blocks, caption, lines)


def _table_of(
    cells: list[list[Element]], blocks: list[list[list[Block]]], caption: Inlines, lines: Lines
) -> list[Block]:
    grid = list(_grid(cells, blocks))
    width = max(map(len, grid))
    full = [(*row, *[()] * (width - len(row))) for row in grid]
    has_head = len(full) > 1 and _is_head(cells[0], full)
    head = full[0] if has_head else ()
    body = [row for row in (full[1:] if has_head else full) if any(plain(c) or c for c in row)]
    if not body:
        return [Paragraph(cell, lines) for cell in (caption, *head) if cell]
    return [Table(head, tuple(body), lines, caption)]


def _is_head(cells: list[Element], rows: list[tuple[Inlines, ...]]) -> bool:
    """Whether the first row heads the columns: it says so, is bold, or names numbers."""
    if all(cell.tag == "th" for cell in cells):
        return True
    names = [plain(cell).strip() for cell in rows[0]]
    if any(cell.tag == "th" for cell in cells) or not all(names) or len(set(names)) < len(names):
        return False
    is_bold = all(len(c) == 1 and isinstance(c[0], Styled) and c[0].mark == "**" for c in rows[0])
    columns = zip(*([plain(cell).strip() for cell in row] for row in rows[1:]), strict=True)
    names_numbers = any(
        all(_NUMBER.fullmatch(value) for value in values) and not _NUMBER.fullmatch(name)
        for name, values in zip(names, columns, strict=True)
    )
    return is_bold or names_numbers


def _rows(element: Element) -> Iterator[Element]:
    """The rows of a table without those of tables in its cells."""
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _grid(cells: list[list[Element]], blocks: list[list[list[Block]]]) -> Iterator[list[Inlines]]:
    """Rows of cells in their columns."""
    held: dict[int, int] = {}
    for row, contents in zip(cells, blocks, strict=True):
        out: list[Inlines] = []
        for cell, content in zip(row, contents, strict=True):
            _skip(out, held)
            for extra in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    held[len(out)] = _span(cell, "rowspan")
                out.append(_joined(content) if extra == 0 else ())
        _skip(out, held)
        held = {column: left - 1 for column, left in held.items() if left > 1}
        yield out


def _skip(out: list[Inlines], held: dict[int, int]) -> None:
    """Empty cells below one that reaches down."""
    while held.get(len(out)):
        out.append(())


def _span(cell: Element, key: str) -> int:
    said = cell.get(key, "1")
    return min(max(int(said), 1), MAX_SPAN) if said.isascii() and said.isdigit() else 1


def _joined(blocks: list[Block], gap: Inline | None = None) -> Inlines:
    out: list[Inline] = []
    for block in blocks:
        assert isinstance(block, Paragraph)
        out += [*([gap or Break()] if out else []), *block.items]
    return tuple(out)
