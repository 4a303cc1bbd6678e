"""Words of somebody, set apart. Template `blocks/quote.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.quote import QuoteBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Html, Reference


@frozen
class Quote:
    """Words of somebody, set apart. Template `blocks/quote.html`."""

    text: Html
    """Block markup."""
    who: Html
    role: Html
    """The speaker's office, or the occasion."""
    source: Html
    """Inline markup as `who` and `role` are; each "" if not given."""
    kind: str = "quote"


def build(block: QuoteBlock, path: Path, here: Reference, context: Context) -> Quote:
    quote, path = block.quote, (*path, "quote")
    return Quote(
        text=context.blocks(quote.text, (*path, "text")),
        who=context.given(quote.who, (*path, "who")),
        role=context.given(quote.role, (*path, "role")),
        source=context.given(quote.source, (*path, "source")),
    )
