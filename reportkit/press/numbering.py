"""Where the parts of a report stand: sides and page numbers, from what they say of their pages.

What goes in: parts in order. What comes out: for each part the side on which it begins, the numbers
of its pages and of the pages of its anchors. Both the linker and the plan need it: one to print
numbers, one to know how wide they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportkit.frozen import frozen
from reportkit.press.part import ObjectFile, Page, Slot


@frozen
class Place:
    """Where a part stands."""

    first: int
    """Index of the first page that is printed: 1 where a spare blank one is left out."""
    is_right: bool
    """Whether that page stands on the right."""
    numbers: tuple[int, ...]
    """Of all pages, by their index in the part."""

    @property
    def count(self) -> int:
        """Pages that are printed."""
        return len(self.numbers) - self.first

    @property
    def is_next_right(self) -> bool:
        """Whether the page after the part stands on the right."""
        return self.is_right ^ bool(self.count % 2)

    def stands_right(self, page: int) -> bool:
        """Whether the page at an index stands on the right."""
        return self.is_right ^ bool((page - self.first) % 2)

    def shift(self, page: int, of: Page) -> float:
        """CSS pixels by which the body of a page stands right of where it was laid out."""
        side = "right" if self.stands_right(page) else "left"
        return of.shift if of.side and of.side != side else 0.0


def place(part: ObjectFile, is_right: bool, last: int) -> Place:
    """Where `part` stands if its next page is a right-hand one, and the one before is `last`."""
    first = int(part.is_spare and is_right)
    numbers = (p.count if p.restarts else last + p.count - first for p in part.pages)
    return Place(first, is_right, tuple(numbers))


class Numbering:
    """Numbers as the page counter gives them, which a theme may restart."""

    def __init__(self, parts: Sequence[ObjectFile], is_ltr: bool) -> None:
        self.places: list[Place] = []
        self.anchors: dict[str, int] = {}
        """Anchor -> number of its page; the first of equal anchors counts."""
        last, is_right = 0, is_ltr
        for part in parts:
            placed = place(part, is_right, last)
            self.places.append(placed)
            last, is_right = (placed.numbers or (last,))[-1], placed.is_next_right
            for page, number in zip(part.pages, placed.numbers, strict=True):
                for anchor in page.anchors:
                    self.anchors.setdefault(anchor, number)
        self.total = sum(placed.count for placed in self.places)

    def value(self, part: int, page: int, slot: Slot) -> int:
        """The number that a slot shows, in the part and, if it is in margins, page at an index."""
        if slot.target == "page":
            return self.places[part].numbers[page if slot.page < 0 else slot.page]
        if slot.target == "pages":
            return self.total
        return self.anchors[slot.target.removeprefix("#")]
