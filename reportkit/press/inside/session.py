"""What is gathered while one part is compiled.

The replaced functions of WeasyPrint have no other place to put what they find: which questions were
asked, which late numbers were set, which objects the linker will want.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportkit.press.inputs import Inputs, Question
from reportkit.press.inside.shaping import Shaping
from reportkit.press.inside.shared import Shared
from reportkit.press.log import Record
from reportkit.press.part import Glyph, Line, Rectangle, Slot

BASE = 1_000_000_000
"""The page counter before a part; what stays near it counts from there, what does not restarts."""


@dataclass(slots=True)
class Session:
    """One compilation."""

    inputs: Inputs
    shared: Shared
    noted: Mapping[str, str]
    """URL -> SHA-256 of what was read so far."""
    records: list[Record]
    """What was said so far."""
    html: Any
    """WeasyPrint's document."""
    is_sided: bool = False
    """The part is laid out for the side on which it stands, since it could not be for both."""
    shaping: Shaping = field(init=False)
    parsed: int = 0
    """How many `records` were said of the stylesheets."""
    asked: set[Question] = field(default_factory=set)
    late: list[Any] = field(default_factory=list)
    """Numbers of other pages, as `lines.Late`."""
    rectangles: list[tuple[Any, Rectangle]] = field(default_factory=list)
    """Annotations whose area is as wide as late numbers."""
    slots: list[Slot] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    glyphs: list[dict[str, Glyph]] = field(default_factory=list)
    tables: dict[Any, int] = field(default_factory=dict)
    """What decides how a number is drawn -> index into `glyphs`."""
    elements: int = 0
    """Elements below `<body>` met so far, the one that stands for the parts before included."""
    counters: dict[str, int] = field(default_factory=dict)
    """Counters at the end of the part, of those that it used."""
    has_late: bool = False
    """A late number stands in the text of the part, not only in its margins."""
    context: Any = None
    """WeasyPrint's layout context."""
    has_sides: bool = False
    """Some `@page` rule holds for one side alone."""
    is_movable: bool = False
    """The part is laid out as if it began on the left, and holds wherever it begins."""
    is_spare: bool = False
    """The part begins with a blank page, so that the next stands on the right."""
    moves: dict[int, tuple[str, float]] = field(default_factory=dict)
    """Page, from 1 -> its side, and how many CSS pixels further right it stands on the other."""
    patterns: list[tuple[int, Any]] = field(default_factory=list)
    """Index of a page, and a pattern that its body is filled with."""
    counts_pages: bool = False
    """Some `@page` rule holds for pages by their number."""
    margins: dict[Hashable, list[Any]] = field(default_factory=dict)
    """Layouts of margins by what they depend on."""
    shown: dict[int, dict[str, Hashable]] = field(default_factory=dict)
    """Page, from 1 -> side -> key of its layout in `margins`."""
    margin_streams: dict[Hashable, tuple[Any, Any]] = field(default_factory=dict)
    """Key of a layout in `margins` -> the streams that go below and above the body, or None."""
    start: int = 1
    """Index of the part's first page, where `@page` rules count pages from the document's first."""
    page: int = -1
    """Index of the page that is being painted; -1 for margins that several pages share."""
    drawn: Any = None
    """The text drawn last."""
    joined: set[int] = field(default_factory=set)
    """Identities of texts drawn in the marked content of the text before them."""
    font_dictionary: Any = None
    fonts: list[Any] = field(default_factory=list)
    mapping: Any = None
    """The leaf of the parent tree."""
    structure: Any = None
    """The root of the structure tree."""
    document: Any = None
    """The structure element of the document."""

    def __post_init__(self) -> None:
        self.shaping = Shaping(self.shared.words)

    def restarts(self, counter: int) -> bool:
        """Whether a page counter does not count on from the pages before the part."""
        return abs(counter - BASE) > BASE // 2

    def ask(self, kind: str, name: str = "") -> str:
        """The answer to a question, which from now on belongs to the part."""
        self.asked.add((kind, name))
        return self.inputs.answer((kind, name))

    @property
    def is_first(self) -> bool:
        """Whether the part opens the document; before others, a page stands for what precedes them,
        which is laid out and thrown away."""
        return bool(self.ask("first"))

    @property
    def pages_before(self) -> int:
        """Pages that are laid out before the part's own."""
        return 0 if self.is_first else 1
