"""What stands in a section: its blocks as `body` and `points`.

In go blocks of an outline without headings, out come keys and values of a briefing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reportkit.importing import dates
from reportkit.importing.inline import literal, markdown
from reportkit.importing.outline import (
    Block,
    Figure,
    Heading,
    Inlines,
    Item,
    Lines,
    Listing,
    Paragraph,
    Quote,
    Remark,
    Table,
    Verbatim,
    plain,
    trimmed,
)
from reportkit.importing.pictures import Pictures, Shown
from reportkit.importing.prose import emphasised, is_prose, prose
from reportkit.importing.tree import Comment, Leaf, Map, Node, Seq

MAX_POINTS = 4
"""Points inside each other."""
WIDE = 7
"""Columns; a table with more stands on a landscape page."""
_NUMBER = re.compile(r"[+\-\u2212]?\d[\d.,'’ \u00a0\u202f]*\s*%?")


@dataclass(slots=True)
class Bodies:
    """Makes bodies; remembers what it found in them."""

    pictures: Pictures
    language: str
    as_of: date | None
    undated: list[tuple[str, Lines]] = field(default_factory=list)
    """Dates without a year, as they are worded."""
    inferred: list[tuple[str, str, Lines]] = field(default_factory=list)
    """Dates whose year was inferred: wording and EDTF."""
    events: int = 0

    def ready(self, blocks: Sequence[Block]) -> list[Block]:
        """`blocks` with images that can be had, and what lists cannot hold taken out of them."""
        out: list[Block] = []
        for block in blocks:
            out += self._ready(block)
        return out

    def _ready(self, block: Block) -> list[Block]:
        match block:
            case Paragraph(items, lines):
                kept = trimmed(self.pictures.inline(items, lines))
                return [Paragraph(kept, lines)] if kept else []
            case Heading():
                return [emphasised(block)]
            case Figure(_, _, lines):
                found = self.pictures.figure(block)
                if isinstance(found, Shown):
                    return [block]
                made = trimmed(found)
                said: list[Block] = [Paragraph(made, lines)] if made else []
                path = self.pictures.path(block.picture.address)
                if path and not block.picture.alt:
                    said.append(Remark("image without a description", path, lines, True))
                return said
            case Quote(blocks, lines):
                inner = self.ready(blocks)
                quote = Quote(tuple(inner), lines)
                return [quote] if is_prose(quote) and inner else inner
            case Listing(parts):
                made_of = tuple(replace(i, blocks=tuple(self.ready(i.blocks))) for i in parts)
                return list(_unnested(replace(block, items=made_of)))
            case _:
                return [block]

    def section(self, made: Map, blocks: Sequence[Block]) -> None:
        """Add `body` and `points` to the section `made`."""
        kept = self.ready(blocks)
        last = len(kept) - 1
        while last >= 0 and isinstance(kept[last], Remark):
            last -= 1
        points = kept[last] if last >= 0 else None
        is_points = isinstance(points, Listing) and not points.ordered and is_simple(points)
        body = kept[:last] if is_points else kept[: last + 1]
        first = next((i for i, b in enumerate(body) if not isinstance(b, Remark)), len(body))
        _comments(made, body[:first])
        end = max((i for i, b in enumerate(body) if not isinstance(b, Remark)), default=-1) + 1
        if first < end:
            made.add("body", Seq([self.block(block) for block in body[first:end]]))
        _comments(made, body[max(first, end) :])
        if is_points and isinstance(points, Listing):
            made.add("points", self.points(points))
        _comments(made, kept[last + 1 :])

    def block(self, block: Block) -> Node:
        """One block of a body."""
        match block:
            case Remark():
                return _comment(block)
            case Paragraph(items, lines):
                return Leaf(markdown(items), "blocks", lines)
            case Listing() if is_simple(block):
                made = Map([("points", self.points(block))])
                if block.ordered:
                    made.add("ordered", Leaf(block.ordered, "derived"))
                return made
            case Table():
                return Map([("table", self._table(block))])
            case Verbatim():
                return self._code(block)
            case Quote(blocks, lines):
                return Map([("quote", Leaf(prose(blocks), "blocks", lines))])
            case Figure():
                return Map([("figure", self._figure(block))])
            case _:
                return Leaf(prose([block]), "blocks", block.lines)

    def points(self, block: Listing) -> Seq:
        """The items of a list as points."""
        return Seq([self._point(item) for item in block.items])

    def _point(self, item: Item) -> Node:
        first, *rest = item.blocks
        assert isinstance(first, Paragraph)
        text = Leaf(markdown(first.items), "inline", item.lines)
        when = self._when(plain(first.items), first.lines)
        if when is None and not rest:
            return text
        made = Map([("text", text)])
        made.add("when", when)
        if rest and isinstance(rest[0], Listing):
            if rest[0].ordered:
                made.add("ordered", Leaf(rest[0].ordered, "derived"))
            made.add("points", self.points(rest[0]))
        return made

    def _when(self, statement: str, lines: Lines) -> Node | None:
        said = dates.said_in(statement, self.language, self.as_of)
        if said is None:
            return None
        if not said.edtf:
            self.undated.append((said.wording, lines))
            return None
        self.events += 1
        if not said.inferred:
            return Leaf(said.edtf, "derived")
        self.inferred.append((said.wording, said.edtf, lines))
        parts = [("date", Leaf(said.edtf, "derived")), ("inferred", Leaf(said.inferred, "derived"))]
        return Map([*parts])

    def _table(self, block: Table) -> Map:
        made = Map()
        if block.caption:
            made.add(
                "caption", Leaf(self._inline(block.caption, block.lines), "inline", block.lines)
            )
        width = max(len(block.head), *(len(row) for row in block.rows))
        head = [*block.head, *[()] * (width - len(block.head))]
        rows = [[*row, *[()] * (width - len(row))] for row in block.rows]
        names = [plain(cell).strip() for cell in head]
        columns = [
            self._column(at, head[at], names, [plain(row[at]).strip() for row in rows], block.lines)
            for at in range(width)
        ]
        made.add("columns", Seq(columns))
        if width > WIDE:
            made.add("wide", Leaf("true", "switch"))
        made.add(
            "rows", Seq([Seq([self._cell(cell, block.lines) for cell in row]) for row in rows])
        )
        return made

    def _column(
        self, at: int, cell: Inlines, names: list[str], values: list[str], lines: Lines
    ) -> Node:
        name = names[at]
        text = self._inline(cell, lines) if cell else ""
        is_name = bool(name) and names.count(name) == 1 and text == name and "$" not in name
        filled = [value for value in values if value]
        is_counted = bool(filled) and all(_NUMBER.fullmatch(value) for value in filled)
        if is_name and not is_counted:
            return Leaf(name, "plain", lines)
        made = Map(
            [
                (
                    "name",
                    Leaf(
                        name if is_name else f"column {at + 1}",
                        "plain" if is_name else "derived",
                        lines,
                    ),
                )
            ]
        )
        if not is_name:
            made.add("title", Leaf(text or "–", "inline", lines))
        if is_counted:
            # As text, so that no digit of the author's is set otherwise.
            made.add("type", Leaf("text", "derived"))
            made.add("align", Leaf("right", "derived"))
        return made

    def _cell(self, cell: Inlines, lines: Lines) -> Leaf:
        return Leaf(self._inline(cell, lines) if cell else "", "inline", lines)

    def _inline(self, items: Inlines, lines: Lines) -> str:
        return markdown(self.pictures.inline(items, lines))

    def _code(self, block: Verbatim) -> Node:
        text = block.text.expandtabs(4).strip("\n")
        leaf = Leaf(literal(text), "plain", block.lines)
        if not block.language:
            return Map([("code", leaf)])
        language = Leaf(block.language, "derived")
        return Map([("code", Map([("language", language), ("text", leaf)]))])

    def _figure(self, block: Figure) -> Map:
        found = self.pictures.figure(block)
        assert isinstance(found, Shown)
        made = Map([("image", Leaf(literal(found.path), "derived"))])
        form = "plain" if block.picture.alt else "derived"
        made.add("alt", Leaf(literal(found.alt), form, block.lines))
        if block.caption:
            made.add(
                "caption", Leaf(self._inline(block.caption, block.lines), "inline", block.lines)
            )
        return made


def _comments(made: Map, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Remark):
            made.add("#", _comment(block))


def _comment(block: Remark) -> Comment:
    return Comment(block.kind, block.text, block.lines, block.is_derived)


def is_simple(block: Listing, depth: int = 1) -> bool:
    """Whether `block` can be points: a paragraph an item, and at most one list below it."""
    return (
        block.start == 1 and depth <= MAX_POINTS and all(_is_point(i, depth) for i in block.items)
    )


def _is_point(item: Item, depth: int) -> bool:
    if not item.blocks or not isinstance(item.blocks[0], Paragraph) or len(item.blocks) > 2:
        return False
    rest = item.blocks[1:]
    return not rest or (isinstance(rest[0], Listing) and is_simple(rest[0], depth + 1))


def _unnested(block: Listing) -> Iterator[Block]:
    """A list, broken where an item holds what prose cannot."""
    kept: list[Item] = []
    begin = block.start
    for at, item in enumerate(block.items):
        odd = next((i for i, inner in enumerate(item.blocks) if not is_prose(inner)), None)
        if odd is None:
            kept.append(item)
            continue
        before = replace(item, blocks=item.blocks[:odd])
        if before.blocks or block.ordered:
            kept.append(before)
        if kept:
            yield replace(block, items=tuple(kept), start=begin)
        yield from item.blocks[odd:]
        kept, begin = [], block.start + at + 1
    if kept:
        yield replace(block, items=tuple(kept), start=begin)
