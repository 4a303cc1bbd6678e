"""A part in the document: which numbers its objects have there.

In go a part, where it stands, and the first number that is free. What comes out: the number of each
of its objects, and its bytes with these numbers in them. Parts have as many numbers as they need
and some more, by the thousand; so after most edits all others keep theirs, and their bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from reportkit.frozen import frozen
from reportkit.press.numbering import Place
from reportkit.press.part import REFERENCE, Content, ObjectFile, Page
from reportkit.press.pdf import PACK

_NUMBERS = 1024
"""The numbers of a part are a multiple of it."""
_KEYS = 256
"""The same for its keys in the parent tree."""
_SHARED = 64
"""The same for the numbers of shared streams."""

Seated = tuple[ObjectFile, Place]
"""A part and where it stands."""


@frozen
class Margin:
    """Margins to be written: those without page numbers once for all pages of a part."""

    page: int
    """Index of the first page that shows it."""
    content: Content
    target: int
    """Object number in the document."""


@dataclass(slots=True)
class Placed:
    """A part in the document."""

    part: ObjectFile
    seat: Place
    """Where it stands."""
    first: int
    """Its first object number."""
    keys: int
    """Its first key of the parent tree."""
    shared: dict[int, int]
    """Streams that stand outside, since others equal them -> object number in the document."""
    targets: dict[int, int] = field(init=False)
    """Object number in the part -> in the document."""
    margins: list[Margin] = field(default_factory=list)
    around: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Page -> object numbers of its lower and upper margins in the document, 0 for none."""
    moves: dict[float, int] = field(default_factory=dict)
    """CSS pixels -> object number of the stream that moves what is drawn after it."""
    own_fonts: int = 0
    """Object number of the part's own font dictionary, if it has one."""
    late_first: int = field(init=False)
    """The first object number of what holds page numbers: streams with holes, and margins."""
    last: int = field(init=False)
    """The number after the last that is in use, but for those that hold other objects."""

    def __post_init__(self) -> None:
        part = self.part
        lasting = (content.number for content in part.contents if not content.holes)
        free = count(self.first)
        self.targets = dict(zip((*part.numbers, *lasting), free, strict=False))
        if any(font.missing for font in part.fonts):
            self.own_fonts = next(free)
        shifts = {abs(self.seat.shift(number, page)) for number, page in self.pages}
        for shift in sorted(shifts - {0}):
            self.moves |= {shift: next(free), -shift: next(free)}
        self.late_first = next(free)
        holed = [content.number for content in part.contents if content.holes]
        self.targets |= dict(zip(holed, count(self.late_first)))
        self.last = self.late_first + len(holed)
        self._place_margins()

    @property
    def pages(self) -> list[tuple[int, Page]]:
        """The pages that are printed, with their index."""
        return list(enumerate(self.part.pages))[self.seat.first :]

    @property
    def next(self) -> int:
        """The first object number of the next part."""
        packs = -(-len(self.part.numbers) // PACK)
        return self.first + _rounded(self.last + packs - self.first, _NUMBERS)

    @property
    def next_keys(self) -> int:
        """The first key of the next part."""
        return self.keys + _rounded(self.part.keys, _KEYS)

    def target(self, number: int) -> int:
        """The object number in the document."""
        return self.shared.get(number) or self.targets[number]

    def names(self) -> dict[bytes, bytes]:
        """What stands between `REFERENCE`s -> what it becomes, for objects and keys."""
        targets = {**self.targets, **self.shared}
        names = {b"%d" % number: b"%d 0 R" % target for number, target in targets.items()}
        names |= {b"K%d" % key: b"%d" % (self.keys + key) for key in range(self.part.keys)}
        return names

    def streams(self) -> list[Content]:
        """Those to be written with it, but for its margins."""
        return [c for c in _streams(self.part, self.seat) if c.number not in self.shared]

    def _place_margins(self) -> None:
        contents = {content.number: content for content in self.part.contents}
        shared: dict[int, int] = {}
        for number, page in self.pages:
            is_right = self.seat.stands_right(number)
            shown = _margins(page)[2:] if is_right else _margins(page)[:2]
            lower, upper = (self._margin(number, contents.get(n), shared) for n in shown)
            self.around[number] = lower, upper

    def _margin(self, page: int, content: Content | None, shared: dict[int, int]) -> int:
        if content is None:
            return 0
        if content.number not in shared or content.holes:
            shared[content.number] = self.last
            self.margins.append(Margin(page, content, self.last))
            self.last += 1
        return shared[content.number]


def moved(data: bytes, names: dict[bytes, bytes]) -> bytes:
    """`data` of a part with its references as they are in the document."""
    pieces = data.split(REFERENCE)
    pieces[1::2] = [names[name] for name in pieces[1::2]]
    return b"".join(pieces)


class Shared:
    """Streams that several parts have in common, such as images, which become one each."""

    def __init__(self, seats: Sequence[Seated], first: int) -> None:
        self.first = first
        known: dict[bytes, list[tuple[int, Content]]] = {}
        for index, (part, seat) in enumerate(seats):
            for content in _streams(part, seat):
                if not content.holes and "\0" not in content.extra:
                    digest = hashlib.sha256(content.extra.encode() + b"\0" + content.data).digest()
                    known.setdefault(digest, []).append((index, content))
        several = [found for found in known.values() if len(found) > 1]
        self.streams = [found[0][1] for found in several]
        self.of: list[dict[int, int]] = [{} for _ in seats]
        """For each part its own number of a stream -> the one in the document."""
        for target, found in enumerate(several, first):
            for index, content in found:
                self.of[index][content.number] = target

    def placed(self, seats: Sequence[Seated]) -> Iterator[Placed]:
        """All parts, one after another."""
        first, keys = self.first + _rounded(len(self.streams), _SHARED), 0
        for (part, seat), shared in zip(seats, self.of, strict=True):
            placed = Placed(part, seat, first, keys, shared)
            first, keys = placed.next, placed.next_keys
            yield placed


def _streams(part: ObjectFile, seat: Place) -> list[Content]:
    """All but margins, and bodies of pages that are left out."""
    apart = {number for page in part.pages for number in _margins(page)}
    apart |= {page.body for page in part.pages[: seat.first]}
    return [content for content in part.contents if content.number not in apart]


def _rounded(number: int, unit: int) -> int:
    return -(-number // unit) * unit


def _margins(page: Page) -> tuple[int, int, int, int]:
    """Those of a left-hand page, below and above its body; then of a right-hand one."""
    return page.lower_left, page.left, page.lower_right, page.right
