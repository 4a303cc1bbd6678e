"""A PDF file, written object by object.

What goes in: objects as bytes. What comes out: the file, its small objects packed into compressed
object streams. pydyf writes the same, but keeps and serialises each object in Python, which at a
hundred thousand objects costs more than all else that the linker does.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from itertools import accumulate

from reportkit import memo
from reportkit.press.late import number

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_PACK = 2000
"""Objects in one object stream: enough to compress well, few enough for readers."""
_LEVEL = 6

__all__ = ["PdfFile", "array", "dictionary", "number", "reference", "string"]


def string(text: str) -> bytes:
    """`text` as a PDF string."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode() + b")"
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


@memo.remembered
def _compressed(data: bytes) -> bytes:
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


class PdfFile:
    """A file in the making. Object numbers can be taken before the object is known."""

    def __init__(self) -> None:
        self._pieces = [_HEADER]
        self._length = len(_HEADER)
        self._last = 0
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        """Object -> its line of the cross-reference stream."""
        self._plain: list[tuple[int, bytes]] = []

    def take(self) -> int:
        """A new object number."""
        self._last += 1
        return self._last

    def add(self, data: bytes, target: int = 0) -> int:
        """An object that is no stream; its number."""
        target = target or self.take()
        self._plain.append((target, data))
        return target

    def pack(self, targets: Sequence[int], data: Sequence[bytes]) -> None:
        """Many objects that are no streams."""
        for start in range(0, len(targets), _PACK):
            self._pack(targets[start : start + _PACK], data[start : start + _PACK])

    def stream(self, data: bytes, extra: bytes = b"", target: int = 0, packed: bool = False) -> int:
        """A stream object, which is compressed unless it is `packed` already; its number.

        `extra` is the inside of its dictionary, without `/Length` and the filter added here.
        """
        target = target or self.take()
        if not packed:
            data = _compressed(data)
            extra += b"/Filter /FlateDecode"
        self._places[target] = (1, self._length, 0)
        head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (target, extra, len(data))
        self._write(head, data, b"\nendstream\nendobj\n")
        return target

    def finish(self, catalog: int, info: int) -> bytes:
        """The whole file."""
        plain = sorted(self._plain)
        self.pack([target for target, _ in plain], [data for _, data in plain])
        target = self.take()
        start = self._length
        self._places[target] = (1, start, 0)
        extra = b"/Type /XRef/W [1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID [<%s> <%s>]" % (
            self._last + 1,
            catalog,
            info,
            *(self._identifier(),) * 2,
        )
        rows = (self._places.get(n, (0, 0, 65535)) for n in range(self._last + 1))
        table = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, place, index in rows
        )
        self.stream(table, extra, target)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._pieces)

    def _pack(self, targets: Sequence[int], data: Sequence[bytes]) -> None:
        holder = self.take()
        starts = accumulate((len(item) + 1 for item in data[:-1]), initial=0)
        head = b" ".join(b"%d %d" % pair for pair in zip(targets, starts, strict=True)) + b"\n"
        for index, target in enumerate(targets):
            self._places[target] = (2, holder, index)
        extra = b"/Type /ObjStm/N %d/First %d" % (len(targets), len(head))
        self.stream(head + b"\n".join(data), extra, holder)

    def _identifier(self) -> bytes:
        digest = hashlib.md5(usedforsecurity=False)
        for piece in self._pieces:
            digest.update(piece)
        return digest.hexdigest().encode()

    def _write(self, *pieces: bytes) -> None:
        self._pieces += pieces
        self._length += sum(map(len, pieces))
