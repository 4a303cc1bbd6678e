"""Lines that WeasyPrint 70.0 ends at the wrong word, mended.

Where a text is followed by an element, it is cut after its first word if all of it fits its line
but for the space at its end. And where its last word fits by a hair, or but for a no-break space
behind it, it is taken for too long, and the line ends within an element before it. Either leaves
most of a line empty. This module, which wraps the private `split_first_line`, lets that space hang
over the end of the line, where it is not seen, and sends that word to the next. It holds for
`PINNED` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportkit.press.patched import patched

_WRAPPING = ("normal", "pre-line")
"""Values of `white-space` with which lines break, and a space at the end of one is not printed."""
_HAIR = 1
"""Pixels by which Pango and WeasyPrint may differ on the width of a line."""
_SPACE = 0.5
"""Of the type size, and wider than any no-break space: Pango lets one hang over a line's end."""


@contextmanager
def mended() -> Iterator[None]:
    """While open, lines end where they are full."""
    from weasyprint.layout import inline

    with patched((inline, "split_first_line", filling(inline.split_first_line))):
        yield


def filling(split: Callable[..., Any]) -> Callable[..., Any]:
    """`split`, which takes as much of a text as its line holds."""

    def first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        result = split(text, style, context, max_width, *rest, **named)
        _, length, resume_index, width = result[:4]
        if max_width is None or style["white_space"] not in _WRAPPING:
            return result
        has_words = b" " in text.encode()[:length].strip()
        is_bound = text.endswith("\u00a0")
        hair = style["font_size"] * _SPACE if is_bound else _HAIR
        is_cut = is_bound and not has_words and resume_index is not None
        if is_cut or (has_words and max_width < width <= max_width + hair):
            less = split(text, style, context, max_width - hair, *rest, **named)
            is_better = less[3] <= max_width and (has_words or less[1] > length)
            return less if is_better else result
        if resume_index is None:
            return result
        words = text.rstrip(" ")
        if has_words or words == text or " " not in words.strip():
            return result
        alone = split(words, style, context, max_width, *rest, **named)
        if alone[2] is not None or alone[3] > max_width:
            return result
        return split(text, style, context, None, *rest, **named)

    return first_line
