"""Plain scalars as values, and characters of a value back to the file.

In go the text of a scalar and how it was written, out comes the value of YAML 1.2's core schema,
or the offset in the file of one of the value's characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from reportkit.frozen import frozen

Scalar = str | int | float | bool | None

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLS = {
    word: value
    for value, words in ((True, ("true", "True", "TRUE")), (False, ("false", "False", "FALSE")))
    for word in words
}
_INT = re.compile(r"[-+]?[0-9]{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]{1,400}|[0-9]{1,400}(?:\.[0-9]{0,400})?)(?:[eE][-+]?[0-9]{1,9})?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_BLANK = " \t\r\n"
_PIECE = {
    '"': re.compile(r"\\(?:\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
}
_HEADER = re.compile(r"[^\r\n]*")
_KEPT = 8
"""Texts whose places are kept, since one text is asked for many places in a row."""


def resolve(text: str) -> Scalar:
    """The value of a plain scalar. Dates stay text, as do numbers of over 400 digits."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


@frozen
class Written:
    """How a string stands in the file."""

    start: int
    """Offset of its first character: a quote, `|`, `>`, or the text itself."""
    end: int
    style: str
    """`'`, `"`, `|`, `>`, or "" for plain."""
    value: str


def locate(written: Written, text: str, offset: int) -> int:
    """The offset in the file's `text` of the character at `offset` of the value.

    Folding and indentation only ever change blanks, so that the nth character that is no blank
    is the same on both sides. A blank is placed after the character before it.
    """
    nth = bisect_left(solid(written.value), offset)
    blank = offset >= len(written.value) or written.value[offset] in _BLANK
    places = marks(written, text)
    if blank and nth:
        return places[nth - 1][1]
    return places[min(nth, len(places) - 1)][0] if places else written.start


@lru_cache(_KEPT)
def solid(value: str) -> Sequence[int]:
    """The offsets in a value of the characters that are no blanks."""
    return [at for at, char in enumerate(value) if char not in _BLANK]


@lru_cache(_KEPT)
def marks(written: Written, text: str) -> Sequence[tuple[int, int]]:
    """Start and end in the file of each character of the value that is no blank."""
    start, end = written.start, written.end
    if written.style in ("|", ">"):
        header = _HEADER.match(text, start)
        start = header.end() if header else start
    elif written.style:
        start, end = start + 1, end - 1
    piece = _PIECE.get(written.style)
    if piece is None:
        return [(at, at + 1) for at in range(start, end) if text[at] not in _BLANK]
    found = piece.finditer(text, start, end)
    return [match.span() for match in found if not _is_blank(match[0])]


def _is_blank(piece: str) -> bool:
    """Whether a piece of a quoted scalar stands for a blank or for nothing."""
    if piece[0] != "\\" or len(piece) == 1:
        return piece in _BLANK
    if piece[1] in "xuU" and len(piece) > 2:
        return chr(int(piece[2:], 16)) in _BLANK
    return piece[1] in "tnr \t\r\n"
