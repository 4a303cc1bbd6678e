"""The reports on which a theme is looked at: all blocks, what goes wrong, all languages.

In goes nothing, out come sources that are plainly made up. In a checkout the one with all blocks
lies among the cases of the tests, which is its only copy; a wheel carries it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportkit.frozen import frozen
from reportkit.view import language

_HERE = Path(__file__).resolve().parent
SINK = "kitchen-sink"


@frozen
class Piece:
    """One report of the showcase."""

    name: str
    source: Path
    least: int
    most: int
    """How many pages it may have in a theme."""


def kitchen_sink() -> Piece:
    """Every block that a report may hold."""
    carried = _HERE / SINK
    folder = carried if carried.is_dir() else _HERE.parents[2] / "tests" / "cases" / SINK
    return Piece(SINK, folder / "briefing.yaml", 8, 28)


def stress() -> tuple[Piece, ...]:
    """What no report should hold, and the least that one may."""
    return (
        Piece("stress", _HERE / "stress.yaml", 4, 18),
        Piece("bare", _HERE / "bare.yaml", 2, 4),
    )


def labels(folder: Path) -> Iterator[tuple[str, Piece]]:
    """The words that reportkit gives by itself, in each language by its tag; writes `folder`."""
    text = (_HERE / "labels.yaml").read_text("utf-8")
    for tag in language.shipped():
        path = folder / f"labels-{tag}.yaml"
        path.write_text(text.replace("\nlanguage: en\n", f"\nlanguage: {tag}\n"), "utf-8")
        yield tag, Piece(f"labels in {tag}", path, 3, 14)
