"""Slips of the pen in a stylesheet that swallow what stands behind them.

In goes CSS, out come places: a comment, a string, a block or a bracket that has no end, and a
bracket that ends nothing. A reader of CSS forgives each without a word, and the rules behind it are
gone; so a build looks for them before anything is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(
    r"""
      /\*.*?\*/ | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | \\.
      | url\(\s*[^"'\s()]+\s*\)               # an address without quotation marks
      | (?P<open> /\* | ["'] | [{(\[] )
      | (?P<close> [})\]] )
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_PAIRS = {"}": "{", ")": "(", "]": "["}
_UNCLOSED = {
    "/*": "a comment is not closed",
    '"': "a string is not closed",
    "'": "a string is not closed",
    "{": "a block is not closed",
    "(": "a bracket is not closed",
    "[": "a bracket is not closed",
}


def slip(css: str) -> tuple[str, int, int] | None:
    """What is wrong first in `css`, with line and column; None if nothing is.

    Only the first is told: what stands behind it is read otherwise than it was meant.
    """
    found = next(_slips(css), None)
    if found is None:
        return None
    reason, at = found
    before = css[:at]
    return reason, before.count("\n") + 1, at - before.rfind("\n")


def _slips(css: str) -> Iterator[tuple[str, int]]:
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(css):
        if opening := match["open"]:
            if opening not in "{([":
                yield _UNCLOSED[opening], match.start()
                return
            opened.append((opening, match.start()))
        elif closing := match["close"]:
            if not opened:
                yield f"nothing is open that the {closing} could close", match.start()
            elif opened[-1][0] == _PAIRS[closing]:
                opened.pop()
            elif closing == "}":
                yield _UNCLOSED[opened[-1][0]], opened[-1][1]
            else:
                yield f"nothing is open that the {closing} could close", match.start()
    if opened:
        yield _UNCLOSED[opened[-1][0]], opened[-1][1]
