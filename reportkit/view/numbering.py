"""Numbers and anchors of captioned blocks, given before anything refers to one.

Figures and tables are counted through the report in the order of reading; charts and timelines
count as figures, matrices as tables, and so do timelines in the form of one. A block without a
caption has no number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reportkit.model.blocks.callout import Callout
from reportkit.model.briefing import Briefing, Section
from reportkit.model.node import Captioned, Node
from reportkit.source import Path
from reportkit.view.anchors import Anchors
from reportkit.view.report import Numbered


def number_blocks(
    briefing: Briefing, appendices: Iterable[Path], anchors: Anchors
) -> dict[Path, Numbered]:
    """The number of each captioned block, under its path; `appendices` are in printed order."""
    counts: Counter[str] = Counter()
    found: dict[Path, Numbered] = {}
    for path, block in _captioned(briefing, appendices):
        series = block.counts_as
        number = ""
        if block.caption:
            counts[series] += 1
            number = str(counts[series])
        fallback = f"{series}-{number}" if number else f"{series}-without-number"
        anchor = block.id or anchors.make(fallback, series)
        found[path] = Numbered(series, number, anchor, block.id or "")
    return found


def _captioned(briefing: Briefing, appendices: Iterable[Path]) -> Iterator[tuple[Path, Captioned]]:
    """Path and block of everything that may have a caption, in the order of reading."""
    for i, part in enumerate(briefing.front):
        yield from _of(part, ("front", i))
    for i, section in enumerate(briefing.sections):
        yield from _of(section, ("sections", i))
    for path in appendices:
        if path[0] == "appendices":
            yield from _of(briefing.appendices[int(path[1])], path)
    for i, part in enumerate(briefing.back):
        yield from _of(part, ("back", i))


def _of(section: Section, path: Path) -> Iterator[tuple[Path, Captioned]]:
    yield from _in(section.body, (*path, "body"))
    for i, below in enumerate(section.sections):
        yield from _of(below, (*path, "sections", i))


def _in(body: Iterable[Node], path: Path) -> Iterator[tuple[Path, Captioned]]:
    for i, block in enumerate(body):
        for name in type(block).model_fields:
            # A block stands under its name: `figure: {image: …, caption: …}`.
            value = getattr(block, name)
            if isinstance(value, Captioned):
                yield (*path, i, name), value
            elif isinstance(value, Callout):
                yield from _in(value.body, (*path, i, name, "body"))
