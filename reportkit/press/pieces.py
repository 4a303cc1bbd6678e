"""The bytes of each part in the document: written, or found again.

In go placed parts, out come pieces of the file. What a piece depends on is its name in the store:
its part, its numbers, its side, the page numbers that it prints. So after an edit what other parts
come to is only copied, and where pages have moved only what prints their numbers is written again.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from reportkit import __version__
from reportkit.press import late
from reportkit.press.numbering import Numbering
from reportkit.press.part import SEPARATOR, Content, ObjectFile
from reportkit.press.pdf import Objects, Piece, array, reference
from reportkit.press.placed import Margin, Placed, moved
from reportkit.press.store import Store

_FORMAT = 2
"""Raised whenever equal parts come to other bytes."""
_WRITER = _FORMAT, __version__, zlib.ZLIB_RUNTIME_VERSION

_Names = dict[bytes, bytes]


class Pieces:
    """Makes the pieces of a document whose objects for all parts have the numbers in `roles`."""

    def __init__(
        self, roles: dict[str, int], numbering: Numbering, store: Store | None = None
    ) -> None:
        self.roles = {role.encode(): reference(number) for role, number in roles.items()}
        self._numbering = numbering
        self._store = store

    def of(self, index: int, placed: Placed) -> Iterator[tuple[Piece, int]]:
        """The pieces of the part at `index`, each with its first object number."""
        part, seat = placed.part, placed.seat
        shifts = [seat.shift(number, page) for number, page in placed.pages]
        place = [placed.first, placed.keys, seat.first, list(placed.around.values()), shifts]
        facts = [*_WRITER, part.digest, *place, sorted(placed.shared.items())]
        numbers = [self._numbering.value(index, 0, s) for s in part.slots if s.page >= 0]
        # Of the numbers in its text only the widths matter, by which the areas of links move.
        widths = late.widths(part, partial(self._numbering.value, index, 0))
        made = self._kept(part, [*facts, "lasting", widths], lambda: self._lasting(index, placed))
        yield made, placed.first
        if placed.last > placed.late_first:
            shown = [numbers, seat.is_right, seat.numbers, *self._in_margins(part)]
            made = self._kept(part, [*facts, "late", shown], lambda: self._late(index, placed))
            yield made, placed.late_first

    def _in_margins(self, part: ObjectFile) -> Iterator[int]:
        """The numbers that margins show, besides those of their pages."""
        for target in (slot.target for slot in part.slots if slot.page < 0):
            if target.startswith("#"):
                yield self._numbering.anchors[target[1:]]
            elif target == "pages":
                yield self._numbering.total

    def _kept(self, part: ObjectFile, facts: list[Any], make: Callable[[], Piece]) -> Piece:
        if self._store is None or not part.digest:
            return make()
        name = f"pieces/{hashlib.sha256(json.dumps(facts).encode()).hexdigest()}"
        data = self._store.get(name)
        if data is not None:
            with suppress(ValueError, TypeError):
                return _decode(data)
        piece = make()
        self._store.put(name, _encode(piece))
        return piece

    def _lasting(self, index: int, placed: Placed) -> Piece:
        """All but what holds page numbers."""
        part = placed.part
        fonts = {b"fonts": reference(placed.own_fonts)} if placed.own_fonts else {}
        names = {**self.roles, **fonts, **placed.names(), **self._areas(index, placed)}
        names |= {b"C%d" % number: b"[]" for number in range(placed.seat.first)}
        names |= {b"C%d" % number: _contents(placed, number) for number, _ in placed.pages}
        made = Objects(placed.first, placed.last - placed.first)
        for shift, target in placed.moves.items():
            made.stream(b"1 0 0 1 %s 0 cm\n" % late.number(shift * late.POINTS), b"", target)
        for content in placed.streams():
            if not content.holes:
                extra = _extra(content, names)
                made.stream(content.data, extra, placed.targets[content.number], packed=True)
        objects = moved(zlib.decompress(part.objects), names)
        targets = [placed.targets[number] for number in part.numbers]
        made.pack(targets, objects.split(SEPARATOR))
        return made.piece()

    def _late(self, index: int, placed: Placed) -> Piece:
        """Streams with holes, and margins."""
        names = {**self.roles, **placed.names()}
        made = Objects(placed.late_first, placed.last - placed.late_first)
        holed = [content for content in placed.streams() if content.holes]
        written = [Margin(0, content, placed.targets[content.number]) for content in holed]
        for page, content, target in (
            (margin.page, margin.content, margin.target) for margin in (*written, *placed.margins)
        ):
            extra = _extra(content, names)
            if content.holes:
                value = partial(self._numbering.value, index, page)
                made.stream(late.fill(content, placed.part, value), extra, target)
            else:
                made.stream(content.data, extra, target, packed=True)
        return made.piece()

    def _areas(self, index: int, placed: Placed) -> _Names:
        """What goes with the body of a page that is moved to one side."""
        part, names = placed.part, {}
        shifts = [placed.seat.shift(number, page) for number, page in enumerate(part.pages)]
        value = partial(self._numbering.value, index, 0)
        for number, area in enumerate(part.rectangles):
            names[b"R%d" % number] = late.corners(area, part, value, shifts[area.page])
        for number, (page, x, unit) in enumerate(part.abscissas):
            names[b"X%d" % number] = late.number(x + shifts[page] * unit)
        return names


def _extra(content: Content, names: _Names) -> bytes:
    """The inside of a stream's dictionary."""
    return moved(content.extra.encode("latin-1"), names)[2:-2]


def _contents(placed: Placed, number: int) -> bytes:
    """The streams of a page, from the lowest to the uppermost."""
    page = placed.part.pages[number]
    lower, upper = placed.around[number]
    shift = placed.seat.shift(number, page)
    ground, body = placed.target(page.ground) if page.ground else 0, placed.target(page.body)
    move, back = (placed.moves[shift], placed.moves[-shift]) if shift else (0, 0)
    streams = [ground, lower, move, body, back, upper]
    return array([reference(stream) for stream in streams if stream])


def _encode(piece: Piece) -> bytes:
    head = json.dumps([len(piece.rows), piece.streams]).encode()
    return head + b"\n" + piece.rows + piece.data


def _decode(data: bytes) -> Piece:
    head, _, rest = data.partition(b"\n")
    length, streams = json.loads(head)
    return Piece(rest[length:], rest[:length], tuple((index, place) for index, place in streams))
