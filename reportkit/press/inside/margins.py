"""Page margins, laid out once for all pages of a part that show the same.

What goes in: WeasyPrint's calls for the margin boxes of each page. What comes out: layouts by what
they depend on, and for each page the layouts that it shows on a left-hand and a right-hand sheet.
So a part need not be laid out again when it moves to the other side, and margins cost little where
only the page number changes.

Where this is not safe, the margins stay on their page: those with links, which must stand in the
structure of the document, with what links lead to, and those that lie below the body of a page that
has a ground of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from weasyprint.anchors import gather_anchors
from weasyprint.draw.color import get_color
from weasyprint.layout.background import layout_box_backgrounds

from reportkit.press.engine import UnfitError
from reportkit.press.inside import sides
from reportkit.press.inside.session import Session


def margin_boxes(
    session: Session, original: Callable[..., Iterable[Any]], context: Any, page: Any, state: Any
) -> Iterable[Any]:
    """`make_margin_boxes` of WeasyPrint: the boxes that stay on the page."""
    if not session.is_first and context.current_page == 1:
        return ()
    shown: dict[str, Hashable] = {}
    for side, twin in sides.pages(session, context, page).items():
        key = _key(context, twin, state)
        if key not in session.margins:
            session.margins[key] = _laid_out(original, context, twin, state)
        if any(_stays(margin, page) for margin in session.margins[key]):
            if session.has_sides:
                sides.depend(session)
            return original(context, page, state)
        shown[side] = key
    session.shown[context.current_page] = shown
    return ()


def _stays(margin: Any, page: Any) -> bool:
    """Whether a margin must be drawn with the body of its page."""
    anchors: dict[str, Any] = {}
    found: tuple[list[Any], list[Any]] = [], []
    forms: dict[Any, list[Any]] = {None: []}
    # On the way it computes where transforms put boxes, and it does so for boxes of pages alone.
    gather_anchors(margin, anchors, *found, forms)
    if anchors or any(found) or any(forms.values()):
        return True
    return is_lower(margin) and _has_ground_of_its_own(page)


def is_lower(margin: Any) -> bool:
    """Whether a margin lies below the body."""
    index = margin.style["z_index"]
    return bool(index != "auto" and index < 0)


def _has_ground_of_its_own(page: Any) -> bool:
    """Whether the body has a border, or a background of all the page, which lies below margins."""
    borders = (page.style[f"border_{side}_style"] for side in ("top", "right", "bottom", "left"))
    root = page.children[0]
    grounds = [root.style, *(b.style for b in root.children if b.element_tag == "body")]
    return any(style != "none" for style in borders) or any(map(_is_painted, grounds))


def _is_painted(style: Any) -> bool:
    color = get_color(style, "background_color")
    return color.alpha > 0 or any(kind != "none" for kind, _ in style["background_image"])


def _key(context: Any, page: Any, state: Any) -> Hashable:
    """What the margins of a page depend on, apart from page numbers."""
    if counted := set(state[1]) - {"page", "pages"}:
        raise UnfitError(f"@page counts with {min(counted)}, over the pages of all parts")
    opening = set(_opening(page))
    number = context.current_page
    strings = {
        name: (_left(number, pages), *pages.get(number, ()), name in opening)
        for name, pages in context.string_set.items()
    }
    elements = {
        name: number if number in pages else id(_left(number, pages))
        for name, pages in context.running_elements.items()
    }
    return page.page_type, *sorted(strings.items(), key=_name), *sorted(elements.items())


def _name(item: tuple[str, Any]) -> str:
    return item[0]


def _left(number: int, pages: Any) -> Any:
    """What the pages before `number` have left."""
    before = [other for other in pages if other < number and pages[other]]
    return pages[max(before)][-1] if before else None


def _opening(page: Any) -> Iterator[str]:
    """The strings that are set where the page begins."""
    box = page
    while box:
        if box.style["string_set"] != "none":
            yield from (name for name, _ in box.style["string_set"])
        box = box.children[0] if box.children else None


def _laid_out(
    original: Callable[..., Iterable[Any]], context: Any, page: Any, state: Any
) -> list[Any]:
    made = list(original(context, page, state))
    for box in made:
        layout_box_backgrounds(page, box, context.get_image_from_uri)
    return made
