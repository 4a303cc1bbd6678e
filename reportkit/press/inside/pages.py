"""Pages that paint their body, and their margins apart.

Margins hold folios, so the linker fills and compresses them for each page of a document; the body
is compressed once and then only copied.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import weasyprint
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from reportkit.press.inside import lines, numbers
from reportkit.press.inside.session import Session

_ANY_PAGE = -1


class Page(weasyprint.Page):  # type: ignore[misc]
    """A page that was laid out as number `index` of its part."""

    def __init__(self, page: Any, index: int, session: Session) -> None:
        self.__dict__.update(vars(page))
        self.body: Any = None
        self.shown: dict[str, Hashable] = session.shown.get(index + session.pages_before + 1, {})
        """Side -> key of the margins' layout."""
        self._index = index
        self._session = session

    def paint(self, stream: Any, scale: float = 1) -> None:
        session = self._session
        session.page = self._index
        if session.has_late or any(map(_is_margin, self._page_box.children)):
            lines.find_lines(session, self._page_box)
            lines.note_rectangles(session, self.links)
        super().paint(stream, scale)
        numbers.forget_joined(session, self._page_box)
        self.body = stream
        session.page = _ANY_PAGE
        for key in self.shown.values():
            if key not in session.margin_streams and session.margins[key]:
                session.margin_streams[key] = self._painted(session.margins[key], stream, scale)

    def _painted(self, margins: list[Any], body: Any, scale: float) -> Any:
        stream = body.clone(tags=None)
        box = self._page_box.copy_with_children(margins)
        lines.find_lines(self._session, box)
        stream.stream.append(b"/Artifact <</Type /Pagination>> BDC")
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            draw_stacking_context(stream, StackingContext.from_page(box))
        stream.stream.append(b"EMC")
        return stream


def _is_margin(box: Any) -> bool:
    return isinstance(box, boxes.MarginBox)
