"""A box beside the course of the text. Template `blocks/callout.html`."""

from __future__ import annotations

from dataclasses import dataclass

from reportkit.model.blocks.callout import CalloutBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Html, Reference


@dataclass(frozen=True, slots=True)
class Callout:
    """A box beside the course of the text. Template `blocks/callout.html`."""

    manner: str
    """"note", "warning" or "method"."""
    title: str
    """The author's words, or the name of the manner in the report's language."""
    text: Html
    """Block markup."""
    kind: str = "callout"


def build(block: CalloutBlock, path: Path, here: Reference, context: Context) -> Callout:
    callout = block.callout
    title = callout.title or context.language.blocks[callout.kind]
    text = context.blocks(callout.text, (*path, "callout", "text"))
    return Callout(callout.kind, title, text)
