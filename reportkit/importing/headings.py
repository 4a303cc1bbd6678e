"""Headings that are written as bold paragraphs, as chat programs and hurried people write them.

In go the blocks of an outline, out come blocks where such paragraphs are headings. One alone may be
a remark in bold; several of a kind, or one that opens a text without headings, are meant as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reportkit.importing.outline import (
    Block,
    Field,
    Heading,
    Paragraph,
    Remark,
    Styled,
    Text,
    plain,
)

BELOW_ALL = 7
"""The level of such a heading below those that say theirs."""
MOST_WORDS = 10
_ENDS = ".,;:!?…。！？；，、："


def of_bold(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with bold paragraphs as headings, where they are meant so."""
    bold = {at for at, (block, after) in enumerate(pairwise(blocks)) if _heads(block, after)}
    has_headings = any(isinstance(block, Heading) for block in blocks)
    opening = next((at for at, b in enumerate(blocks) if not isinstance(b, Remark | Field)), -1)
    opens = opening in bold and not has_headings
    if len(bold - {opening}) < 2 and not opens:
        return list(blocks)
    level = BELOW_ALL if has_headings else 2
    out = [_heading(block, level) if at in bold else block for at, block in enumerate(blocks)]
    if opens and isinstance(first := out[opening], Heading):
        out[opening] = replace(first, level=1)
    return out


def _heads(block: Block, following: Block) -> bool:
    """Whether `block` is a few bold words over something else."""
    if not isinstance(block, Paragraph) or len(block.items) != 1:
        return False
    only, text = block.items[0], plain(block.items).strip()
    is_bold = isinstance(only, Styled) and only.mark == "**"
    is_short = 0 < len(text.split()) <= MOST_WORDS and text[-1] not in _ENDS
    is_over = not isinstance(following, Heading | Remark | Field)
    is_words = isinstance(only, Styled) and all(isinstance(item, Text) for item in only.items)
    return is_bold and is_short and is_over and is_words


def _heading(block: Block, level: int) -> Heading:
    assert isinstance(block, Paragraph)
    only = block.items[0]
    assert isinstance(only, Styled)
    return Heading(level, only.items, block.lines)
