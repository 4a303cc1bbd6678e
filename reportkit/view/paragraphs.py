"""Numbered paragraphs, as government reports have them: 1.1, 1.2 … through a section.

In goes the path of what stands in a section, out comes the next number, or markup whose paragraphs
have theirs as text. Only paragraphs and points that stand in the course of the text count: not
what is quoted or listed below one, and nothing outside the sections and the author's appendices.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportkit.source import Path
from reportkit.view.report import Html, Reference

_MARK = re.compile(r"<(/?)(?:blockquote|ul|ol|figure)\b|<p>")
_NUMBERED = ("sections", "appendices")


@dataclass(slots=True)
class Paragraphs:
    """The numbers given so far; without places there are none."""

    places: Mapping[Path, Reference] = field(default_factory=dict)
    """Sections and appendices under their paths."""
    _counts: Counter[Path] = field(default_factory=Counter)

    def next(self, path: Path) -> str:
        """The number of the paragraph at `path`, such as "1.7"; "" if it has none."""
        part = self.places.get(path[:2])
        if part is None or path[0] not in _NUMBERED:
            return ""
        self._counts[path[:2]] += 1
        return f"{part.number}.{self._counts[path[:2]]}"

    def numbered(self, markup: Html, path: Path) -> Html:
        """The block markup at `path` with the numbers of its paragraphs."""
        out, at, depth = [], 0, 0
        for mark in _MARK.finditer(markup):
            if mark[0] != "<p>":
                depth += -1 if mark[1] else 1
            elif depth == 0 and (number := self.next(path)):
                out += [markup[at : mark.start()], f'<p class="paragraph">{_label(number)} ']
                at = mark.end()
        return Html("".join((*out, markup[at:])))


def _label(number: str) -> str:
    return f'<span class="paragraph-number">{number}</span>'
