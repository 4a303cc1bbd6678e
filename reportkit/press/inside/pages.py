"""Pages that paint what belongs to the part and what changes with its place in two streams.

The margins hold folios, so the linker fills and compresses them for every document; the rest of a
page is compressed once and then only copied.
"""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from reportkit.press.inside import numbers
from reportkit.press.inside.session import Session


class Page(weasyprint.Page):  # type: ignore[misc]
    """A page that was laid out, to be painted in two streams."""

    def __init__(self, page: Any, session: Session) -> None:
        vars(self).update(vars(page))
        self.session = session
        self.body: Any = None
        self.margin: Any = None
        linked = {id(box) for _, _, _, box in self.links}
        children = self._page_box.children
        self._margins = [box for box in children if _is_apart(box, linked)]
        self._page_box.children = tuple(box for box in children if box not in self._margins)
        self._has_late = session.has_late or any(
            isinstance(box, boxes.MarginBox) for box in self._page_box.children
        )

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.session.page += 1
        if self._has_late:
            numbers.find_lines(self.session, self._page_box)
        super().paint(stream, scale)
        self.body = stream
        if self._margins:
            self.margin = stream.clone(tags=None)
            self._paint_margins(scale)

    def _paint_margins(self, scale: float) -> None:
        box = self._page_box.copy_with_children(self._margins)
        numbers.find_lines(self.session, box)
        self.margin.stream.append(b"/Artifact <</Type /Pagination>> BDC")
        with self.margin.stacked():
            self.margin.transform(a=scale, d=scale)
            draw_stacking_context(self.margin, StackingContext.from_page(box))
        self.margin.stream.append(b"EMC")


def _is_apart(box: Any, linked: set[int]) -> bool:
    """A margin box; one with a link stays on the page, since links must be in the structure."""
    if not isinstance(box, boxes.MarginBox):
        return False
    return linked.isdisjoint({id(box), *map(id, box.descendants())})
