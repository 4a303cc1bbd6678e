"""The shapes of a drawing. Each has a `kind`, for the template to write, and a `role`.

A role is a whole word such as "dot" or "axis-ahead": the template knows its colours in print, and
as the class `.lane-dot` it has those of the theme on screens. Lengths are points at the drawing's
natural width; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from reportkit.frozen import frozen
from reportkit.view.lane.widths import LINE, SIZE, width

Ground: TypeAlias = Literal["axis", "axis-ahead", "tick", "row", "stem", "edition", "tint"]
Sign: TypeAlias = Literal[
    "dot",
    "dot-open",
    "halo",
    "bar",
    "bar-open",
    "soft",
    "softer",
    "arrow",
    "arrow-open",
    "bracket",
    "rug",
    "rug-open",
    "cell",
    "cell-open",
]
Writing: TypeAlias = Literal["label", "row-name", "tick-label", "edition-label", "expected-label"]
Role: TypeAlias = Ground | Sign
Anchor = Literal["start", "end"]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_LENGTHS = ("x", "y", "x1", "y1", "x2", "y2", "width", "height", "radius")
_ASCENT, _DESCENT = 0.75, 0.25
"""Of a line of text, in parts of its size."""


@frozen
class Line:
    """A straight line."""

    role: Role
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = "line"


@frozen
class Bar:
    """A rectangle; `x` and `y` are its top left."""

    role: Role
    x: float
    y: float
    width: float
    height: float
    kind: str = "bar"


@frozen
class Disc:
    """A circle."""

    role: Role
    x: float
    y: float
    radius: float
    kind: str = "disc"


@frozen
class Outline:
    """A polygon, or a line with corners where its role has no fill."""

    role: Role
    points: tuple[tuple[float, float], ...]
    kind: str = "outline"

    @property
    def path(self) -> str:
        """The data of an SVG path."""
        corners = (f"{_plain(x)} {_plain(y)}" for x, y in self.points)
        return f"M{' L'.join(corners)}"


@frozen
class Words:
    """A line of text; `y` is its baseline."""

    role: Writing
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    kind: str = "words"

    @property
    def box(self) -> Box:
        """The room that the text takes at most."""
        length = width(self.text)
        left = self.x if self.anchor == "start" else self.x - length
        return left, self.y - _ASCENT * SIZE, left + length, self.y + _DESCENT * SIZE


Shape: TypeAlias = Line | Bar | Disc | Outline | Words


@frozen
class Mark:
    """An event in the drawing."""

    title: str
    """Shown when it is pointed at; "" if nothing is."""
    shapes: tuple[Shape, ...]


@frozen
class Drawing:
    """A timeline to scale."""

    width: float
    height: float
    ground: tuple[Shape, ...]
    """What lies below: tints, axes, stems."""
    marks: tuple[Mark, ...]
    """In the order of their dates."""
    words: tuple[Words, ...]
    """Labels and names; no two overlap."""
    unnamed: int
    """Events whose label had no room."""
    cut: int
    """Events whose label is cut short."""


def label(
    role: Writing, x: float, bottom: float, lines: Sequence[str], anchor: Anchor
) -> list[Words]:
    """`lines` above `bottom`."""
    last = bottom - _DESCENT * SIZE
    count = len(lines)
    return [
        Words(role, x, last - (count - 1 - i) * LINE, line, anchor) for i, line in enumerate(lines)
    ]


def mirrored(drawing: Drawing) -> Drawing:
    """`drawing` for languages that run from right to left: time does too."""
    return replace(
        drawing,
        ground=tuple(_mirror(shape, drawing.width) for shape in drawing.ground),
        marks=tuple(
            replace(mark, shapes=tuple(_mirror(shape, drawing.width) for shape in mark.shapes))
            for mark in drawing.marks
        ),
        words=tuple(_mirror_words(words, drawing.width) for words in drawing.words),
    )


def rounded(drawing: Drawing) -> Drawing:
    """`drawing` with lengths of two decimals, so that files stay small and comparable."""
    return replace(
        drawing,
        width=neat(drawing.width),
        height=neat(drawing.height),
        ground=tuple(map(_round, drawing.ground)),
        marks=tuple(replace(m, shapes=tuple(map(_round, m.shapes))) for m in drawing.marks),
        words=tuple(replace(w, x=neat(w.x), y=neat(w.y)) for w in drawing.words),
    )


def neat(value: float) -> float:
    """`value` with two decimals, whole where it is."""
    short = round(value, 2)
    return int(short) if short == int(short) else short


def _plain(value: float) -> str:
    return str(neat(value))


def _mirror(shape: Shape, width: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, x1=width - shape.x1, x2=width - shape.x2)
    if isinstance(shape, Bar):
        return replace(shape, x=width - shape.x - shape.width)
    if isinstance(shape, Disc):
        return replace(shape, x=width - shape.x)
    if isinstance(shape, Outline):
        return replace(shape, points=tuple((width - x, y) for x, y in shape.points))
    return _mirror_words(shape, width)


def _mirror_words(words: Words, width: float) -> Words:
    return replace(words, x=width - words.x, anchor="end" if words.anchor == "start" else "start")


def _round(shape: Shape) -> Shape:
    lengths: dict[str, Any] = {
        name: neat(getattr(shape, name)) for name in _LENGTHS if hasattr(shape, name)
    }
    return replace(shape, **lengths)
