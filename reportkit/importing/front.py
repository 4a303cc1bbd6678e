"""Front matter: what the head of a text says of it, between two lines of `---`.

In go lines, out come blocks: what a briefing has a key for is a field, and any other line is kept
as a remark, so that nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportkit.importing.outline import Block, Field, Remark
from reportkit.importing.words import words

_LONGEST = 200
"""Lines of front matter."""
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*?))?\s*$")
_KEYS = {
    "title": "title",
    "subtitle": "subtitle",
    "organisation": "organisation",
    "organization": "organisation",
    "publisher": "organisation",
    "date": "date",
}
_LANGUAGES = frozenset(["lang", "language", "locale"])
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(slots=True)
class Front:
    """What was found."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    language: str = ""


def take(lines: list[str]) -> Front:
    """The front matter of `lines`, which become empty."""
    front = Front()
    end = _end(lines)
    for at in range(1, end):
        _line(lines[at], at + 1, front)
    lines[: end + 1] = [""] * (end + 1) if end else lines[:1]
    return front


def _end(lines: list[str]) -> int:
    """The index of the line that closes the front matter; 0 if there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for at, line in enumerate(lines[1:_LONGEST], 1):
        if line.rstrip() in ("---", "..."):
            return at if at > 1 else 0
        if line.strip() and not (_PAIR.match(line) or re.match(r"\s+\S|- |#", line)):
            return 0
    return 0


def _line(line: str, number: int, front: Front) -> None:
    match = _PAIR.match(line)
    key, value = (match[1].lower(), _unquoted(match[2] or "")) if match else ("", "")
    place = (number, number)
    if key in _LANGUAGES and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", value):
        front.language = value
    taken = {block.key for block in front.blocks if isinstance(block, Field)}
    name = _KEYS.get(key, "")
    if name and name not in taken and _fits(name, value):
        front.blocks.append(Field(name, value, place))
        front.words += words(value)
    elif words(line):
        front.blocks.append(Remark("front matter", line.strip(), place))
        front.words += words(line)


def _fits(name: str, value: str) -> bool:
    if name == "date":
        return _DATE.fullmatch(value) is not None
    is_plain = bool(words(value)) and value[0] not in "[{>|&*!"
    return is_plain and len(value) <= 300 and max(map(len, value.split())) <= 60


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        quote = value[0]
        return value[1:-1].replace(quote * 2, quote) if quote == "'" else value[1:-1]
    return re.sub(r"\s+#.*$", "", value)
