"""Lines of text as wide as a terminal or a mail shows them.

In go words, out come lines of at most so many columns. A character of Chinese, Japanese or Korean
takes two, an accent that is written over its letter none. It is apart from the writer because this
is all that is known of how wide a letter is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_UNSEEN = frozenset(["Mn", "Me", "Cf"])
_NEVER_FIRST = "、。，．・：；？！）］｝〕〉》」』】’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NEVER_LAST = "（［｛〔〈《「『【‘“"
_PIECES = re.compile(r"[ \t\n]+")


def width(text: str) -> int:
    """The columns that `text` takes."""
    return len(text) if text.isascii() else sum(map(_letter, text))


def wrapped(text: str, columns: int) -> Iterator[str]:
    """`text` in lines of at most `columns`; a word that is longer has a line of its own.

    A line feed in it stays.
    """
    for line in text.split("\n"):
        yield from _filled(_PIECES.split(line.strip(" ")), columns)


def padded(text: str, columns: int, align: str) -> str:
    """`text` with blanks around it, `align` being "left", "center" or "right"."""
    free = max(0, columns - width(text))
    left = {"left": 0, "center": free // 2, "right": free}[align]
    return " " * left + text + " " * (free - left)


def widest(words: Iterable[str]) -> int:
    """The width of the widest of `words`; 0 if there are none."""
    return max(map(width, words), default=0)


def _letter(char: str) -> int:
    if unicodedata.category(char) in _UNSEEN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _filled(words: Iterable[str], columns: int) -> Iterator[str]:
    line = ""
    for word in words:
        for at, piece in enumerate(_pieces(word)):
            between = " " if line and not at else ""
            if line and width(line) + len(between) + width(piece) > columns:
                yield line
                line, between = "", ""
            line += between + piece
    yield line


def _pieces(word: str) -> Iterator[str]:
    """`word` cut where it may end a line: between two wide characters."""
    piece = ""
    for char in word:
        is_end = piece and _letter(char) == 2 == _letter(piece[-1])
        if is_end and char not in _NEVER_FIRST and piece[-1] not in _NEVER_LAST:
            yield piece
            piece = ""
        piece += char
    yield piece
