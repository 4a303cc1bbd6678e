"""A break in print. Template `blocks/page-break.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.page_break import PageBreakBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Reference


@frozen
class PageBreak:
    """A break in print. Template `blocks/page-break.html`."""

    side: str
    """"left" or "right" if it must be such a page, else "page"."""
    kind: str = "page-break"


def build(block: PageBreakBlock, path: Path, here: Reference, context: Context) -> PageBreak:
    return PageBreak(block.page_break)
