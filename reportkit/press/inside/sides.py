"""On which side of a sheet a page stands, and what of it depends on that.

What goes in: the stylesheets and pages of a part. What comes out: for a page the same page on the
other side. Where gutters are mirrored the body of a page is the same on both sides and only stands
further to the right on one; so such a part is laid out once, as if it began on the left, and the
linker moves its pages. Where more depends on the side, the part asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as page_layout
from weasyprint.layout.percent import resolve_percentages

from reportkit.press.inside.session import Session

_OTHER = {"left": "right", "right": "left"}
_APART = ("@footnote", "@note-area")
"""Boxes of a page that are part of its body, though they are styled by `@page`."""
_MIRRORED = {"margin_left", "margin_right"}
_SAME = 1e-6
"""CSS pixels below which two widths are one."""
_BREAKS = ("left", "right", "recto", "verso")


class SidedError(Exception):
    """The part must be laid out for the side on which it stands."""


def begin(session: Session, context: Any, selectors: Iterable[Any]) -> None:
    """Before the layout: decide whether the part can be laid out for both sides at once."""
    session.has_sides = any(selector.side for selector in selectors)
    counts = any(selector.index and selector.index[2] is None for selector in selectors)
    session.is_movable = not (
        session.is_first
        or session.is_sided
        or counts
        or (session.has_sides and not _are_mirrored(context, selectors))
    )


def _are_mirrored(context: Any, selectors: Iterable[Any]) -> bool:
    """Whether no rule gives pages more than other margins on one side."""
    if any(selector.side and (selector.first or selector.index) for selector in selectors):
        return False
    known = set(context.style_for._cascaded_styles)
    try:
        return all(
            _differences(context, *_declared(context, name, is_blank)) <= _MIRRORED
            for name in {selector.name or "" for selector in selectors}
            for is_blank in (False, True)
        )
    finally:
        for key in set(context.style_for._cascaded_styles) - known:
            del context.style_for._cascaded_styles[key]


def _declared(context: Any, name: str, is_blank: bool) -> list[Any]:
    """A page of that name on each side, with what is declared for it."""
    types = [page_layout.PageType(side, is_blank, name, -1, ()) for side in _OTHER]
    for page_type in types:
        context.style_for.add_page_declarations(page_type)
    return types


def _differences(context: Any, one: Any, other: Any) -> set[str]:
    """Names of the properties of which two page types have different values."""
    found: set[str] = set()
    for pseudo in (None, *_APART):
        a, b = (_values(context, page_type, pseudo) for page_type in (one, other))
        found |= {name for name in {*a, *b} if a.get(name) != b.get(name)}
    return found


def _values(context: Any, page_type: Any, pseudo: str | None) -> dict[str, Any]:
    declared = context.style_for._cascaded_styles.get((page_type, pseudo), {})
    return {name: value for name, (value, _) in declared.items()}


def pages(session: Session, context: Any, page: Any) -> dict[str, Any]:
    """`page` by its side, and as it would be on the other side if its body could stand there."""
    side = page.page_type.side
    if not session.has_sides:
        return {side: page}
    other = page.page_type._replace(side=_OTHER[side])
    page_layout.set_page_type_computed_styles(other, session.html, context.style_for)
    differences = _differences(context, page.page_type, other)
    if differences and not (session.is_movable and differences <= _MIRRORED and _is_plain(page)):
        depend(session)
        return {side: page}
    twin = page.copy()
    twin.page_type = other
    if differences:
        _measure(session, context, page, twin)
    return {side: page, _OTHER[side]: twin}


def _is_plain(page: Any) -> bool:
    """Whether what lies below the body is the same wherever the body stands."""
    images = (kind for kind, _ in page.style["background_image"])
    return all(kind == "none" for kind in images) and not page.style["box_shadow"]


def _measure(session: Session, context: Any, page: Any, twin: Any) -> None:
    """Give `twin` the margins of its side, and note how far they move the body."""
    style = context.style_for(twin.page_type)
    box = boxes.PageBox(twin.page_type, style)
    width, height = style["size"]
    resolve_percentages(box, style["size"])
    page_layout.page_width(box, context, width)
    page_layout.page_height(box, context, height)
    if abs(box.width - page.width) > _SAME or abs(box.height - page.height) > _SAME:
        depend(session)
    twin.margin_left, twin.margin_right = box.margin_left, box.margin_right
    session.moves[context.current_page] = page.page_type.side, twin.margin_left - page.margin_left


def depend(session: Session) -> None:
    """Let the part depend on its side. Raises `SidedError` if it was laid out for both."""
    if session.is_movable:
        raise SidedError
    session.ask("side")


def end(session: Session) -> None:
    """After the layout: a forced break to a side makes the part depend on where it stands.

    Where the part itself must begin on the right, a blank page comes before it, which the linker
    leaves out if it is not needed; so the part need not know where it stands.
    """
    entries = session.context.page_maker
    forced = [entry[1]["break"] in _BREAKS for entry in entries]
    if not any(forced):
        return
    before = session.pages_before
    opens_sided = session.is_movable and forced[before]
    if not opens_sided:
        depend(session)
        return
    is_blank = len(entries) > before + 1 and forced[before + 1]
    counter = entries[before + 1][3][1]["page"][-1]
    if not is_blank or session.restarts(counter):
        depend(session)
    session.is_spare = True
