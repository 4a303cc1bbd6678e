"""Texts of drawings that stand at their middle or their end, whole in every viewer.

WeasyPrint 70.0 puts each such text into a transparency group, to shift it when its width is known.
PDFium, which shows PDFs in Chrome and Edge, draws a group on a sheet of its own that it cuts to
the text's reckoned box: the first letter loses an edge. Nothing of the text is transparent, so
this module, which wraps the private `text` of `weasyprint.svg`, leaves it a plain form. It holds
for `PINNED` alone.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from reportkit.press.patched import Replacement, patched

_UNSHIFTED = {("start", "ltr"), ("end", "rtl")}
"""Anchors, with directions, of texts that WeasyPrint draws where they begin, in no group."""


def whole() -> AbstractContextManager[None]:
    """While open, no viewer cuts the texts of drawings."""
    return patched(*mends())


def mends() -> list[Replacement]:
    """What `whole` replaces."""
    from weasyprint import svg

    original = svg.text

    def text(drawing: Any, node: Any, font_size: float) -> None:
        anchor = node.get("text-anchor", "start"), node.get("direction", "ltr")
        if anchor not in _UNSHIFTED:
            drawing.stream.extra.pop("Group", None)
        original(drawing, node, font_size)

    tags = {tag: text if draw is original else draw for tag, draw in svg.TAGS.items()}
    return [(svg, "text", text), (svg, "TAGS", tags)]
