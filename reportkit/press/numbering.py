"""Page numbers of a report, from what its parts say of their pages.

What goes in: parts in order. What comes out: the number of each page and of the page of each
anchor. Both the linker and the plan need it: one to print numbers, one to know how wide they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportkit.press.part import ObjectFile, Page, Slot


class Numbering:
    """Numbers as the page counter gives them, which a theme may restart."""

    def __init__(self, parts: Sequence[ObjectFile]) -> None:
        self.total = sum(len(part.pages) for part in parts)
        self.pages: list[list[int]] = []
        """Part -> numbers of its pages."""
        self.anchors: dict[str, int] = {}
        """Anchor -> number of its page; the first of equal anchors counts."""
        last = 0
        for part in parts:
            self.pages.append(numbered(part.pages, last))
            last = (self.pages[-1] or [last])[-1]
            for page, number in zip(part.pages, self.pages[-1], strict=True):
                for anchor in page.anchors:
                    self.anchors.setdefault(anchor, number)

    def value(self, part: int, page: int, slot: Slot) -> int:
        """The number that a slot shows, in the part and, if it is in margins, page at an index."""
        if slot.target == "page":
            return self.pages[part][page if slot.page < 0 else slot.page]
        if slot.target == "pages":
            return self.total
        return self.anchors[slot.target.removeprefix("#")]


def numbered(pages: Sequence[Page], last: int) -> list[int]:
    """Numbers of a part's pages; the page before it has the number `last`."""
    return [page.count if page.restarts else last + page.count for page in pages]
