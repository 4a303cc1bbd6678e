"""What a plain document is made of: blocks, and inlines within them.

It is what Markdown and text have in common, and nothing else: whoever makes a block of the view
plain says here how, and no writer knows what a callout or a matrix is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from reportkit.frozen import frozen

# Inlines


@frozen
class Text:
    """Words as they are; space in them is one blank at a time."""

    text: str


@frozen
class Span:
    """Words that stand out."""

    style: Literal["emphasis", "strong", "label"]
    """A label stands out because of what it is, such as the date of an event; not because the
    author stresses it."""
    inlines: tuple[Inline, ...]


@frozen
class Code:
    """A few characters as they are typed."""

    text: str


@frozen
class Link:
    """Words that lead somewhere."""

    url: str
    """https, http, mailto, or `#` and an anchor."""
    inlines: tuple[Inline, ...]


@frozen
class Image:
    """An image."""

    url: str
    """Below the report."""
    alt: str


@frozen
class Call:
    """The place to which a note belongs."""

    number: str
    anchor: str
    """Of the note."""


@frozen
class Break:
    """The end of a line, as the author wants it."""


Inline = Text | Span | Code | Link | Image | Call | Break

# Blocks


@frozen
class Paragraph:
    """Words."""

    inlines: tuple[Inline, ...]
    anchor: str = ""


@frozen
class Heading:
    """A heading of rank 1 to 6."""

    rank: int
    inlines: tuple[Inline, ...]
    anchor: str = ""


@frozen
class Item:
    """An item of a list."""

    blocks: tuple[Block, ...]
    number: str = ""
    """"2.", "b)" or whatever else is printed; "" for one among equals."""
    anchor: str = ""


@frozen
class Listing:
    """Items below each other."""

    items: tuple[Item, ...]
    has_notes: bool = False
    """The items are notes, whose numbers stand raised in the text."""

    @property
    def is_loose(self) -> bool:
        """Whether an item holds more than a paragraph and lists."""
        return any(not isinstance(b, Listing) for item in self.items for b in item.blocks[1:])


@frozen
class Box:
    """What stands apart from the course of the text: a quotation, a callout, a side note."""

    blocks: tuple[Block, ...]


@frozen
class Lines:
    """Code, line by line."""

    lines: tuple[str, ...]
    language: str = ""


Cell = tuple[Inline, ...]


@frozen
class Table:
    """Rows of cells below a head."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each has a cell for every column, or one alone that heads those which follow."""
    aligns: tuple[str, ...]
    """"left", "center" or "right" for each column."""


@frozen
class Rule:
    """A break between parts."""


Block = Paragraph | Heading | Listing | Box | Lines | Table | Rule


@frozen
class Document:
    """A whole report."""

    language: str
    """BCP 47 tag."""
    blocks: tuple[Block, ...]
    homes: Mapping[str, str]
    """Anchors of what is too small to have one here -> that of the section around it."""
    sources: tuple[str, ...]
    """The address of each source in the order of the list of sources; "" for one that has none."""


def words(inlines: Iterable[Inline]) -> str:
    """What `inlines` say, without what marks it up, notes left out."""
    return "".join(_words(inlines))


def _words(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text() | Code():
                yield inline.text
            case Span() | Link():
                yield from _words(inline.inlines)
            case Image():
                yield inline.alt
            case Break():
                yield " "


def links(blocks: Iterable[Block]) -> Iterator[str]:
    """The URLs of all links in `blocks` and of the notes called there, in the order of reading."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from _links(block.inlines)
            case Listing():
                for item in block.items:
                    yield from links(item.blocks)
            case Box():
                yield from links(block.blocks)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from _links(cell)


def _links(inlines: Sequence[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Link():
                yield inline.url
                yield from _links(inline.inlines)
            case Span():
                yield from _links(inline.inlines)
            case Call():
                yield f"#{inline.anchor}"


def anchors(blocks: Iterable[Block]) -> Iterator[str]:
    """The anchors of `blocks` and what is in them."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block.anchor
            case Listing():
                for item in block.items:
                    yield item.anchor
                    yield from anchors(item.blocks)
            case Box():
                yield from anchors(block.blocks)
