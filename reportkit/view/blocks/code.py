"""Code. Template `blocks/code.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.code import CodeBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Html, Reference

LONG = 18
"""Lines; code with more of them may break over pages."""


@frozen
class Code:
    """Code. Template `blocks/code.html`."""

    lines: tuple[str, ...]
    """Plain text; a line that is too long for the page is broken where it shows."""
    language: str
    """What the code is written in; "" if not given."""
    caption: Html
    """Inline markup; "" if not given."""
    is_long: bool
    """It may break over pages."""
    kind: str = "code"


def build(block: CodeBlock, path: Path, here: Reference, context: Context) -> Code:
    code = block.code
    text = code.text or context.texts.get((*path, "code", "file"), "")
    lines = tuple(line.rstrip() for line in text.strip("\n").expandtabs(4).split("\n"))
    caption = context.given(code.caption, (*path, "code", "caption"))
    return Code(lines, code.language or "", caption, len(lines) > LONG)
