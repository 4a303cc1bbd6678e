"""A PDF file, written object by object.

What goes in: objects as bytes. What comes out: the file, its small objects packed into compressed
object streams. pydyf writes the same, but keeps and serialises each object in Python, which at a
hundred thousand objects costs more than all else that the linker does.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from reportkit import memo
from reportkit.press.late import number

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
PACK = 2000
"""Objects in one object stream: enough to compress well, few enough for readers."""
_LEVEL = 6
_ROW = struct.Struct(">BIH")
"""A line of the cross-reference stream: kind, place, index or generation."""
_FREE = _ROW.pack(0, 0, 65535)

__all__ = [
    "PACK",
    "Objects",
    "PdfFile",
    "Piece",
    "array",
    "dictionary",
    "number",
    "reference",
    "string",
]


def string(text: str) -> bytes:
    """`text` as a PDF string."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode() + b")"
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


@memo.remembered
def compressed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def reference(target: int) -> bytes:
    return b"%d 0 R" % target


def array(items: Sequence[bytes]) -> bytes:
    return b"[" + b" ".join(items) + b"]"


def dictionary(**entries: bytes | int | None) -> bytes:
    """Keys in the order given; entries that are None are left out."""
    items = (
        b"/%s %s" % (key.encode(), value if isinstance(value, bytes) else b"%d" % value)
        for key, value in entries.items()
        if value is not None
    )
    return b"<<" + b"".join(items) + b">>"


class Piece(NamedTuple):
    """Objects written one after another, to be put into a file wherever they belong."""

    data: bytes
    rows: bytes
    """Their lines of the cross-reference stream, from the first number on."""
    streams: tuple[tuple[int, int], ...]
    """For each stream its line, and where it begins in `data`."""


class Objects:
    """Objects in the making, numbered from `first` on; `count` numbers are taken already."""

    def __init__(self, first: int = 0, count: int = 0, header: bytes = b"") -> None:
        self._first = first
        self._pieces = [header]
        self._length = len(header)
        self._rows = bytearray(_FREE * count)
        self._streams: list[tuple[int, int]] = []

    def take(self, count: int = 1) -> int:
        """New object numbers, which can be taken before the objects are known; the first."""
        taken = self._first + len(self._rows) // _ROW.size
        self._rows += _FREE * count
        return taken

    def pack(self, targets: Sequence[int], data: Sequence[bytes]) -> None:
        """Many objects that are no streams."""
        for start in range(0, len(targets), PACK):
            self._pack(targets[start : start + PACK], data[start : start + PACK])

    def stream(self, data: bytes, extra: bytes = b"", target: int = 0, packed: bool = False) -> int:
        """A stream object, which is compressed unless it is `packed` already; its number.

        `extra` is the inside of its dictionary, without `/Length` and the filter added here.
        """
        target = target or self.take()
        if not packed:
            data = compressed(data)
            extra += b"/Filter /FlateDecode"
        index = target - self._first
        self._streams.append((index, self._length))
        _ROW.pack_into(self._rows, index * _ROW.size, 1, self._length, 0)
        head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (target, extra, len(data))
        self._write(head, data, b"\nendstream\nendobj\n")
        return target

    def piece(self) -> Piece:
        """All of them."""
        return Piece(b"".join(self._pieces), bytes(self._rows), tuple(self._streams))

    def _pack(self, targets: Sequence[int], data: Sequence[bytes]) -> None:
        holder = self.take()
        starts = accumulate((len(item) + 1 for item in data[:-1]), initial=0)
        head = b" ".join(b"%d %d" % pair for pair in zip(targets, starts, strict=True)) + b"\n"
        for index, target in enumerate(targets):
            _ROW.pack_into(self._rows, (target - self._first) * _ROW.size, 2, holder, index)
        extra = b"/Type /ObjStm/N %d/First %d" % (len(targets), len(head))
        self.stream(head + b"\n".join(data), extra, holder)

    def _write(self, *pieces: bytes) -> None:
        self._pieces += pieces
        self._length += sum(map(len, pieces))


class PdfFile(Objects):
    """A file in the making."""

    def __init__(self) -> None:
        super().__init__(0, 1, _HEADER)
        self._plain: list[tuple[int, bytes]] = []

    def add(self, data: bytes, target: int = 0) -> int:
        """An object that is no stream; its number."""
        target = target or self.take()
        self._plain.append((target, data))
        return target

    def insert(self, piece: Piece, first: int) -> None:
        """Objects whose numbers were taken here, from `first` on."""
        start = first * _ROW.size
        self._rows[start : start + len(piece.rows)] = piece.rows
        for index, place in piece.streams:
            _ROW.pack_into(self._rows, start + index * _ROW.size, 1, self._length + place, 0)
        self._write(piece.data)

    def finish(self, catalog: int, info: int) -> bytes:
        """The whole file."""
        plain = sorted(self._plain)
        self.pack([target for target, _ in plain], [data for _, data in plain])
        target = self.take()
        start = self._length
        _ROW.pack_into(self._rows, target * _ROW.size, 1, start, 0)
        extra = b"/Type /XRef/W [1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID [<%s> <%s>]" % (
            target + 1,
            catalog,
            info,
            *(self._identifier(),) * 2,
        )
        self.stream(bytes(self._rows), extra, target)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._pieces)

    def _identifier(self) -> bytes:
        digest = hashlib.md5(usedforsecurity=False)
        for piece in self._pieces:
            digest.update(piece)
        return digest.hexdigest().encode()
