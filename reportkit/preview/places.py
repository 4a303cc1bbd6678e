"""The line of the source behind a word that a reader points at.

In go the text around the word, as it is printed, and the files that the report was made from; out
comes a place. Printed text carries no trace of where it was written, and needs none: the longest
run of words around the one pointed at that a file holds too is where it was written, whatever
marks, folds and quotation marks lie between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

from reportkit.frozen import frozen

LONGEST = 12
"""Words that are compared at most."""
_WORD = re.compile(r"\w+")
_HYPHEN = re.compile("[-\N{HYPHEN}\N{SOFT HYPHEN}\x02\ufffe]\\s*\r?\n|\N{SOFT HYPHEN}")
"""What ends a line within a word, as PDFs and browsers give it."""


@frozen
class Place:
    """A place in a file; line and column count from 1."""

    path: Path
    line: int
    column: int


def find(text: str, index: int, files: Iterable[tuple[Path, str]]) -> Place | None:
    """Where the word at `index` of `text` was written; None if no file is sure to have it.

    Of equal runs the first counts, files in their order; a single word has to be the only one.
    """
    words, at = _around(text, index)
    if not words:
        return None
    written = [_Words(path, content) for path, content in files]
    for size in range(min(LONGEST, len(words)), 0, -1):
        starts = range(max(0, at - size + 1), min(at, len(words) - size) + 1)
        for start in sorted(starts, key=lambda start: abs(2 * (at - start) - size + 1)):
            run = words[start : start + size]
            found = [(file, hit) for file in written for hit in file.find(run)]
            if found and (size > 1 or len(found) == 1):
                file, hit = found[0]
                return file.place(hit + at - start)
    return None


def _around(text: str, index: int) -> tuple[list[str], int]:
    """The words of `text`, and the number of the one at `index`."""
    before = _HYPHEN.sub("", text[:index])
    whole = before + _HYPHEN.sub("", text[index:])
    found = list(_WORD.finditer(whole))
    at = next((n for n, word in enumerate(found) if word.end() > len(before)), len(found) - 1)
    return [word[0].casefold() for word in found], at


class _Words:
    """The words of a file, to be searched for runs of words."""

    def __init__(self, path: Path, content: str) -> None:
        self._path, self._content = path, content
        self._starts: list[int] = []
        self._offsets: list[int] = []
        pieces, length = [" "], 1
        for word in _WORD.finditer(content):
            self._starts.append(word.start())
            self._offsets.append(length)
            pieces += (folded := word[0].casefold(), " ")
            length += len(folded) + 1
        self._text = "".join(pieces)

    def find(self, run: list[str]) -> list[int]:
        """The numbers of the first words of `run` where it stands; two are enough."""
        found: list[int] = []
        wanted, start = f" {' '.join(run)} ", 0
        while len(found) < 2 and (start := self._text.find(wanted, start)) >= 0:
            found.append(bisect_right(self._offsets, start + 1) - 1)
            start += 1
        return found

    def place(self, number: int) -> Place:
        """Where the word `number` stands."""
        start = self._starts[number]
        line = self._content.count("\n", 0, start) + 1
        return Place(self._path, line, start - self._content.rfind("\n", 0, start))
