"""Who reads a page: a sheet of paper, or a screen by light or in the dark; what holds for them.

In goes a block such as `@media (min-width: 60rem)`, out comes whether its rules count. What is not
known holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDTH = re.compile(r"\(\s*(min|max)-width:\s*([\d.]+)(rem|em|px)\s*\)")
_PIXELS = {"rem": 16.0, "em": 16.0, "px": 1.0}


@dataclass(frozen=True, slots=True)
class Medium:
    """One way to read a page."""

    name: str
    """As a finding says it: "in print"."""
    is_print: bool
    is_dark: bool = False
    width: int = 1440
    """Of the window, in pixels."""


PRINT = Medium("in print", is_print=True)
LIGHT = Medium("on light screens", is_print=False)
DARK = Medium("on dark screens", is_print=False, is_dark=True)
MEDIA = (PRINT, LIGHT, DARK)


def holds(keyword: str, prelude: str, medium: Medium) -> bool:
    """Whether rules in the block `@keyword prelude` count for `medium`."""
    if keyword in ("supports", "container"):
        return not medium.is_print and not prelude.startswith("not")
    if keyword != "media":
        return False
    return any(_query(query.strip().lower(), medium) for query in prelude.split(","))


def _query(query: str, medium: Medium) -> bool:
    terms = [term.strip() for term in query.split(" and ")]
    return all(_term(term, medium) for term in terms)


def _term(term: str, medium: Medium) -> bool:
    if term in ("print", "screen"):
        return (term == "print") == medium.is_print
    if width := _WIDTH.fullmatch(term):
        pixels = float(width[2]) * _PIXELS[width[3]]
        fits = medium.width >= pixels if width[1] == "min" else medium.width <= pixels
        return fits and not medium.is_print
    if "prefers-color-scheme" in term:
        return ("dark" in term) == medium.is_dark and not medium.is_print
    return True
