"""What turning pages does to a report: headings left at a foot, rows cut, pages hardly filled.

In go the pages of a rendered WeasyPrint document, out come findings. It is apart from `misfits`,
which looks at one box at a time, because these look at where a page ends. The boxes that stand here
hold for `PINNED` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportkit.press.findings import Finding

LEAST_FILLED = 1 / 3
"""Of the height of a page's text."""
_FULL_BY_DESIGN = ("body", "appendix")
"""The named pages that text runs over; a cover is as full as it wants to be."""
_TEXT = 40
"""Characters that name a thing."""
_TELLING = 8
"""Characters of a line that says more than a number."""
_FIRST = 24
"""Characters of its first words, by which it is looked for in the source."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class _Page:
    """What a page holds, lines and pictures from its top."""

    box: Any
    leaves: list[tuple[Any, Any]] = field(default_factory=list)
    """Each with the heading that it belongs to, or None."""
    rows: list[Any] = field(default_factory=list)
    """Of tables, without those that are repeated on each page."""


def pagination(pages: Iterable[Any]) -> Iterator[Finding]:
    """The findings of `pages`, which follow each other."""
    read = [_read(page._page_box) for page in pages]
    for number, page in enumerate(read):
        before = read[number - 1] if number else None
        following = read[number + 1] if number + 1 < len(read) else None
        for finding in _of_page(page, before, following):
            yield finding._replace(page=number + 1)


def _of_page(page: _Page, before: _Page | None, following: _Page | None) -> Iterator[Finding]:
    yield from _cut_rows(page, following)
    if page.box.page_type.name in _FULL_BY_DESIGN and page.leaves:
        yield from _lonely_heading(page, following)
        yield from _hardly_filled(page, is_first=not _goes_on(page, before))


def _goes_on(page: _Page, other: _Page | None) -> bool:
    """Whether `other` is a page of the same kind beside `page`."""
    return other is not None and other.box.page_type.name == page.box.page_type.name


def _read(box: Any) -> _Page:
    from weasyprint.formatting_structure import boxes

    page = _Page(box)
    waiting = [(child, None) for child in box.children if not _is_margin(child)]
    while waiting:
        inner, heading = waiting.pop()
        inner = getattr(inner, "_box", inner)
        if isinstance(inner, boxes.LineBox | boxes.ReplacedBox):
            page.leaves.append((inner, heading))
            continue
        if isinstance(inner, boxes.TableRowGroupBox) and (inner.is_header or inner.is_footer):
            continue
        if isinstance(inner, boxes.TableRowBox):
            page.rows.append(inner)
        heading = inner.element if inner.element_tag in _HEADINGS else heading
        waiting += [(child, heading) for child in reversed(getattr(inner, "children", ()))]
    return page


def _is_margin(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox)


def _lonely_heading(page: _Page, following: _Page | None) -> Iterator[Finding]:
    """The heading that ends `page`, if the text under it begins on the next one."""
    if not _goes_on(page, following):
        return
    heading = max(page.leaves, key=lambda leaf: _bottom(leaf[0]))[1]
    if heading is None or _has_text_beside(heading, page):
        return
    words = _words(heading.itertext())
    hint = "shorten what stands before it, or put `page_break` before its section"
    yield _finding(
        "RK0513",
        f"the heading {_quoted(words)} stands at the foot of its page",
        hint,
        max(heading.itertext(), key=len, default=""),
    )


def _has_text_beside(heading: Any, page: _Page) -> bool:
    """Whether other text begins with `heading`, which then hangs in a column of its own."""
    top = min(leaf.position_y for leaf, within in page.leaves if within is heading)
    return any(leaf.position_y > top - 1 for leaf, within in page.leaves if within is not heading)


def _hardly_filled(page: _Page, is_first: bool) -> Iterator[Finding]:
    top, height = page.box.content_box_y(), page.box.height
    share = (max(_bottom(leaf) for leaf, _ in page.leaves) - top) / height
    if share >= LEAST_FILLED:
        return
    lines = [_words(_texts(leaf)) for leaf, _ in page.leaves]
    words = next((line for line in lines if len(line) >= _TELLING), max(lines, key=len))
    message = f"the page that begins {_quoted(words)} is filled to {share:.0%} of its height"
    mend = "write more" if is_first else "shorten what stands before it"
    hint = f"{mend}, or choose a theme in which sections flow"
    yield _finding("RK0514", message, hint, words, "note")


def _cut_rows(page: _Page, following: _Page | None) -> Iterator[Finding]:
    """The rows that begin on `page` and go on on the next one."""
    next_rows = {id(row.element) for row in following.rows} if following else set()
    for row in page.rows:
        if row.element is not None and id(row.element) in next_rows:
            words = _words(row.element.itertext())
            hint = "shorten its cells, or make several rows of it"
            message = f"the row {_quoted(words)} is cut at the foot of its page"
            longest = max(row.element.itertext(), key=len, default="")
            yield _finding("RK0516", message, hint, longest)


def _bottom(box: Any) -> float:
    return float(box.position_y + box.height)


def _texts(box: Any) -> Iterator[str]:
    text = getattr(box, "text", None)
    if isinstance(text, str):
        yield text
    for child in getattr(box, "children", ()):
        yield from _texts(getattr(child, "_box", child))


def _words(pieces: Iterable[str]) -> str:
    return " ".join(" ".join(pieces).split())


def _quoted(words: str) -> str:
    return f"“{words[:_TEXT]}{'…' if len(words) > _TEXT else ''}”" if words else "without words"


def _finding(code: str, message: str, hint: str, words: str, severity: str = "warning") -> Finding:
    place = " ".join(words.split())[:_FIRST]
    return Finding(severity, code, message, (hint,), "source", place, 0, 0)
