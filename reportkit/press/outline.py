"""The bookmarks of all parts as one outline.

What goes in: bookmarks with their CSS levels, in reading order. What comes out: outline objects. A
level that is skipped opens no empty level, as in WeasyPrint's own outlines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportkit.press.part import Bookmark
from reportkit.press.pdf import PdfFile, dictionary, number, reference, string


@dataclass(slots=True)
class _Item:
    title: str
    place: bytes
    is_closed: bool
    items: list[_Item] = field(default_factory=list)


def destination(page: int, x: float, y: float) -> bytes:
    """A place on the page with object number `page`, in PDF points."""
    return b"[%d 0 R /XYZ %s %s 0]" % (page, number(x), number(y))


def add_outline(pdf: PdfFile, bookmarks: Iterable[tuple[Bookmark, int]]) -> int | None:
    """Add the outline of `bookmarks`, each with the object number of its page; its own number."""
    items = _tree(bookmarks)
    if not items:
        return None
    root = pdf.take()
    targets, count = _add(pdf, items, root)
    first, last = reference(targets[0]), reference(targets[-1])
    return pdf.add(dictionary(Count=count, First=first, Last=last), root)


def _tree(bookmarks: Iterable[tuple[Bookmark, int]]) -> list[_Item]:
    """Items below one another as far as their levels differ, however much they do."""
    root: list[_Item] = []
    open_levels: list[tuple[int, list[_Item]]] = []
    for mark, page in bookmarks:
        while open_levels and open_levels[-1][0] >= mark.level:
            open_levels.pop()
        siblings = open_levels[-1][1] if open_levels else root
        item = _Item(mark.label, destination(page, mark.x, mark.y), mark.state == "closed")
        siblings.append(item)
        open_levels.append((mark.level, item.items))
    return root


def _add(pdf: PdfFile, items: list[_Item], parent: int) -> tuple[list[int], int]:
    targets = [pdf.take() for _ in items]
    total = len(items)
    for index, item in enumerate(items):
        below, count = _add(pdf, item.items, targets[index])
        total += 0 if item.is_closed else count
        entry = dictionary(
            Title=string(item.title),
            Dest=item.place,
            Count=-count if item.is_closed else count,
            Parent=reference(parent),
            Prev=reference(targets[index - 1]) if index else None,
            Next=reference(targets[index + 1]) if index + 1 < len(items) else None,
            First=reference(below[0]) if below else None,
            Last=reference(below[-1]) if below else None,
        )
        pdf.add(entry, targets[index])
    return targets, total
