"""The words of a page, read off its tree alone: what its import must come to.

It shares with the reader what is a note and what is no text, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from reportkit.frozen import frozen
from reportkit.importing.footnotes import Notes
from reportkit.importing.marks import without_calls
from reportkit.importing.tree import counted
from reportkit.importing.words import words

BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend"),
        *("li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul", "caption"),
    ]
)
SVG = "{http://www.w3.org/2000/svg}"
"""Stands before the names of what drawings are made of."""
SILENT = frozenset(
    [
        *("<!DOCTYPE>", "head", "script", "style", "template", "title"),
        *(f"{SVG}script", f"{SVG}style"),
    ]
)
ORDERS = {"a": "letters", "A": "letters", "i": "roman", "I": "roman"}

APART = frozenset(
    [
        *("audio", "button", "canvas", "iframe", "noscript", "object", "optgroup", "option"),
        *("select", "textarea", "video", f"{SVG}desc", f"{SVG}text", f"{SVG}title"),
    ]
)
"""What stands in a line by itself: no word goes on in it."""
GAPS = APART | {"br", "q"}
"""What is no block, and yet parts words: besides, a line's end and quotation marks."""


def block_elements(root: Element) -> frozenset[Element]:
    """The elements that are blocks, or hold some."""
    found: set[Element] = set()
    for element in reversed(list(root.iter())):
        if element.tag in BLOCKS or any(child in found for child in element):
            found.add(element)
    return frozenset(found)


@frozen
class PageWords:
    """Reads the words of a page."""

    notes: Notes
    blocks: Collection[Element]
    """Those of `block_elements`."""
    named: Collection[str]
    """The notes that `[^name]` calls."""

    def text(self, root: Element) -> str:
        """The text of `root` without that of notes."""
        return "".join(self._texts(root, False))

    def of_note(self, holder: Element) -> list[str]:
        """The words of one note, which calls no other."""
        inside = PageWords(self.notes, self.blocks, ())
        return words("".join(inside._texts(holder, False, is_note=True)))

    def _texts(self, element: Element, is_code: bool, is_note: bool = False) -> Iterator[str]:
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or element in self.notes.silent:
            return
        if element in self.notes.calls or (element in self.notes.holders and not is_note):
            return
        gap = "\n" if element in self.blocks or tag in GAPS else ""
        is_code = is_code or tag in ("code", "pre", "kbd", "samp", "tt")
        yield gap
        if tag == "img":
            yield f" {element.get('alt') or ''} "
        yield self._running(element.text, is_code)
        number = start(element)
        for child in element:
            if tag == "ol" and child.tag == "li" and child not in self.notes.holders:
                yield f"\n{counted(number, order(element))} "
                number += 1
            yield from self._texts(child, is_code)
            yield self._running(child.tail, is_code)
        yield gap

    def _running(self, text: str | None, is_code: bool) -> str:
        return without_calls(text or "", () if is_code else self.named)


def order(element: Element) -> str:
    """How an `ol` is numbered."""
    return ORDERS.get(element.get("type", ""), "numbers")


def start(element: Element) -> int:
    """The number of the first item of an `ol`; 1 if it says nothing that can be."""
    said = element.get("start", "")
    return int(said) if re.fullmatch(r"\d{1,9}", said) else 1
