"""A box beside the course of the text. Template `blocks/callout.html`."""

from __future__ import annotations

from typing import Any

from reportkit.frozen import frozen
from reportkit.model.blocks import callout as model
from reportkit.model.blocks.table import TableBlock
from reportkit.source import Path
from reportkit.view.blocks import code, points, prose, quote, table
from reportkit.view.context import Context
from reportkit.view.report import Block, Html, Reference

_MAKERS: dict[str, Any] = {
    "prose": prose,
    "points": points,
    "table": table,
    "quote": quote,
    "code": code,
}


@frozen
class Callout:
    """A box beside the course of the text. Template `blocks/callout.html`."""

    manner: str
    """"note", "warning" or "method"."""
    title: str
    """The author's words, or the name of the manner in the report's language."""
    text: Html
    """Block markup; "" if it holds blocks."""
    blocks: tuple[Block, ...] = ()
    kind: str = "callout"


def build(block: model.CalloutBlock, path: Path, here: Reference, context: Context) -> Callout:
    callout, path = block.callout, (*path, "callout")
    _check(callout, path, context)
    title = callout.title or context.language.blocks[callout.kind]
    text = context.blocks(callout.text, (*path, "text")) if callout.text else Html("")
    blocks = tuple(
        _MAKERS[name].build(inner, (*path, "body", at), here, context)
        for at, inner in enumerate(callout.body)
        for name, node in model.INSIDE.items()
        if isinstance(inner, node)
    )
    return Callout(callout.kind, title, text, blocks)


def _check(callout: model.Callout, path: Path, context: Context) -> None:
    """A table with a page of its own would tear the box apart."""
    for at, block in enumerate(callout.body):
        if isinstance(block, TableBlock) and block.table.wide:
            span = context.source.place((*path, "body", at, "table", "wide"))
            hint = "put the table beside the callout, or leave out `wide`"
            message = "a table in a callout has no page of its own"
            context.diagnostics.error("RK0206", message, span, hint)
