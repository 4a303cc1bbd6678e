"""Blocks as one piece of Markdown: what no list of points can hold.

In go paragraphs, lists, quotes and code, out comes Markdown, its lines wrapped where that changes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportkit.importing.inline import literal, markdown, opens_block
from reportkit.importing.outline import (
    Block,
    Heading,
    Inlines,
    Item,
    Listing,
    Paragraph,
    Quote,
    Styled,
    Text,
    Verbatim,
)
from reportkit.importing.tree import counted
from reportkit.source.folds import is_joined

WIDTH = 88


def is_prose(block: Block) -> bool:
    """Whether prose can hold `block`."""
    match block:
        case Paragraph() | Verbatim():
            return True
        case Quote(blocks):
            return all(is_prose(inner) for inner in blocks)
        case Listing(items):
            return all(is_prose(inner) for item in items for inner in item.blocks)
        case _:
            return False


def emphasised(heading: Heading) -> Paragraph:
    """A heading where none can stand."""
    return Paragraph((Styled("**", heading.items),), heading.lines)


def prose(blocks: Sequence[Block], width: int = WIDTH) -> str:
    """Markdown for `blocks`, each of which is prose."""
    out: list[str] = []
    lists = 0
    for block in blocks:
        lists = lists + 1 if isinstance(block, Listing) else 0
        out.append(_block(block, width, lists))
    return "\n\n".join(text for text in out if text)


def _block(block: Block, width: int, lists: int) -> str:
    match block:
        case Paragraph(items):
            return wrapped(markdown(items), width)
        case Verbatim(text, language):
            return _fenced(text, language)
        case Quote(blocks):
            return _indented(prose(blocks, width - 2), "> ", "> ")
        case Listing():
            return _listing(block, width, lists)
        case _:
            raise TypeError(type(block).__name__)


def _listing(block: Listing, width: int, lists: int) -> str:
    """A list; where an item has several paragraphs, blank lines stand between all."""
    rest = (inner for item in block.items for inner in item.blocks[1:])
    gap = "\n" if all(isinstance(inner, Listing) for inner in rest) else "\n\n"
    rows = []
    for number, item in enumerate(block.items, block.start):
        sign, blocks = _sign(block, number, lists), item.blocks
        if block.ordered not in ("", "numbers"):
            blocks = _numbered(item, counted(number, block.ordered))
        texts = [_block(inner, width - len(sign), before) for before, inner in _lists(blocks)]
        text = gap.join(filter(None, texts))
        rows.append(_indented(text, sign, " " * len(sign)) if text else sign.rstrip())
    return gap.join(rows)


def _sign(block: Listing, number: int, lists: int) -> str:
    """What opens an item; two lists in a row would be one, were their signs the same."""
    is_second = lists % 2 == 0 and lists > 0
    if block.ordered == "numbers":
        return f"{number}{')' if is_second else '.'} "
    return "* " if is_second else "- "


def _lists(blocks: Sequence[Block]) -> list[tuple[int, Block]]:
    """Each block with how many lists stand in a row up to it."""
    out: list[tuple[int, Block]] = []
    for block in blocks:
        before = out[-1][0] if out else 0
        out.append((before + 1 if isinstance(block, Listing) else 0, block))
    return out


def _numbered(item: Item, number: str) -> tuple[Block, ...]:
    """The item with its number in words, which Markdown has only as figures."""
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        return (Paragraph((Text(f"{number}) "), *first.items), first.lines), *item.blocks[1:])
    items: Inlines = (Text(f"{number})"),)
    return (Paragraph(items, item.lines), *item.blocks)


def _fenced(text: str, language: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{literal(text)}\n{fence}"


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        [first + lines[0], *(rest + line if line or ">" in rest else "" for line in lines[1:])]
    )


def wrapped(text: str, width: int) -> str:
    """`text` in lines; none begins with what would open a block."""
    return "\n".join(line for row in text.split("\n") for line in _rows(row, max(width, 40)))


def _may_begin(word: str, before: str) -> bool:
    """Whether a line may end after the character `before` a word, and read back to a blank."""
    return (
        bool(word) and not opens_block(word) and before != "\\" and not is_joined(before, word[0])
    )


def _rows(text: str, width: int) -> list[str]:
    rows = [""]
    for word in text.split(" "):
        is_full = rows[-1] and len(rows[-1]) + 1 + len(word) > width
        if is_full and _may_begin(word, rows[-1][-1:]) and not opens_block(rows[-1]):
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}" if rows[-1] else word
    return rows
