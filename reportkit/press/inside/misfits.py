"""What a layout shows and no log tells: blocks that do not fit their page, images that are coarse.

In go the pages of a rendered WeasyPrint document, out come findings: a block that was to stay whole
and is broken, since it is taller than a page; what runs out of the sheet's text and would be cut
or lie in the margin; a picture with too few pixels for its size. WeasyPrint has no public name for
a page's boxes, so those that stand here hold for `PINNED` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urljoin

from reportkit.mounts import ROOT
from reportkit.press.findings import Finding

LEAST_PPI = 150
"""Pixels an inch; a coarser picture looks coarse in print."""
WANTED_PPI = 300
SMALL = 96.0
"""CSS pixels; a picture that is printed smaller is a sign in a line, and its pixels do not show."""
_MM = 25.4 / 96
_TOLERANCE = 1.0
"""CSS pixels by which a line may be wider than its box: what rounding comes to."""
_OVERLAP = 6.0
"""CSS pixels by which lines of two groups may meet: what ascenders and descenders leave free."""
_COVERS = frozenset(["cover", "back-cover"])
_TEXT = 40
"""Characters of a block that name it."""
_FIRST = 24
"""Characters of its longest text, by which it is looked for in the source."""


def misfits(pages: Iterable[Any]) -> Iterator[Finding]:
    """The findings of `pages`, each thing named once."""
    whole: dict[Any, int] = {}
    told: set[Any] = set()
    for number, page in enumerate(pages):
        for box, above, around in _boxes(page._page_box):
            element = box.element
            if element is None or told.intersection((element, *above)):
                continue
            table = next((e for e in (*above, element) if e.tag == "table"), None)
            if table is not None and _is_wide(box, page._page_box):
                told.add(table)
                yield _wide(box)._replace(page=number + 1)
                continue
            finding = (
                _picture(box)
                or _overflow(box, page._page_box)
                or _spill(box, around, page._page_box)
                or _drop(box, around)
            )
            is_broken = _is_to_stay_whole(box) and whole.setdefault(element, number) < number
            if finding is None and is_broken:
                hint = "make it shorter, or give its parts to several blocks"
                finding = _finding(box, "is taller than a page, and is broken", hint)
            if finding is not None:
                told.add(element)
                yield finding._replace(page=number + 1)
        yield from (each._replace(page=number + 1) for each in collisions(page))


def _boxes(page: Any) -> Iterator[tuple[Any, tuple[Any, ...], Any]]:
    """The boxes of a page's text, each with the elements and the box around it."""
    from weasyprint.formatting_structure.boxes import MarginBox

    waiting: list[tuple[Any, tuple[Any, ...], Any]] = [
        (child, (), page) for child in page.children if not isinstance(child, MarginBox)
    ]
    while waiting:
        box, above, around = waiting.pop()
        box = getattr(box, "_box", box)
        yield box, above, around
        inner = above if box.element is None else (*above, box.element)
        waiting += [(child, inner, box) for child in reversed(getattr(box, "children", ()))]


def _picture(box: Any) -> Finding | None:
    """A finding about a picture that has too few pixels."""
    picture: Any = getattr(box, "replacement", None)
    if not hasattr(picture, "image_data") or box.width < SMALL:
        return None
    pixels = picture.width
    ppi = max(pixels / box.width, picture.height / max(box.height, 1)) * 96
    if ppi >= LEAST_PPI:
        return None
    url = urljoin(ROOT, box.element.get("src", ""))
    name = unquote(url.removeprefix(ROOT)).partition("/")[2] or "an image"
    wanted = round(box.width / 96 * WANTED_PPI, -1)
    message = f"the image {name} is printed with {ppi:.0f} pixels an inch, which looks coarse"
    hint = (
        f"it is {box.width * _MM:.0f} mm wide: give it {wanted:.0f} pixels instead of {pixels}, "
        "or less width"
    )
    return Finding("warning", "RK0511", message, (hint,), "source", url, 0, 0)


def _overflow(box: Any, page: Any) -> Finding | None:
    """A finding about text or a picture that leaves the text's area by over half a margin."""
    from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

    if not isinstance(box, ReplacedBox | TextBox) or not box.width:
        return None
    hint = "make it smaller, break it up, or choose another block for it"
    if _is_wide(box, page) or box.position_x < page.content_box_x() - page.margin_left / 2:
        return _finding(box, "is wider than its page", hint)
    bottom = page.content_box_y() + page.height + page.margin_bottom / 2
    top = page.content_box_y() - page.margin_top / 2
    if box.position_y + box.height > bottom + _TOLERANCE or box.position_y < top - box.height / 2:
        return _finding(box, "is taller than its page", hint)
    return None


def _is_wide(box: Any, page: Any) -> bool:
    """Whether a text or picture reaches over half into the margin."""
    from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

    is_shown = isinstance(box, ReplacedBox | TextBox) and box.width
    return bool(is_shown) and box.position_x + box.width > _right(page)


def _wide(cell: Any) -> Finding:
    """The finding about a table whose first cell outside the page is `cell`."""
    hint = "say `wide: true` for a sheet on its side, shorten its words, or have fewer columns"
    finding = _finding(cell, "", hint)
    words = " ".join("".join(cell.element.itertext()).split())[:_TEXT]
    return finding._replace(message=f"the table is wider than its page, from “{words}” on")


def _spill(box: Any, around: Any, page: Any) -> Finding | None:
    """A finding about a line that is wider than its box, though not than the page."""
    from weasyprint.formatting_structure.boxes import BlockContainerBox, InlineBlockBox, LineBox

    if not isinstance(box, LineBox) or not isinstance(around, BlockContainerBox):
        return None
    if isinstance(around, InlineBlockBox) or around.style["overflow"] != "visible":
        return None
    wide = max((_end(child, box) for child in box.children), default=0.0)
    if wide <= around.width + _TOLERANCE or box.position_x + wide > _right(page):
        return None
    hint = "shorten its longest word, break it with hyphens, or give it more room"
    finding = _finding(around, "has a line that is wider than its box", hint)
    return finding._replace(code="RK0515")


def _drop(box: Any, around: Any) -> Finding | None:
    """A finding about text that runs out of a box whose height a style has set."""
    from weasyprint.formatting_structure.boxes import BlockBox, FlexContainerBox, GridContainerBox

    if not isinstance(box, BlockBox) or box.height < 2 * _TOLERANCE:
        return None
    # The height of a cell is what the layout has made of it.
    if isinstance(around, FlexContainerBox | GridContainerBox):
        return None
    # What runs out of a cover leaves its page.
    if box.element is not None and _COVERS.intersection(_classes(box.element)):
        return None
    if box.style["height"] == "auto" and box.style["max_height"].value == float("inf"):
        return None
    bottom = box.content_box_y() + box.height + box.padding_bottom
    if max((line.bottom for line in _texts(box)), default=bottom) <= bottom + _TOLERANCE:
        return None
    hint = "let its height follow from what is in it, or give it more"
    return _finding(box, "is taller than its box", hint)._replace(code="RK0515")


def _right(page: Any) -> float:
    """How far to the right a thing may reach: half into the margin."""
    return float(page.content_box_x() + page.width + page.margin_right / 2)


def _end(box: Any, line: Any) -> float:
    """How far from where `line` begins its part `box` ends, with what overflows that part."""
    box = getattr(box, "_box", box)
    if not box.is_in_normal_flow():
        return 0.0
    inner = [_end(child, line) for child in getattr(box, "children", ())]
    width = box.width if isinstance(box.width, int | float) else 0.0
    text = getattr(box, "text", "")
    if text.endswith(" "):
        # Spaces at the end of a line hang out of it, unseen.
        width *= len(text.rstrip()) / len(text)
    own = 0.0 if inner else box.position_x + width - line.position_x
    return float(max([own, *inner]))


class _Place(NamedTuple):
    """Where a text stands on its page, in CSS pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Place) -> bool:
        """Whether more than rounding of the two lies over each other."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width > _TOLERANCE and height > _OVERLAP


def _texts(box: Any) -> Iterator[_Place]:
    """Where the texts in `box` stand that are in its flow."""
    from weasyprint.formatting_structure.boxes import TextBox

    waiting = list(getattr(box, "children", ()))
    while waiting:
        inner = waiting.pop()
        inner = getattr(inner, "_box", inner)
        if isinstance(inner, TextBox) and inner.text.strip():
            x, y = inner.position_x, inner.position_y
            yield _Place(x, y, x + inner.width, y + inner.height)
        waiting += getattr(inner, "children", ())


def collisions(page: Any) -> Iterator[Finding]:
    """Findings about groups of a cover that run into each other: their places are fixed, and a
    long title reaches down to what stands at the foot."""
    for box, _, _ in _boxes(page._page_box):
        if box.element is None or not _COVERS.intersection(_classes(box.element)):
            continue
        groups = [getattr(child, "_box", child) for child in box.children]
        placed = [(group, list(_texts(group))) for group in groups if _is_group(group)]
        for (one, texts), (other, others) in combinations(placed, 2):
            if any(text.meets(inner) for text in texts for inner in others):
                hint = "shorten it, or give the theme another place or size for it"
                finding = _finding(one, f"runs into {_noun(other.element)}", hint)
                yield finding._replace(code="RK0515")
        return


def _is_group(box: Any) -> bool:
    return box.element is not None and "watermark" not in _classes(box.element)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _is_to_stay_whole(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import BlockBox

    return isinstance(box, BlockBox) and box.style["break_inside"] in ("avoid", "avoid-page")


def _finding(box: Any, what: str, hint: str) -> Finding:
    element = box.element
    pieces = [" ".join(text.split()) for text in element.itertext()]
    words = " ".join(filter(None, pieces))
    url = element.get("src")
    name = f"“{words[:_TEXT]}{'…' if len(words) > _TEXT else ''}”" if words else "an image"
    kind = _noun(element)
    # Short pieces, such as a title or a date that the report gives, are not in the source.
    longest = max(pieces, key=len, default="")
    place = urljoin(ROOT, quote(url, safe="/%")) if url else longest[:_FIRST].strip()
    message = f"{kind} {name} {what}" if kind else f"{name} {what}"
    return Finding("warning", "RK0512", message, (hint,), "source", place, 0, 0)


def _noun(element: Any) -> str:
    """What the block is called, from the class that it has along the whole line."""
    name = _classes(element)
    return f"the {name[0].replace('-', ' ')}" if name else ""
