"""Page margins, laid out once for all pages of a part that show the same.

What goes in: WeasyPrint's calls for the margin boxes of each page. What comes out: layouts by what
they depend on, and for each page the layouts that it shows on a left-hand and a right-hand sheet.
So a part need not be laid out again when it moves to the other side, and margins cost little where
only the page number changes.

Where this is not safe, the margins stay on their page: running elements, which hold boxes of that
page, and links, which must stand in the structure of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from weasyprint.layout import page as page_layout
from weasyprint.layout.background import layout_box_backgrounds

from reportkit.press.inside.session import Session

_OTHER = {"left": "right", "right": "left"}
_APART = ("@footnote", "@note-area")
"""Boxes of a page that are part of its body, though they are styled by `@page`."""


def margin_boxes(
    session: Session, original: Callable[..., Iterable[Any]], context: Any, page: Any, state: Any
) -> Iterable[Any]:
    """`make_margin_boxes` of WeasyPrint: the boxes that stay on the page."""
    if not session.is_first and context.current_page == 1:
        return ()
    sides = _sides(session, context, page.page_type)
    shown: dict[str, Hashable] = {}
    for side in sides if not any(context.running_elements.values()) else ():
        key = _key(session, context, page.page_type._replace(side=side), state)
        if key not in session.margins:
            session.margins[key] = _laid_out(original, context, page, side, state)
        if any(box.link for margin in session.margins[key] for box in margin.descendants()):
            break
        shown[side] = key
    else:
        if shown:
            session.shown[context.current_page] = shown
            return ()
    if session.has_sides:
        session.ask("side")
    return original(context, page, state)


def _sides(session: Session, context: Any, page_type: Any) -> tuple[str, ...]:
    """The sides on which the page may stand while its body stays as it is."""
    if not session.has_sides:
        return (page_type.side,)
    twin = page_type._replace(side=_OTHER[page_type.side])
    page_layout.set_page_type_computed_styles(twin, session.html, context.style_for)
    cascaded = context.style_for._cascaded_styles
    for pseudo in (None, *_APART):
        if _values(cascaded, page_type, pseudo) != _values(cascaded, twin, pseudo):
            session.ask("side")
            return (page_type.side,)
    return ("left", "right")


def _values(cascaded: Any, page_type: Any, pseudo: str | None) -> dict[str, Any]:
    declared = cascaded.get((page_type, pseudo), {})
    return {name: value for name, (value, _) in declared.items()}


def _key(session: Session, context: Any, page_type: Any, state: Any) -> Hashable:
    """What the margins of a page depend on, apart from page numbers."""
    page_kind = (
        page_type
        if session.counts_pages
        else page_type._replace(index=page_type.index == 0, groups=())
    )
    counters = {n: tuple(v) for n, v in state[1].items() if n not in ("page", "pages")}
    strings = {name: _string(context, pages) for name, pages in context.string_set.items()}
    return page_kind, *sorted(counters.items()), *sorted(strings.items())


def _string(context: Any, pages: Any) -> tuple[int, str]:
    """The page, if it sets the string, else the text that the pages before have left."""
    if context.current_page in pages:
        return context.current_page, ""
    before = [number for number in pages if number < context.current_page]
    return (0, pages[max(before)][-1]) if before else (-1, "")


def _laid_out(
    original: Callable[..., Iterable[Any]], context: Any, page: Any, side: str, state: Any
) -> list[Any]:
    twin = page.copy()
    twin.page_type = page.page_type._replace(side=side)
    made = list(original(context, twin, state))
    for box in made:
        layout_box_backgrounds(twin, box, context.get_image_from_uri)
    return made
