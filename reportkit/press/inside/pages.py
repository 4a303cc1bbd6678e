"""Pages that paint their body, and their margins apart.

Margins hold folios, so the linker fills and compresses them for each page of a document; the body
is compressed once and then only copied. What lies below all is apart as well where the body may be
moved, or where margins go between the two.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.draw import draw_background, draw_stacking_context
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from reportkit.press.inside import lines, numbers
from reportkit.press.inside.margins import is_lower
from reportkit.press.inside.session import Session

_ANY_PAGE = -1


class Page(weasyprint.Page):  # type: ignore[misc]
    """A page that was laid out as number `index` of its part."""

    def __init__(self, page: Any, index: int, session: Session) -> None:
        self.__dict__.update(vars(page))
        number = index + session.pages_before + 1
        self.body: Any = None
        self.ground: Any = None
        """The stream of what lies below all else, if it is apart."""
        self.shown: dict[str, Hashable] = session.shown.get(number, {})
        """Side -> key of the margins' layout."""
        self.move = session.moves.get(number, ("", 0.0))
        """See `Session.moves`."""
        self._index = index
        self._session = session

    def paint(self, stream: Any, scale: float = 1) -> None:
        session = self._session
        session.page = self._index
        if session.has_late or any(map(_is_margin, self._page_box.children)):
            lines.find_lines(session, self._page_box)
            lines.note_rectangles(session, self.links)
        patterns = dict(stream._resources["Pattern"])
        if self._is_layered():
            self._paint_ground(stream, scale)
        super().paint(stream, scale)
        numbers.forget_joined(session, self._page_box)
        self.body = stream
        if self.move[1]:
            new = stream._resources["Pattern"].items() - patterns.items()
            session.patterns += [(self._index, pattern) for _, pattern in sorted(new)]
        session.page = _ANY_PAGE
        for key in self.shown.values():
            if key not in session.margin_streams:
                self._paint_margins(key, stream, scale)

    def _is_layered(self) -> bool:
        margins = (box for key in self.shown.values() for box in self._session.margins[key])
        return bool(self.move[1]) or any(map(is_lower, margins))

    def _paint_ground(self, body: Any, scale: float) -> None:
        """Draw the background of the page, and its marks, which stay where they are."""
        box, shift = self._page_box, abs(self.move[1])
        background, box.background = box.background, None
        left, top, width, height = body.page_rectangle
        body.page_rectangle = left - shift, top, width + 2 * shift, height
        if not background or not (background.color.alpha or box.style["marks"]):
            return
        with self._artifact("Background", body, scale, is_lower=True) as self.ground:
            marks = box.style["marks"]
            draw_background(self.ground, background, False, box.bleed, marks)

    def _paint_margins(self, key: Hashable, body: Any, scale: float) -> None:
        session = self._session
        box = self._page_box.copy_with_children(session.margins[key])
        lines.find_lines(session, box)
        made: dict[bool, Any] = {True: None, False: None}
        for lies_below in made:
            margins = [m for m in session.margins[key] if is_lower(m) == lies_below]
            if margins:
                box = box.copy_with_children(margins)
                with self._artifact("Pagination", body, scale, lies_below) as made[lies_below]:
                    draw_stacking_context(made[lies_below], StackingContext.from_page(box))
        session.margin_streams[key] = made[True], made[False]

    @contextmanager
    def _artifact(self, kind: str, body: Any, scale: float, is_lower: bool) -> Iterator[Any]:
        """A stream to be drawn below or above that of the body, of nothing that is read aloud."""
        stream = body.clone(tags=None)
        stream.stream.append(b"/Artifact <</Type /%s>> BDC" % kind.encode())
        with stream.stacked():
            if is_lower:
                # The body turns the y axis for all that is drawn after it.
                stream.transform(d=-1, f=self.height * scale)
            stream.transform(a=scale, d=scale)
            yield stream
        stream.stream.append(b"EMC")


def _is_margin(box: Any) -> bool:
    return isinstance(box, boxes.MarginBox)
