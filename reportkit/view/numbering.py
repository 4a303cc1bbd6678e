"""Numbers and anchors of captioned blocks, given before anything refers to one.

Figures and tables are counted through the report in the order of reading; charts count as figures,
matrices as tables. A block without a caption has no number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reportkit.model.briefing import Section
from reportkit.model.node import Captioned
from reportkit.source import Path
from reportkit.view.anchors import Anchors
from reportkit.view.report import Numbered


def number_blocks(sections: Iterable[Section], anchors: Anchors) -> dict[Path, Numbered]:
    """The number of each captioned block, under its path."""
    counts: Counter[str] = Counter()
    found: dict[Path, Numbered] = {}
    for path, block in captioned(sections, ("sections",)):
        series = block.counted_as
        number = ""
        if block.caption:
            counts[series] += 1
            number = str(counts[series])
        fallback = f"{series}-{number}" if number else f"{series}-without-number"
        anchor = block.id or anchors.make(fallback, series)
        found[path] = Numbered(series, number, anchor, block.id or "")
    return found


def captioned(sections: Iterable[Section], path: Path) -> Iterator[tuple[Path, Captioned]]:
    """Path and block of everything that may have a caption, in the order of reading."""
    for i, section in enumerate(sections):
        for j, block in enumerate(section.body):
            here = (*path, i, "body", j)
            # A block stands under its name: `figure: {image: …, caption: …}`.
            for name in type(block).model_fields:
                if isinstance(value := getattr(block, name), Captioned):
                    yield (*here, name), value
        yield from captioned(section.sections, (*path, i, "sections"))
