"""HTML to an outline.

In goes a tree of markup (`htmltree`), out comes an outline. Style sheets, scripts and comments are
no text and are set aside. Links to notes become their calls, in whatever dialect they are written
(`footnotes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from reportkit.importing import footnotes, htmltables
from reportkit.importing.htmltree import Places
from reportkit.importing.htmlwords import (
    APART,
    GAPS,
    SILENT,
    SVG,
    PageWords,
    block_elements,
    order,
    start,
)
from reportkit.importing.inline import can_lead, is_page
from reportkit.importing.marks import Marks, numbers_in
from reportkit.importing.outline import (
    Aside,
    Block,
    Break,
    Call,
    Cite,
    Code,
    Field,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Lines,
    Link,
    Listing,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Styled,
    Table,
    Text,
    Verbatim,
    plain,
    trimmed,
)
from reportkit.importing.tree import counted
from reportkit.importing.words import words

TITLE = "title-of-the-whole"
"""The class of a heading that is the title, by what a word processor calls it."""
SUBTITLE = "subtitle-of-the-whole"
"""The class of its subtitle, likewise."""
_STYLES = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*"}
_CODES = frozenset(["code", "kbd", "samp", "tt"])
_STRUCK = frozenset(["s", "strike", "del"])
_KINDS = {"style": "style sheet", "script": "script", "template": "template"}
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def read(root: Element, marks: Marks) -> Outline:
    """The outline of a tree."""
    notes = footnotes.find(root)
    marks.notes = {*marks.notes, *(h for h in notes.holders.values())}
    all_blocks = block_elements(root)
    page = PageWords(notes, all_blocks, frozenset(marks.notes))
    text = page.text(root)
    marks.numbers = marks.numbers or numbers_in(text)
    reader = _Reader(marks, notes, all_blocks)
    body = next(root.iter("body"), root)
    for element in root.iter("head"):
        for child in element:
            if child.tag in _KINDS:
                reader.aside(child)
    outline = Outline(reader.flow(body), words(text))
    marks.notes = ()  # a note calls no other
    for holder, name in notes.holders.items():
        outline.note_words[name] = page.of_note(holder)
        outline.notes[name] = _joined(reader.flow(holder))
        outline.note_lines[name] = reader.places[holder]
    outline.asides = reader.asides
    html, title = next(root.iter("html"), None), next(root.iter("title"), None)
    outline.language = html.get("lang", "") if html is not None else ""
    outline.title = " ".join("".join(title.itertext()).split()) if title is not None else ""
    return outline


def _joined(blocks: list[Block]) -> Inlines:
    """The words of a note as one paragraph."""
    out: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(items) | Heading(_, items):
                found = items
            case Listing():
                found = tuple(chain.from_iterable(_numbered(block)))
            case Quote(inner):
                found = _joined(list(inner))
            case Verbatim(text):
                found = (Code(text),)
            case Figure(picture, caption):
                found = (picture, Text(" "), *caption)
            case Table(head, rows, _, caption):
                found = tuple(i for c in (caption, *head, *chain(*rows)) for i in (*c, Text(" ")))
            case _:
                found = ()
        out += [Text(" "), *found]
    return trimmed(tuple(out))


def _numbered(block: Listing) -> Iterator[Inlines]:
    """The items of a list in a note, with their numbers."""
    for number, item in enumerate(block.items, block.start):
        sign = f" {counted(number, block.ordered)}. " if block.ordered else " "
        yield (Text(sign), *_joined(list(item.blocks)))


class _Reader:
    def __init__(
        self, marks: Marks, notes: footnotes.Notes, all_blocks: frozenset[Element]
    ) -> None:
        self.marks, self.notes, self.all_blocks = marks, notes, all_blocks
        self.asides: list[Aside] = []
        self.places: Places = Places()

    def _holds_blocks(self, element: Element) -> bool:
        return any(child in self.all_blocks for child in element)

    def flow(self, element: Element) -> list[Block]:
        """The blocks in `element`; words between them are paragraphs."""
        out: list[Block] = []
        run = list(self.marks.scan(element.text or ""))
        place = self.places[element][0]
        for child in element:
            if child in self.notes.holders or child in self.notes.silent:
                pass
            elif child in self.all_blocks:
                out += _paragraphs(run, (place, self.places[child][0]))
                run = []
                out += self.block(child)
                place = self.places[child][1]
            else:
                place = place if run else self.places[child][0]
                run += self.inline(child)
            run += self.marks.scan(child.tail or "")
        return [*out, *_paragraphs(run, (place, max(place, self.places[element][1])))]

    def block(self, element: Element) -> list[Block]:
        """The blocks that `element` is."""
        tag, lines = str(element.tag), self.places[element]
        if element.get("href"):
            self._lost(element.get("href", ""), lines)
        if re.fullmatch("h[1-6]", tag) and not self._holds_blocks(element):
            items = trimmed(tuple(self.inside(element)))
            if not plain(items).strip():
                return _paragraphs(items, lines)
            level = 0 if element.get("class") == TITLE else int(tag[1])
            return [Heading(level, items, lines)]
        if tag in ("ul", "ol", "menu", "dir"):
            return self._list(element, lines)
        if tag == "table":
            return htmltables.read(element, self, lines)
        if tag == "pre":
            return self._verbatim(element, lines)
        if tag == "blockquote":
            inner = tuple(self.flow(element))
            return [Quote(inner, lines)] if inner else []
        if tag == "figure":
            return self._figure(element, lines)
        if element.get("class") == SUBTITLE:
            return self._subtitle(element, lines)
        if tag == "dt" and not self._holds_blocks(element):
            return _paragraphs([Styled("**", trimmed(tuple(self.inside(element))))], lines)
        return self.flow(element)

    def _subtitle(self, element: Element, lines: Lines) -> list[Block]:
        """A subtitle; with more than words in it, a paragraph."""
        items = trimmed(tuple(self.inside(element)))
        is_words = all(isinstance(item, Text | Styled) for item in items)
        if is_words and plain(items).strip():
            return [Field("subtitle", plain(items).strip(), lines)]
        return _paragraphs(items, lines)

    def _list(self, element: Element, lines: Lines) -> list[Block]:
        """A list; what stands outside its items goes on with the one above, or comes before it."""
        before: list[Block] = []
        items: list[Item] = []
        is_ordered = element.tag == "ol"
        for part in self._parts(element):
            if isinstance(part, Item):
                items += [part] if part.blocks or is_ordered else []
            elif items:
                items[-1] = Item((*items[-1].blocks, *part), items[-1].lines)
            else:
                before += part
        if not items:
            return before
        ordered, first = (order(element), start(element)) if is_ordered else ("", 1)
        return [*before, Listing(tuple(items), lines, ordered, first)]

    def _parts(self, element: Element) -> Iterator[Item | list[Block]]:
        """The items of a list, and the blocks outside them."""
        run = list(self.marks.scan(element.text or ""))
        for child in element:
            place = self.places[child]
            if child in self.all_blocks or child in self.notes.holders:
                yield _paragraphs(run, place)
                run = []
            if child in self.notes.holders:
                pass
            elif child.tag == "li":
                yield Item(tuple(self.flow(child)), place)
            elif child in self.all_blocks:
                yield self.block(child)
            else:
                run += self.inline(child)
            run += self.marks.scan(child.tail or "")
        yield _paragraphs(run, self.places[element])

    def _verbatim(self, element: Element, lines: Lines) -> list[Block]:
        if any(self._is_more_than_words(part) for part in element.iter() if part is not element):
            return self._flow_of_code(element)
        text = "".join(self._typed(element)).strip("\n")
        classes = " ".join(part.get("class", "") for part in element.iter())
        found = re.search(r"\blang(?:uage)?-([\w+#.-]+)", classes)
        return [Verbatim(text, found[1] if found else "", lines)] if text.strip() else []

    def _flow_of_code(self, element: Element) -> list[Block]:
        """The blocks in code, where `[^name]` calls no note."""
        notes, self.marks.notes = self.marks.notes, ()
        blocks = self.flow(element)
        self.marks.notes = notes
        return blocks

    def _is_more_than_words(self, element: Element) -> bool:
        """Whether it has no place in lines whose blanks count."""
        notes = self.notes
        is_note = element in notes.calls or element in notes.holders or element in notes.silent
        tag = element.tag
        is_block = element in self.all_blocks or tag == "img"
        return is_block or is_note or not isinstance(tag, str) or tag in SILENT

    def _typed(self, element: Element) -> Iterator[str]:
        """The characters of lines whose blanks count."""
        gap = "\n" if element.tag in GAPS else ""
        yield gap
        yield element.text or ""
        for child in element:
            yield from self._typed(child)
            yield child.tail or ""
        yield gap if element.tag != "br" else ""

    def _figure(self, element: Element, lines: Lines) -> list[Block]:
        """An image with the caption below it; what holds more is what stands in it."""
        images, captions = list(element.iter("img")), list(element.iter("figcaption"))
        if len(images) != 1 or len(captions) > 1 or self._says_more(element, captions):
            return self.flow(element)
        caption = trimmed(tuple(self.inside(captions[0]))) if captions else ()
        return [Figure(_picture(images[0]), caption, lines)]

    def _says_more(self, element: Element, captions: list[Element]) -> bool:
        """Whether a figure has words besides a plain caption at its end."""
        if captions and (element[-1] is not captions[0] or self._holds_blocks(captions[0])):
            return True
        own = "".join(captions[0].itertext()) if captions else ""
        return "".join(element.itertext()).split() != own.split()

    def inside(self, element: Element) -> list[Inline]:
        """The inline items in `element`."""
        out = list(self.marks.scan(element.text or ""))
        for child in element:
            out += self.inline(child)
            out += self.marks.scan(child.tail or "")
        return out

    def inline(self, element: Element) -> list[Inline]:
        """The inline items that `element` is."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT:
            self.aside(element)
            return []
        if element in self.notes.calls:
            return [Call(self.notes.calls[element])]
        if element in self.notes.silent or element in self.notes.holders:
            return []
        self._tell_of(element)
        if tag == "br":
            return [Break()]
        if tag == "img":
            return [_picture(element)]
        if tag in _CODES and not len(element):
            text = element.text or ""
            return [Code(text) if text.strip() else Text(text)]
        inner = self.inside(element)
        if tag in ("sup", "sub") and all(isinstance(item, Text) for item in inner):
            return [Text(plain(tuple(inner)).translate(_RAISED if tag == "sup" else _LOWERED))]
        if tag == "a" and element.get("href"):
            return self._link(element, inner)
        if tag in _STYLES and plain(tuple(inner)).strip():
            return [Styled(_STYLES[tag], tuple(inner))]
        if tag in APART:
            return [Text(" "), *inner, Text(" ")]
        return [Text("“"), *inner, Text("”")] if tag == "q" else inner

    def _tell_of(self, element: Element) -> None:
        """Set aside what print cannot show of words: what hovers over them, a line through them."""
        shown = (element.get("title") or "").strip()
        if shown and shown not in (element.get("alt"), "".join(element.itertext()).strip()):
            self._set_aside("hover text", shown, self.places[element])
        if element.tag in _STRUCK:
            self._set_aside("strike-through", "".join(element.itertext()), self.places[element])

    def _link(self, element: Element, inner: list[Inline]) -> list[Inline]:
        address, items = element.get("href", "").strip(), tuple(inner)
        words = plain(items).strip()
        if cite := next((item for item in items if isinstance(item, Cite)), None):
            self._cited(cite, address)
            return inner
        if any(isinstance(item, Link | Picture) for item in items) or not words:
            if words.removeprefix("mailto:") != address:
                self._lost(address, self.places[element])
            return inner
        if not can_lead(address):
            self._lost(address, self.places[element])
            return inner
        if words == address and is_page(address):
            self.marks.source_of(address)
        return [Link(address, items)]

    def _cited(self, cite: Cite, address: str) -> None:
        """A number that leads somewhere by itself."""
        if cite.words.isdigit() and is_page(address):
            self.marks.pages.setdefault(int(cite.words), address)
        else:
            self._lost(address, (1, 1))

    def _lost(self, address: str, lines: Lines) -> None:
        """An address that no words of print can lead to."""
        if is_page(address):
            self.marks.source_of(address)
        elif address and not address.startswith("#"):
            self._set_aside("address", address, lines)

    def aside(self, element: Element) -> None:
        """Set aside what is no text."""
        kind = _KINDS.get(str(element.tag).removeprefix(SVG), "part of the head")
        kind = kind if isinstance(element.tag, str) else "comment"
        self._set_aside(kind, element.text or "", self.places[element])

    def _set_aside(self, kind: str, text: str, lines: Lines) -> None:
        if text.strip():
            self.asides.append(Aside(kind, text.strip(), lines))


def _picture(element: Element) -> Picture:
    alt = " ".join((element.get("alt") or "").split())
    return Picture((element.get("src") or "").strip(), alt)


def _paragraphs(items: list[Inline] | Inlines, lines: Lines) -> list[Block]:
    """A paragraph, or a figure for each image that stands alone; nothing for blanks."""
    kept = trimmed(tuple(items))
    if not kept:
        return []
    if all(
        isinstance(item, Picture | Break) or (isinstance(item, Text) and not item.text.strip())
        for item in kept
    ):
        return [Figure(item, (), lines) for item in kept if isinstance(item, Picture)]
    return [Paragraph(kept, lines)]
