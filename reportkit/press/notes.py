"""The footnotes that WeasyPrint 70.0 drops, kept.

A line that fits only once notes of its page have moved on to the next is taken as it is, and a
note that it calls itself is forgotten: it is on no page, and nothing says so. This module, which
wraps the private `_linebox_layout`, sends such a note after the others. It holds for
`tags.PINNED` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportkit.press.patched import patched


@contextmanager
def kept() -> Iterator[None]:
    """While open, WeasyPrint's layout loses no note."""
    from weasyprint.layout import block

    with patched((block, "_linebox_layout", keeping(block._linebox_layout))):
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
