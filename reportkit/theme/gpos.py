"""Kerning and anchors of a variable font held at one place, changed within the table's own bytes.

fontTools takes seven seconds to settle and rebuild the GPOS table of a large family, a quarter of
a second to do everything else. Nothing has to be rebuilt: every adjustable number points to its
variation, so the variation is added to the number and the pointer cleared. The table keeps its
length; pairs, anchors and classes stay where they are.

In goes the table and a function from variation index to delta, out comes the settled table.
Offsets below are those of the OpenType specification, chapter "GPOS".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from struct import pack_into, unpack_from

Delta = Callable[[int], int]
"""Variation index (outer << 16 | inner) -> how far the number moves, in font units."""

_VARIATION_INDEX = 0x8000


def settle(table: bytes, delta: Delta) -> bytes:
    """`table` with every varying number moved by its delta and varying no more."""
    data = bytearray(table)
    for kind, subtable in _subtables(data):
        for number, pointer, base in _POINTERS.get(kind, _none)(data, subtable):
            _settle_number(data, number, pointer, base, delta)
    return bytes(data)


def _settle_number(data: bytearray, number: int, pointer: int, base: int, delta: Delta) -> None:
    offset = _u16(data, pointer)
    if not offset:
        return
    outer, inner, form = unpack_from(">HHH", data, base + offset)
    if form == _VARIATION_INDEX:
        (value,) = unpack_from(">h", data, number)
        pack_into(">h", data, number, value + delta(outer << 16 | inner))
        pack_into(">H", data, pointer, 0)


def _subtables(data: bytearray) -> Iterator[tuple[int, int]]:
    lookups = _u16(data, 8)
    for lookup in _offsets(data, lookups, lookups):
        kind = _u16(data, lookup)
        for subtable in _offsets(data, lookup + 4, lookup):
            if kind == 9:
                _, extended, distance = unpack_from(">HHL", data, subtable)
                yield extended, subtable + distance
            else:
                yield kind, subtable


# Each function below yields, for the numbers of a subtable that may vary, where the number stands,
# where its pointer stands, and from where the pointer counts.
_Pointers = Iterator[tuple[int, int, int]]


def _none(data: bytearray, subtable: int) -> _Pointers:
    yield from ()


def _single(data: bytearray, subtable: int) -> _Pointers:
    form, _, fields = unpack_from(">HHH", data, subtable)
    start, count = (subtable + 6, 1) if form == 1 else (subtable + 8, _u16(data, subtable + 6))
    yield from _values(start, count, (fields,), subtable)


def _pair(data: bytearray, subtable: int) -> _Pointers:
    form, _, first, second = unpack_from(">HHHH", data, subtable)
    if form == 1:
        for pairs in _offsets(data, subtable + 8, subtable):
            yield from _values(pairs + 2, _u16(data, pairs), (first, second), pairs, lead=2)
    else:
        rows, columns = unpack_from(">HH", data, subtable + 12)
        yield from _values(subtable + 16, rows * columns, (first, second), subtable)


def _cursive(data: bytearray, subtable: int) -> _Pointers:
    yield from _anchors(data, subtable + 6, 2 * _u16(data, subtable + 4), subtable)


def _mark_to_base(data: bytearray, subtable: int) -> _Pointers:
    classes, marks, bases = unpack_from(">HHH", data, subtable + 6)
    yield from _marks(data, subtable + marks)
    array = subtable + bases
    yield from _anchors(data, array + 2, classes * _u16(data, array), array)


def _mark_to_ligature(data: bytearray, subtable: int) -> _Pointers:
    classes, marks, ligatures = unpack_from(">HHH", data, subtable + 6)
    yield from _marks(data, subtable + marks)
    array = subtable + ligatures
    for ligature in _offsets(data, array, array):
        yield from _anchors(data, ligature + 2, classes * _u16(data, ligature), ligature)


_POINTERS: dict[int, Callable[[bytearray, int], _Pointers]] = {
    1: _single,
    2: _pair,
    3: _cursive,
    4: _mark_to_base,
    5: _mark_to_ligature,
    6: _mark_to_base,
}
"""By kind of lookup; the contextual kinds 7 and 8 hold no numbers."""


def _marks(data: bytearray, array: int) -> _Pointers:
    for index in range(_u16(data, array)):
        yield from _anchors(data, array + 4 + 4 * index, 1, array)


def _anchors(data: bytearray, start: int, count: int, base: int) -> _Pointers:
    for offset in unpack_from(f">{count}H", data, start):
        anchor = base + offset
        if offset and _u16(data, anchor) == 3:
            yield anchor + 2, anchor + 6, anchor
            yield anchor + 4, anchor + 8, anchor


def _values(start: int, count: int, forms: tuple[int, ...], base: int, lead: int = 0) -> _Pointers:
    """The numbers of `count` records, each of `lead` bytes and one value for each of `forms`."""
    pairs = []
    size = lead
    for fields in forms:
        pairs += [(size + number, size + pointer) for number, pointer in _pairs(fields)]
        size += 2 * fields.bit_count()
    for record in range(start, start + size * count, size) if pairs else ():
        for number, pointer in pairs:
            yield record + number, record + pointer, base


def _pairs(fields: int) -> Iterator[tuple[int, int]]:
    """Where in a value its varying numbers and their pointers stand, in bytes."""
    for bit in range(4):
        if fields >> bit & 1 and fields >> bit + 4 & 1:
            yield _place(fields, bit), _place(fields, bit + 4)


def _place(fields: int, bit: int) -> int:
    return 2 * (fields & (1 << bit) - 1).bit_count()


def _offsets(data: bytearray, start: int, base: int) -> list[int]:
    """The places that a counted list of offsets from `base` points to."""
    count = _u16(data, start)
    return [base + offset for offset in unpack_from(f">{count}H", data, start + 2)]


def _u16(data: bytearray, place: int) -> int:
    value: int = unpack_from(">H", data, place)[0]
    return value
