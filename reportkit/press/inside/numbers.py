"""Page numbers as placeholders.

What goes in: the `content` lists that WeasyPrint is about to turn into boxes. What comes out: boxes
in which each page number is a text box of its own that holds a placeholder and says what for; and,
when such a box is drawn, holes in the content stream where the linker writes the number.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from weasyprint.css import targets
from weasyprint.draw import text as draw_module
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import create_layout, line_size
from weasyprint.urls import get_url_tuple

from reportkit.press.engine import UnfitError
from reportkit.press.inside.lines import Late
from reportkit.press.inside.session import Session
from reportkit.press.late import ALPHABETS, STYLES, placeholder
from reportkit.press.part import Glyph

Item = tuple[str, Any]

_KERNED = 1 / 512
"""CSS pixels by which a number may differ from its digits; Pango's unit is half of it."""

_CONTEXT = 7
"""Where the layout context stands among the further arguments: given for page margins alone."""

_COUNTERS = ("counter()", "counters()", "target-counter()", "target-counters()")

_SHAPING = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "lang",
    "letter_spacing",
)
"""The properties that decide how a digit is drawn."""


class Hole:
    """Stands in a content stream for bytes that the linker writes."""

    __slots__ = ("left", "line", "slot", "x")

    def __init__(self, slot: int = -1, x: float = 0.0, line: int = -1, left: int = 0) -> None:
        self.slot, self.x, self.line, self.left = slot, x, line, left


def is_late(item: Item) -> bool:
    """Whether an item of a `content` list is a page number in a style that can come late."""
    kind, value = item
    if kind == "counter()":
        return value[0] in ("page", "pages") and value[1] in STYLES
    return kind == "target-counter()" and value[1] in ("page", "pages") and value[2] in STYLES


def content_boxes(
    session: Session,
    original: Callable[..., list[Any] | None],
    content: Any,
    parent: Any,
    values: Any,
    token: str,
    *rest: Any,
    **named: Any,
) -> list[Any] | None:
    """`compute_content_list` of WeasyPrint, with late numbers in boxes of their own."""
    _hand_on(session, content, parent, values, rest[1])
    if isinstance(content, str) or not any(map(is_late, content)):
        return original(content, parent, values, token, *rest, **named)
    if token != "content":
        LOGGER.warning("Page numbers cannot be kept in a string or a bookmark: %s", token)
        content = [item for item in content if not is_late(item)]
        return original(content, parent, values, token, *rest, **named)
    is_margin = len(rest) > _CONTEXT and rest[_CONTEXT] is not None
    made: list[Any] = []
    group = object()
    for late, items in groupby(content, is_late):
        if not late:
            own = original(tuple(items), parent, values, token, *rest, **named) or ()
            for box in own:
                box.late_group = group
            made += own
            continue
        for item in items:
            box = _late_box(session, item, parent)
            session.has_late |= not is_margin
            if box is None:
                return made
            box.late_group = group
            made.append(box)
    return made


def _hand_on(session: Session, content: Any, parent: Any, values: Any, collector: Any) -> None:
    """See that what is printed of other parts can be known. Raises `UnfitError`."""
    for item in () if isinstance(content, str) else content:
        kind, value = item
        if kind == "target-text()":
            anchor = targets.anchor_name_from_token(_resolved(value[0], parent))
            is_here = anchor in collector.target_lookup_items
            if not is_here and session.ask("anchor", anchor):
                raise UnfitError(f"target-text() prints the text of #{anchor} in another part")
        elif kind in _COUNTERS and value[-1] != "none" and not is_late(item):
            is_target = kind.startswith("target")
            name = value[1] if is_target else value[0]
            if is_target or name in ("page", "pages"):
                raise UnfitError(f"{kind[:-2]} prints the counter {name} as {value[-1]}")
            values.get(name)


def _late_box(session: Session, item: Item, parent: Any) -> Any:
    """A text box for a late number; None, with a message, if it points nowhere."""
    kind, value = item
    if kind == "counter()" or value[1] == "pages":
        target, style = value[-2], value[-1]
        target = "pages" if value[-2] == "pages" or kind != "counter()" else "page"
        length = session.ask("total")
    else:
        token, style = _resolved(value[0], parent), value[2]
        anchor = targets.anchor_name_from_token(token)
        target = f"#{anchor}"
        # What of the width matters is asked when it is known where the number stands.
        length = session.inputs.answer(("width", f"{style}{target}"))
        if not length:
            session.ask("width", f"{style}{target}")
            LOGGER.error("Content discarded: target points to undefined anchor %r", token)
            return None
    text = placeholder(int(length), style)
    is_exact = target.startswith("#") and style != "decimal"
    if is_exact:
        # Letters are not as wide as one another, so how many there are does not say enough.
        text = session.ask("text", f"{style}{target}")
    box = boxes.TextBox.anonymous_from(parent, text)
    box.late = Late(target, style)
    if target.startswith("#") and not is_exact:
        session.late.append(box.late)
    return box


def _resolved(token: Any, parent: Any) -> Any:
    """The token of a target with what an attribute of the element says in place of `attr()`."""
    if token[0] != "attr()":
        return token
    name, kind, fallback = token[1]
    value = parent.element.get(name, fallback)
    if kind == "url":
        return "url", get_url_tuple(value, parent.style.base_url)
    return "string", value


def draw_text(
    session: Session, original: Callable[..., None], stream: Any, box: Any, *rest: Any
) -> None:
    """`draw_text` of WeasyPrint; texts of lines with late numbers leave holes."""
    place = getattr(box, "late_place", None)
    _join(session, stream, box)
    start = max(0, len(stream.stream) - 1)
    original(stream, box, *rest)
    if place is None:
        return
    slot = getattr(box, "late_slot", None)
    items: list[Any] = []
    is_written = False
    for item in stream.stream[start:]:
        if isinstance(item, bytes) and item.endswith(b" Tm"):
            a, b, c, d, _, y, _ = item.split()
            hole = Hole(x=box.position_x, line=place[0], left=place[1])
            items.append((b" ".join((a, b, c, d)) + b" ", hole, b" " + y + b" Tm"))
        elif slot is not None and isinstance(item, bytes) and item.endswith(b" TJ"):
            items.append((b"[", Hole(slot=slot), b"] TJ") if not is_written else b"[] TJ")
            is_written = True
        else:
            items.append(item)
    stream.stream[start:] = items
    if slot is not None:
        _draw_alphabet(session, stream, box, slot)


def _join(session: Session, stream: Any, box: Any) -> None:
    """Draw a text in the marked content of the text before it in its line if both come from one
    `content`.

    WeasyPrint makes one text of them, and so does the structure.
    """
    group = getattr(box, "late_group", None)
    line, _ = getattr(box, "late_place", (None, 0))
    before, session.drawn = session.drawn, (stream, group, line)
    is_continued = stream.stream[-4:-3] == [b"EMC"] and stream.stream[-1] == b"BDC"
    if group is not None and before == (stream, group, line) and is_continued:
        del stream.stream[-4:]
        del stream._tags[box]
        session.joined.add(id(box))


def forget_joined(session: Session, page: Any) -> None:
    """Take the texts that were joined to others out of the page, so that they get no tags."""
    if session.joined:
        for box in page.descendants(placeholders=True):
            if isinstance(box, boxes.InlineBox | boxes.LineBox):
                box.children = [c for c in box.children if id(c) not in session.joined]
        session.joined.clear()


def _draw_alphabet(session: Session, stream: Any, box: Any, slot: int) -> None:
    """Find out how each character that the number may have is drawn here."""
    style = session.slots[slot].style
    key = (style, *(box.style[name] for name in _SHAPING))
    if key not in session.tables:
        session.tables[key] = len(session.glyphs)
        session.glyphs.append({c: _glyph(stream, box, c) for c in ALPHABETS[style]})
    table = session.tables[key]
    session.slots[slot] = session.slots[slot]._replace(glyphs=table)
    if abs(box.width - sum(session.glyphs[table][c].width for c in box.text)) > _KERNED:
        box.late.rooms.append(0)


def _glyph(stream: Any, box: Any, character: str) -> Glyph:
    scratch = stream.clone(tags=None)
    probe = box.copy_with_text(character)
    probe.pango_layout = create_layout(character, box.style, None, None, 0)
    draw_module.draw_first_line(scratch, probe, "clip", "none", Matrix())
    line, _ = probe.pango_layout.get_first_line()
    drawn = [item[1:-4].decode() for item in scratch.stream if item.endswith(b"] TJ")]
    return Glyph("".join(drawn), line_size(line, box.style)[0])
