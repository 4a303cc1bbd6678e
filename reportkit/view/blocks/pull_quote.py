"""A sentence that stands out. Template `blocks/pull-quote.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.pull_quote import PullQuoteBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.prose import plain
from reportkit.view.report import Html, Reference

MARKS = '“„«‹「『‘‚"'
"""What a quotation begins with, in any of the languages."""


@frozen
class PullQuote:
    """A sentence that stands out. Template `blocks/pull-quote.html`."""

    text: Html
    """Inline markup."""
    who: Html
    """Inline markup; "" if not given."""
    is_quoted: bool
    """It begins with a quotation mark, which may hang outside the text's edge."""
    kind: str = "pull-quote"


def build(block: PullQuoteBlock, path: Path, here: Reference, context: Context) -> PullQuote:
    quote, path = block.pull_quote, (*path, "pull_quote")
    text = context.inline(quote.text, (*path, "text"))
    who = context.given(quote.who, (*path, "who"))
    return PullQuote(text, who, plain(text)[:1] in MARKS)
