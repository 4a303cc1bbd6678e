"""Signs before the items of lists, as people type them.

In go a line, out comes its sign: what kind of list it opens an item of, its number, and where the
words begin. One line proves little: `text` asks several.
"""

from __future__ import annotations

import re

from reportkit.frozen import frozen
from reportkit.importing.tree import roman

_BULLETS = "-*+•‣⁃▪▫◦●○■□◆◇➢➤►▶▸✓✔★☆–—·∙→※"
_BULLET = re.compile(rf"(\s*)([{re.escape(_BULLETS)}])(?:[ \t\u00a0]+|(?<=[•●▪■◆·※])(?=\S))(?=\S)")
_LETTER_O = re.compile(r"^([ \t]*)o([ \t\xa0]+(?=[^\W\d_a-z]))", re.MULTILINE)
_NUMBERED = re.compile(
    r"(\s*)([(（]?)(\d{1,3}|[a-zA-Z]|[ivxlc]{1,6})([.)）]|[.][)])[ \t\u00a0]+(?=\S)"
)
_CHINESE = re.compile(r"(\s*)([(（]?)(\d{1,3})([、)）])\s*(?=\S)")
_CIRCLED = re.compile(r"(\s*)([①-⑳])[ \t\u00a0、.]+(?=\S)")
_ROMANS = {roman(number): number for number in range(1, 100)}


@frozen
class Sign:
    """What stands before an item."""

    kind: str
    """The bullet itself, or the signs around a number and its kind: `1.`, `(a)`."""
    ordered: str
    """"" or `numbers`, `letters`, `roman`."""
    number: int
    """0 of bullets."""
    indent: int
    end: int
    """Offset of the words."""
    is_plain: bool = True
    """Its number is written as a list would count it: not `0.`, `01.` or `١.`."""


def with_circles(text: str) -> str:
    """`text` with circles for the letters `o` that Word leaves of them, where there are several."""
    return _LETTER_O.sub(r"\1◦\2", text) if len(_LETTER_O.findall(text)) > 1 else text


def sign(line: str) -> Sign | None:
    """The sign that opens `line`; a letter that can be a Roman number is both: see `as_roman`."""
    if match := _BULLET.match(line):
        return Sign(match[2], "", 0, _width(match[1]), match.end())
    if match := _CIRCLED.match(line):
        at = ord(match[2]) - ord("①") + 1
        return Sign("①", "numbers", at, _width(match[1]), match.end())
    match = _NUMBERED.match(line) or _CHINESE.match(line)
    if match is None:
        return None
    blank, before, number, after = match.groups()
    if before and after == ".":
        return None
    if number.isdigit():
        kind, count = f"{before}1{after}", int(number)
        is_plain = number == str(count) != "0"
        return Sign(kind, "numbers", count, _width(blank), match.end(), is_plain)
    if len(number) == 1:
        if number.isupper():
            return None  # an initial: "A. Smith"
        at = ord(number) - ord("a") + 1
        return Sign(f"{before}a{after}", "letters", at, _width(blank), match.end())
    found = _ROMANS.get(number)
    return Sign(f"{before}i{after}", "roman", found, _width(blank), match.end()) if found else None


def as_roman(found: Sign, line: str) -> Sign:
    """`found`, a letter, as a Roman number, where it is one."""
    letter = chr(ord("a") + found.number - 1)
    number = _ROMANS.get(letter, 0) if found.ordered == "letters" else 0
    if not number:
        return found
    return Sign(found.kind.replace("a", "i"), "roman", number, found.indent, found.end)


def _width(blank: str) -> int:
    return len(blank.expandtabs(4))
