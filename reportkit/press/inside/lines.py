"""Lines of text with late numbers: how they move, and how much wider or narrower they may get.

What goes in: a page that was laid out. What comes out: lines for the object file, and for each
late number the questions on which the layout depends. Most numbers stand where their width changes
nothing else: at the end of a text, or in a box that is taken out of the flow. Then the part stays
as it is when page 99 becomes page 100; otherwise it is laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reportkit.frozen import frozen
from reportkit.press.inside.session import Session
from reportkit.press.part import Line, Rectangle, Slot

_FACTORS = {"left": 0.0, "right": 1.0, "center": 0.5}
_MOST = 6
"""Characters of a page number, at most, where there is room without end."""

_SHRINKING = (
    boxes.FlexContainerBox,
    boxes.GridContainerBox,
    boxes.InlineBlockBox,
    boxes.InlineTableBox,
)


@dataclass(slots=True)
class Late:
    """A late number; boxes that are copies of one another share it."""

    target: str
    style: str
    rooms: list[int] = field(default_factory=list)
    """How many characters there is room for, where it stands; 0 if its width must be known."""


@frozen
class _Place:
    """Where a line stands."""

    line: Any
    block: Any
    is_fixed: bool
    """The block's width does not depend on its text."""
    aside: float | None = None
    """For a block out of the flow that is as wide as its text: what stays, as in `part.Line`."""


def find_lines(session: Session, page: Any) -> None:
    """Note for each text of a line with late numbers how it moves when they are written."""
    floats = [box for box in page.descendants(placeholders=True) if box.is_floated()]
    for place in _places(page, page, True, None):
        texts = sorted(_texts(place.line), key=lambda text: text.position_x)
        if any(hasattr(text, "late") for text in texts):
            _note_line(session, place, texts, floats)


def settle(session: Session) -> None:
    """After all pages are painted: ask what the widths of late numbers must be for this layout."""
    for late in session.late:
        name = f"{late.style}{late.target}"
        if late.rooms and all(late.rooms):
            session.ask("room", f"{name}:{min(late.rooms)}")
        else:
            session.ask("width", name)


def note_rectangles(session: Session, links: Any) -> None:
    """The areas of links in lines with late numbers: as wide as those that they hold, and moved by
    those before them."""
    for _, _, _, box in links:
        texts = list(_texts(box)) if isinstance(box, boxes.ParentBox) else []
        is_in_line = isinstance(box, boxes.InlineBox)
        texts += [text for line in _own_lines(box) for text in _texts(line)]
        texts = sorted((t for t in texts if hasattr(t, "late_place")), key=lambda t: t.late_place)
        count = sum(hasattr(text, "late") for text in texts)
        if (count or (texts and is_in_line)) and box.link_annotation:
            line, left = texts[0].late_place
            area = Rectangle(line, left, left + count, page=session.page)
            session.rectangles.append((box.link_annotation, area))


def _own_lines(box: Any) -> Iterator[Any]:
    return (child for child in getattr(box, "children", ()) if isinstance(child, boxes.LineBox))


def _places(box: Any, block: Any, is_fixed: bool, aside: float | None) -> Iterator[_Place]:
    for child in box.children:
        child = child._box if isinstance(child, AbsolutePlaceholder) else child
        if isinstance(child, boxes.LineBox):
            yield _Place(child, box, is_fixed, aside)
        if isinstance(child, boxes.ParentBox):
            yield from _places(child, child, *_width(child, is_fixed, aside))


def _width(box: Any, is_fixed: bool, aside: float | None) -> tuple[bool, float | None]:
    """Whether the width of a box depends on its text; and what stays if it does and may."""
    style = box.style
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return is_fixed, aside
    if box.is_absolutely_positioned():
        sides = [side for side in ("left", "right") if style[side] != "auto"]
        if style["width"] != "auto" or len(sides) == 2:
            return True, None
        return False, _FACTORS[sides[0]] if sides else None
    if box.is_floated() or isinstance(box, boxes.BlockReplacedBox):
        return style["width"] != "auto", None
    if isinstance(box, boxes.TableBox):
        return is_fixed and style["table_layout"] == "fixed" and style["width"] != "auto", None
    return is_fixed and not isinstance(box, _SHRINKING), None if is_fixed else aside


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _note_line(session: Session, place: _Place, texts: list[Any], floats: list[Any]) -> None:
    slots: list[int] = []
    for text in texts:
        text.late_place = (len(session.lines), len(slots))
        if hasattr(text, "late"):
            text.late_slot = len(session.slots)
            slots.append(text.late_slot)
            late = text.late
            session.slots.append(Slot(late.target, late.style, text.text, session.page, -1))
    align = _factor(place.line.style) if place.aside is None else place.aside
    session.lines.append(Line(align, tuple(slots)))
    for index, text in enumerate(texts):
        if hasattr(text, "late"):
            text.late.rooms.append(_room(place, texts[:index], text, len(slots), floats))


def _room(place: _Place, before: list[Any], text: Any, count: int, floats: list[Any]) -> int:
    """Characters that a number may have without a change to anything but its line; 0 for none."""
    lines = list(_own_lines(place.block))
    if lines[-1] is not place.line or any(map(_is_drawn, _inline(place.line))):
        return 0
    if place.line.style["direction"] != "ltr":
        return 0
    if place.aside is not None:
        return _MOST if len(lines) == 1 else 0
    is_breakable = len(lines) == 1 or any(map(_has_break, before))
    if not place.is_fixed or not is_breakable or any(_touches(f, place.line) for f in floats):
        return 0
    free = place.block.width - place.line.width
    each = text.width / len(text.text)
    return len(text.text) + max(0, int(free / count / each)) if each else 0


def _inline(box: Any) -> Iterator[Any]:
    for child in box.children:
        if not isinstance(child, boxes.TextBox):
            yield child
            yield from _inline(child) if isinstance(child, boxes.InlineBox) else ()


def _is_drawn(box: Any) -> bool:
    """Whether more of a box is seen than its text, or it is none that moves with the line."""
    style = box.style
    return (
        not isinstance(box, boxes.InlineBox)
        or bool(box.border_width() - box.padding_width())
        or style["background_color"].alpha > 0
        or style["text_decoration_line"] != "none"
    )


def _has_break(text: Any) -> bool:
    return " " in text.text and text.style["white_space"] in ("normal", "pre-wrap", "pre-line")


def _touches(floated: Any, line: Any) -> bool:
    top, bottom = floated.position_y, floated.position_y + floated.margin_height()
    return bool(top < line.position_y + line.height and line.position_y < bottom)


def _factor(style: Any) -> float:
    align = style["text_align_all"]
    is_ltr = style["direction"] == "ltr"
    if align in ("start", "end", "justify"):
        align = "left" if (align != "end") == is_ltr else "right"
    return _FACTORS[align]
