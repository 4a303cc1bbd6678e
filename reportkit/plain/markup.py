"""The markup in a view, read back: what the author's prose has become.

In goes markup that reportkit made, so a closed set of elements; out come inlines and blocks. A note
stands in the markup behind its first call and is handed on apart. It is a module of its own because
nothing else here knows HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reportkit.frozen import frozen
from reportkit.plain.tree import (
    Block,
    Box,
    Break,
    Call,
    Code,
    Image,
    Inline,
    Item,
    Lines,
    Link,
    Listing,
    Paragraph,
    Rule,
    Span,
    Text,
)

_VOID = frozenset(["br", "hr", "img"])
_BLOCKS = frozenset(["p", "ul", "ol", "blockquote", "pre", "figure", "hr"])
_BLANKS = re.compile(r"[ \t\n]+")


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Element | str] = field(default_factory=list)

    def is_a(self, name: str) -> bool:
        """Whether it has the class `name`."""
        return name in self.attributes.get("class", "").split()


@frozen
class Note:
    """A note, to be printed where its part ends."""

    number: str
    anchor: str
    inlines: tuple[Inline, ...]


class Reader:
    """Reads markup; keeps the notes in it, and the anchors of what is smaller than a block."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.anchors: list[str] = []

    def inlines(self, markup: str) -> tuple[Inline, ...]:
        """Inline markup."""
        return tuple(_joined(self._inlines(_parsed(markup).children)))

    def blocks(self, markup: str) -> tuple[Block, ...]:
        """Block markup."""
        return tuple(self._blocks(_parsed(markup).children))

    def _blocks(self, children: Sequence[_Element | str]) -> Iterator[Block]:
        run: list[_Element | str] = []
        for child in children:
            if isinstance(child, str) or child.tag not in _BLOCKS:
                run.append(child)
                continue
            yield from self._paragraph(run)
            run = []
            yield from self._block(child)
        yield from self._paragraph(run)

    def _block(self, element: _Element) -> Iterator[Block]:
        match element.tag:
            case "ul" | "ol":
                yield Listing(tuple(self._items(element)))
            case "blockquote":
                yield Box(tuple(self._blocks(element.children)))
            case "pre":
                text = _text(element).removesuffix("\n")
                yield Lines(tuple(text.split("\n")))
            case "hr":
                yield Rule()
            case _:
                yield from self._paragraph(element.children)

    def _paragraph(self, children: Sequence[_Element | str]) -> Iterator[Block]:
        inlines = tuple(_trimmed(_joined(self._inlines(children))))
        if inlines:
            yield Paragraph(inlines)

    def _items(self, listing: _Element) -> Iterator[Item]:
        number = int(listing.attributes.get("start", "1"))
        for child in listing.children:
            if isinstance(child, _Element):
                mark = f"{number}." if listing.tag == "ol" else ""
                yield Item(tuple(self._blocks(child.children)), mark)
                number += 1

    def _inlines(self, children: Sequence[_Element | str]) -> Iterator[Inline]:
        for child in children:
            if isinstance(child, str):
                yield Text(_BLANKS.sub(" ", child))
            else:
                yield from self._inline(child)

    def _inline(self, element: _Element) -> Iterator[Inline]:
        anchor = element.attributes.get("id")
        if anchor and element.tag != "small":
            self.anchors.append(anchor)
        inner = element.children
        match element.tag:
            case "em":
                yield Span("emphasis", tuple(_joined(self._inlines(inner))))
            case "strong":
                yield Span("strong", tuple(_joined(self._inlines(inner))))
            case "code" if not any(isinstance(child, _Element) for child in inner):
                yield Code(_text(element))
            case "code":
                yield from (self._coded(child) for child in inner)
            case "br":
                yield Break()
            case "img":
                yield Image(element.attributes["src"], element.attributes.get("alt", ""))
            case "sup" if element.is_a("note-call"):
                yield self._call(element)
            case "small" if element.is_a("footnote"):
                self._keep(element)
            case "a" if "href" in element.attributes:
                yield Link(element.attributes["href"], tuple(_joined(self._inlines(inner))))
            case _:
                yield from self._inlines(inner)

    def _coded(self, child: _Element | str) -> Inline:
        """What stands in code that is a link."""
        if isinstance(child, str):
            return Code(child)
        return Link(child.attributes.get("href", ""), (Code(_text(child)),))

    def _call(self, element: _Element) -> Call:
        (link,) = (child for child in element.children if isinstance(child, _Element))
        return Call(_text(link), link.attributes["href"].removeprefix("#"))

    def _keep(self, element: _Element) -> None:
        number, *rest = element.children
        assert isinstance(number, _Element)
        inlines = tuple(_trimmed(_joined(self._inlines(rest))))
        self.notes.append(Note(_text(number), element.attributes["id"], inlines))


def _joined(inlines: Iterable[Inline]) -> list[Inline]:
    """`inlines` with neighbouring texts in one, and no blank beside the end of a line."""
    out: list[Inline] = []
    for inline in inlines:
        last = out[-1] if out else None
        if isinstance(inline, Text) and isinstance(last, Text):
            out[-1] = Text(_BLANKS.sub(" ", last.text + inline.text))
        elif isinstance(inline, Code) and isinstance(last, Code):
            out[-1] = Code(last.text + inline.text)
        elif isinstance(inline, Text) and isinstance(last, Break):
            out.append(Text(inline.text.lstrip(" ")))
        else:
            if isinstance(inline, Break) and isinstance(last, Text):
                out[-1] = Text(last.text.rstrip(" "))
            out.append(inline)
    return [inline for inline in out if inline != Text("")]


def _trimmed(inlines: list[Inline]) -> list[Inline]:
    """`inlines` without blanks at either end."""
    if inlines and isinstance(inlines[0], Text):
        inlines[0] = Text(inlines[0].text.lstrip(" "))
    if inlines and isinstance(inlines[-1], Text):
        inlines[-1] = Text(inlines[-1].text.rstrip(" "))
    return [inline for inline in inlines if inline != Text("")]


def _text(element: _Element) -> str:
    pieces = (child if isinstance(child, str) else _text(child) for child in element.children)
    return "".join(pieces)


def _parsed(markup: str) -> _Element:
    builder = _Builder(convert_charrefs=True)
    builder.feed(markup)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Makes a tree of markup whose elements all end where they must."""

    def __init__(self, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.root = _Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
