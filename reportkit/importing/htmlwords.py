"""The words of a page, read off its tree alone: what its import must come to.

It shares with the reader what is a note and what is no text, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

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
SILENT = frozenset(["<!DOCTYPE>", "head", "script", "style", "template", "title"])
ORDERS = {"a": "letters", "A": "letters", "i": "roman", "I": "roman"}


def page_words(root: Element, notes: Notes, named: Collection[str]) -> list[str]:
    """The words of `root` without those of notes; `[^name]` calls one of `named`."""
    return words(page_text(root, notes, named))


def page_text(root: Element, notes: Notes, named: Collection[str]) -> str:
    """The text of `root` without that of notes."""
    return "".join(_texts(root, notes, named, False))


def note_words(holder: Element, notes: Notes) -> list[str]:
    """The words of one note."""
    return words("".join(_texts(holder, notes, (), False, is_note=True)))


def _texts(
    element: Element, notes: Notes, named: Collection[str], is_code: bool, is_note: bool = False
) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str) or tag in SILENT or element in notes.silent:
        return
    if element in notes.calls or (element in notes.holders and not is_note):
        return
    gap = "\n" if tag in BLOCKS or tag == "br" else ""
    is_code = is_code or tag in ("code", "pre", "kbd", "samp", "tt")
    yield gap
    if tag == "img":
        yield f" {element.get('alt') or ''} "
    yield without_calls(element.text or "", () if is_code else named)
    number = start(element)
    for child in element:
        if tag == "ol" and child.tag == "li" and child not in notes.holders:
            yield f"\n{counted(number, order(element))} "
            number += 1
        yield from _texts(child, notes, named, is_code)
        yield without_calls(child.tail or "", () if is_code else named)
    yield gap


def order(element: Element) -> str:
    """How an `ol` is numbered."""
    return ORDERS.get(element.get("type", ""), "numbers")


def start(element: Element) -> int:
    """The number of the first item of an `ol`; 1 if it says nothing that can be."""
    said = element.get("start", "")
    return int(said) if re.fullmatch(r"\d{1,9}", said) else 1
