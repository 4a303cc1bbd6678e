"""The footnotes that WeasyPrint 70.0 drops, kept.

A line that fits only once notes of its page have moved on to the next is taken as it is, and a
note that it calls itself is forgotten: it is on no page, and nothing says so. And where page
numbers need another pass over the document, pages that seem done are left out of it, with the notes
that they had moved on. This module, which wraps the private `_linebox_layout` and `make_all_pages`,
sends such a note after the others, and makes all pages in each pass. It holds for `PINNED`
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportkit.press.patched import patched


@contextmanager
def kept() -> Iterator[None]:
    """While open, WeasyPrint's layout loses no note."""
    from weasyprint import layout
    from weasyprint.layout import block

    with patched(
        (block, "_linebox_layout", keeping(block._linebox_layout)),
        (layout, "make_all_pages", remaking(layout.make_all_pages)),
    ):
        yield


def keeping(layout: Callable[..., Any]) -> Callable[..., Any]:
    """`layout`, which sets the lines of a block, with the notes of the last line it takes."""

    def lines(
        context: Any, box: Any, index: int, child: Any, new_children: list[Any], *rest: Any
    ) -> Any:
        result = layout(context, box, index, child, new_children, *rest)
        abort, stop = result[:2]
        if context.footnotes and stop and not abort and new_children:
            for part in new_children[-1].descendants():
                if part.footnote in context.footnotes:
                    context.layout_footnote(part.footnote)
                    context.report_footnote(part.footnote)
        return result

    return lines


def remaking(make: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """`make`, one pass over all pages, which makes each of them if there are notes."""

    def all_pages(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if pages and context.footnotes:
            for *_, state in context.page_maker:
                state["content_changed"] = True
        yield from make(context, root, html, pages)
        # What follows the last page is none, and must not ask for another pass.
        context.page_maker[-1][-1]["content_changed"] = False

    return all_pages
