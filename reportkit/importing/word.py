"""Word files to an outline, by mammoth, which reads what their styles mean.

In go the bytes of a .docx file, out comes an outline. Its places count paragraphs, not lines. What
mammoth would leave out is made such that it does not (`wordparts`), and the words of the file, read
off its XML, are held against those that came of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from reportkit.importing import html, htmltree, wordparts
from reportkit.importing.decode import seen
from reportkit.importing.htmlwords import BLOCKS
from reportkit.importing.marks import Marks
from reportkit.importing.outline import Outline
from reportkit.importing.words import first_difference, words

_STYLES = f"""
p[style-name='Title'] => h1.{html.TITLE}:fresh
p[style-name='Subtitle'] => p.{html.SUBTITLE}:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
"""
_OF_STYLES = re.compile(r"Unrecognised \w+ style|style with ID \S+ was referenced")
"""What mammoth says of styles that it knows nothing of, by which no word is lost."""
_CALL = re.compile(r"(?:foot|end)note-ref-")


class NoMammothError(Exception):
    """mammoth is not installed."""


class NoWordError(ValueError):
    """The file is no .docx file."""


class LostWordsError(ValueError):
    """mammoth left out words; the message says which."""


def read(data: bytes, marks: Marks) -> tuple[Outline, list[str]]:
    """The outline of a .docx file, and what could not be read of it.

    Raises `NoMammothError`, `NoWordError`, `LostWordsError`, `wordparts.TooLargeError` and
    `htmltree.TooDeepError`.
    """
    try:
        import mammoth
    except ImportError:
        raise NoMammothError from None
    try:
        parts = wordparts.read(data)
        result = mammoth.convert_to_html(BytesIO(parts.simpler), style_map=_STYLES)
    except wordparts.TooLargeError:
        raise
    except Exception as error:  # it raises whatever zip and XML raise
        raise NoWordError(str(error)) from error
    root = htmltree.parse(result.value, is_placed=True)
    _check(parts.text, root)
    for number, element in enumerate(next(root.iter("body")), 1):
        element.set(htmltree.PLACE, str(number))
    outline = html.read(root, marks)
    outline.asides += parts.asides
    said = [message.message for message in result.messages]
    return outline, [*parts.messages, *(one for one in said if not _OF_STYLES.search(one))]


def _check(text: str, root: Element) -> None:
    """Raise `LostWordsError` unless the page `root` has the words of `text`, in their order."""
    if found := first_difference(words(seen(text)), words("".join(_shown(root)))):
        raise LostWordsError(f"word {found[0] + 1} of the text would not be kept: {found[1]}")


def _shown(element: Element) -> Iterator[str]:
    """The characters of a page of mammoth, without the numbers that call notes."""
    if _CALL.search(element.get("id", "")):
        return
    gap = "\n" if element.tag in BLOCKS or element.tag == "br" else ""
    yield gap
    yield element.text or ""
    for child in element:
        yield from _shown(child)
        yield child.tail or ""
    yield gap
