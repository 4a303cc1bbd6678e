"""Running elements that one part hands to the next.

What goes in: the elements that stylesheets take out of the text for page margins. What comes out:
what a margin shows before the part has set an element of its own. Boxes cannot be handed from part
to part, so this is the part's own element if it is the same as what the parts before have left, as
are the marks that each part of a report carries; else the part cannot be laid out alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import copy
from typing import Any
from xml.etree import ElementTree

from weasyprint.layout import LayoutContext

from reportkit.press.engine import UnfitError
from reportkit.press.inside.session import Session

_LOOK = (
    "color",
    "font_family",
    "font_size",
    "font_style",
    "font_variant_caps",
    "font_weight",
    "letter_spacing",
    "line_height",
    "text_align_all",
    "text_transform",
    "width",
)
"""Properties by which equal elements look different in different places."""


def element(session: Session) -> Callable[..., tuple[Any, ...]]:
    """`LayoutContext.get_running_element_for`, which heeds the parts before."""
    original = LayoutContext.get_running_element_for

    def get_running_element_for(
        context: Any, page: Any, name: str, keyword: str = "first"
    ) -> tuple[Any, ...]:
        found: tuple[Any, ...] = original(context, page, name, keyword)
        pages = {number: boxes for number, boxes in context.running_elements[name].items() if boxes}
        if keyword == "all-once" or any(number <= context.current_page for number in pages):
            return found
        left = session.ask("element", name)
        own = pages[min(pages)][0] if pages else None
        if not left or (own is not None and _hash(own) == left):
            return (own,) if left else ()
        raise UnfitError(f"the running element {name} is set in one part and shown in another")

    return get_running_element_for


def left(context: Any) -> dict[str, str]:
    """Each running element with the hash of the one that was set last."""
    found: dict[str, str] = {}
    for name, by_page in sorted(context.running_elements.items()):
        pages = [number for number, boxes in by_page.items() if boxes]
        if pages:
            found[name] = _hash(by_page[max(pages)][-1])
    return found


def _hash(box: Any) -> str:
    look = [str(box.style[name]) for name in _LOOK]
    element = copy(box.element)
    element.tail = None
    html = ElementTree.tostring(element, "unicode")
    return hashlib.sha256("\0".join((html, *look)).encode()).hexdigest()[:16]
