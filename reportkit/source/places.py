"""Places of values, reckoned when somebody asks: most are never asked for.

In go offsets under the paths of values, out come their spans. It is a mapping like any other, and
apart from the tree because what is included and what variables change has places too.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TypeAlias

from reportkit.diagnostics import Span
from reportkit.source.text import Lines

Path: TypeAlias = tuple[str | int, ...]


class Places(MutableMapping[Path, Span]):
    """Spans by path."""

    def __init__(self, found: dict[Path, Span | tuple[Lines, int, int]] | None = None) -> None:
        self._found = found or {}
        """Spans, and the offsets of those that nobody has asked for."""

    def mark(self, path: Path, lines: Lines, start: int, end: int) -> None:
        """Let the place at `path` be that of the characters of `lines` from `start` to `end`."""
        self._found[path] = lines, start, end

    def copy(self) -> Places:
        """The same places, to be changed without them."""
        return Places(self._found.copy())

    def __getitem__(self, path: Path) -> Span:
        found = self._found[path]
        if isinstance(found, tuple):
            lines, start, end = found
            found = self._found[path] = lines.span(start, end)
        return found

    def __setitem__(self, path: Path, span: Span) -> None:
        self._found[path] = span

    def __delitem__(self, path: Path) -> None:
        del self._found[path]

    def __contains__(self, path: object) -> bool:
        return path in self._found

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
