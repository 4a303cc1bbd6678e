"""Prose: paragraphs between other blocks. Template `blocks/prose.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.prose import ProseBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Html, Reference


@frozen
class Prose:
    """Paragraphs, lists, quotes and code. Template `blocks/prose.html`."""

    html: Html
    """Block markup: p, ul, ol, blockquote, pre, figure."""
    kind: str = "prose"


def build(block: ProseBlock, path: Path, here: Reference, context: Context) -> Prose:
    html = context.blocks(block.prose, (*path, "prose"))
    return Prose(context.paragraphs.numbered(html, path))
