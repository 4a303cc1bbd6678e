"""Texts of nothing but words: their markup without the parser, which takes twenty times as long.

In goes a text, out comes whether Markdown finds anything in it besides one line of words, and what
it is then printed as. Most titles, cells, points and paragraphs are such texts. It is apart from
`prose` so that it can be held against the parser as a whole.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"[*_`\[\]<>&\\!@^]")
"""What marks up words: Markdown's signs and those of `notation`."""
_END = re.compile(r"[\r\n\0]")
"""What the parser takes for the end of a line, or replaces."""
_OPENING = re.compile(r"[\d#>+=~-]")
"""What may begin a list, a heading, a quote, a fence or a rule."""


def has_signs(text: str) -> bool:
    """Whether anything in `text` may mark up words."""
    return _SIGN.search(text) is not None


def is_line(text: str) -> bool:
    """Whether `text` is one line of words, with no blanks around it."""
    return bool(text) and text == text.strip() and not (has_signs(text) or _END.search(text))


def is_paragraph(text: str) -> bool:
    """Whether `text` is one line of words that begins no block but a paragraph."""
    return is_line(text) and not _OPENING.match(text)


def markup(text: str) -> str:
    """What a line of words is printed as."""
    return text.replace('"', "&quot;")
