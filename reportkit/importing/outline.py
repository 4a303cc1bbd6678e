"""What every reader makes of its text: blocks in the order of the text, with their lines.

It knows no format to read and none to write. Inline items say what words are; blocks say where
they stand, by the first and last line of the text, from 1 (of Word files: by paragraphs).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from reportkit.frozen import frozen

Lines: TypeAlias = tuple[int, int]
"""First and last line."""


@frozen
class Text:
    """Words, and the blanks between them."""

    text: str


@frozen
class Styled:
    """Words with emphasis."""

    mark: str
    """`*` or `**`."""
    items: Inlines


@frozen
class Code:
    """Words as they are typed."""

    text: str


@frozen
class Link:
    """Words that lead somewhere; what they lead to may be no address that print allows."""

    address: str
    items: Inlines


@frozen
class Picture:
    """An image among words."""

    address: str
    alt: str


@frozen
class Break:
    """The end of a line that is kept."""


@frozen
class Call:
    """The call of a note."""

    name: str


@frozen
class Cite:
    """A citation: `[3]`, or an address in brackets."""

    id: str
    words: str
    """What stands for it in the text, such as `3`."""


Inline: TypeAlias = Text | Styled | Code | Link | Picture | Break | Call | Cite
Inlines: TypeAlias = tuple[Inline, ...]

RUN_IN = 99
"""The level of a heading that stood in a paragraph."""
MAX_NESTING = 8
"""Lists and quotes inside each other; prose cannot hold more."""


@frozen
class Heading:
    """A heading."""

    level: int
    """From 1, or `RUN_IN`; 0 is that of a title."""
    items: Inlines
    lines: Lines


@frozen
class Paragraph:
    """A paragraph."""

    items: Inlines
    lines: Lines


@frozen
class Item:
    """One item of a list."""

    blocks: tuple[Block, ...]
    lines: Lines


@frozen
class Listing:
    """A list; its numbers are derived."""

    items: tuple[Item, ...]
    lines: Lines
    ordered: str = ""
    """"" for bullets, or `numbers`, `letters`, `roman`."""
    start: int = 1
    """The number of its first item."""


@frozen
class Table:
    """Rows of cells, all equally long."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    lines: Lines
    caption: Inlines = ()


@frozen
class Verbatim:
    """Lines whose blanks count."""

    text: str
    language: str
    lines: Lines


@frozen
class Quote:
    """Words of somebody, set apart."""

    blocks: tuple[Block, ...]
    lines: Lines


@frozen
class Figure:
    """An image by itself."""

    picture: Picture
    caption: Inlines
    lines: Lines


@frozen
class Remark:
    """Words that are kept beside the print: a comment of the briefing."""

    kind: str
    """Why they are not printed, in a few words."""
    text: str
    lines: Lines
    is_derived: bool = False
    """It says something that the text does not."""


@frozen
class Field:
    """What the head of the file says of the whole: its title, its date."""

    key: str
    """A key of a briefing."""
    text: str
    lines: Lines


Block: TypeAlias = (
    Heading | Paragraph | Listing | Table | Verbatim | Quote | Figure | Remark | Field
)


@frozen
class Aside:
    """What is no text: a style sheet, a comment, an address that print cannot lead to."""

    kind: str
    text: str
    lines: Lines


@dataclass(slots=True)
class Outline:
    """A text as it was read."""

    blocks: list[Block]
    words: list[str]
    """Of the text itself, in order; what the briefing must come to."""
    notes: dict[str, Inlines] = field(default_factory=dict)
    """Notes by their names."""
    note_words: dict[str, list[str]] = field(default_factory=dict)
    """Those of each note, which stand outside `words`."""
    note_lines: dict[str, Lines] = field(default_factory=dict)
    language: str = ""
    """As the file says it, or ""."""
    title: str = ""
    """Of the file, where no heading need say it."""
    asides: list[Aside] = field(default_factory=list)


def depth(blocks: Iterable[Block]) -> int:
    """How many lists and quotes stand inside each other."""
    inner = (
        [part for item in block.items for part in item.blocks]
        if isinstance(block, Listing)
        else block.blocks
        for block in blocks
        if isinstance(block, Listing | Quote)
    )
    return max((1 + depth(parts) for parts in inner), default=0)


def plain(items: Inlines) -> str:
    """The words of `items`, with one blank where lines end."""
    return "".join(_plain(item) for item in items)


def _plain(item: Inline) -> str:
    match item:
        case Text(text) | Code(text):
            return text
        case Styled(_, items) | Link(_, items):
            return plain(items)
        case Picture(_, alt):
            return f" {alt} "
        case Cite(_, words):
            return f"[{words}]"
        case Call():
            return ""
        case Break():
            return " "


def trimmed(items: Inlines) -> Inlines:
    """`items` without blanks at the ends and with single blanks inside."""
    out: list[Inline] = []
    for item in items:
        if isinstance(item, Text):
            text = " ".join(item.text.replace("\xa0", "\0").split()).replace("\0", "\xa0")
            before = item.text[:1].isspace() and not _ends_blank(out)
            text = (" " if before and out else "") + text
            if item.text[-1:].isspace() and text.strip():
                text += " "
            if text:
                out.append(Text(text))
        else:
            out.append(item)
    while out and isinstance(out[-1], Text | Break):
        last = out.pop()
        if isinstance(last, Text) and last.text.rstrip():
            out.append(Text(last.text.rstrip()))
            break
    while out and isinstance(out[0], Break):
        out.pop(0)
    return tuple(out)


def _ends_blank(out: list[Inline]) -> bool:
    last = out[-1] if out else None
    return isinstance(last, Break) or (isinstance(last, Text) and last.text[-1:] == " ")
