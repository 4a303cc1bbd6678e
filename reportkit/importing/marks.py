"""Addresses, notes and numbered citations in running words.

In go words, out come inline items: an address is a link to itself, one in brackets is a citation,
and so are `[3]`, where the text has a source 3, and `[^name]`, where it has such a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from reportkit.importing.inline import can_lead
from reportkit.importing.outline import Call, Cite, Inline, Inlines, Link, Text
from reportkit.importing.words import CITED

_WIDE = "\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef"
_ADDRESS = re.compile(rf"https?://[^\s<>\"'`“”«»\\^{{}}|{_WIDE}]+", re.IGNORECASE)
_MARK = re.compile(
    rf"\[\^(?P<note>[^\s\[\]]+)\]|\[(?P<number>[1-9]\d{{0,2}})\](?![(\[])|(?P<address>{_ADDRESS.pattern})",
    re.IGNORECASE,
)
_CALL = re.compile(r"\[\^([^\s\[\]]+)\]")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\s\[\]]+)\]:[ \t]*(.*)$")
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")


@dataclass(slots=True)
class Marks:
    """What a text says of its notes and sources."""

    notes: Collection[str] = ()
    numbers: Collection[int] = ()
    """Of its sources."""
    ids: dict[str, str] = field(default_factory=dict)
    """Addresses of sources and their ids, in the order of the text."""
    cited: set[str] = field(default_factory=set)
    """Those addresses that citations stand for."""
    pages: dict[int, str] = field(default_factory=dict)
    """Addresses by the numbers that lead to them."""
    _taken: dict[str, int] = field(default_factory=dict)
    """The ids, and how many of them begin with each."""

    def scan(self, text: str) -> Inlines:
        """`text` with its marks apart."""
        if "[" not in text and "://" not in text:
            return (Text(text),) if text else ()
        return tuple(self._scan(text))

    def _scan(self, text: str) -> Iterator[Inline]:
        at = searched = 0
        while match := _MARK.search(text, searched):
            made, start, end = self._made(match, text)
            # In what is no address after all, a note may be called.
            searched = end if made else match.end() if match["address"] is None else start + 4
            if made is None:
                continue
            if start > at:
                before = text[at:start]
                yield Text(before.rstrip() if isinstance(made, Call) else before)
            yield made
            if isinstance(made, Call) and _stands_before(text, start, end):
                yield Text(" ")
            at = end
        if at < len(text):
            yield Text(text[at:])

    def _made(self, match: re.Match[str], text: str) -> tuple[Inline | None, int, int]:
        start, end = match.span()
        if match["note"]:
            is_call = match["note"] in self.notes and not _is_definition(match)
            return (Call(match["note"]) if is_call else None), start, end
        if match["number"]:
            number = int(match["number"])
            cite = Cite(f"{CITED}{number}", str(number)) if number in self.numbers else None
            return cite, start, end
        address = trimmed_address(match["address"])
        end = start + len(address)
        if not can_lead(address):
            return None, start, end
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            self.cited.add(address)
            return Cite(self.source_of(address), address), start - 1, end + 1
        self.source_of(address)
        return Link(address, (Text(address),)), start, end

    def source_of(self, address: str) -> str:
        """The id of the source at `address`."""
        return self.ids.get(address) or self._named(address)

    def _named(self, address: str) -> str:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        base = re.sub(r"[^a-z0-9]+", "-", f"{host}{parts.path}".lower()).strip("-")[:48].strip("-")
        base = f"at-{base}" if not base[:1].isalpha() else base
        base = f"at-{base}" if base.startswith(CITED) else base
        name = base
        while name in self._taken:
            self._taken[base] = self._taken.get(base, 1) + 1
            name = f"{base}-{self._taken[base]}"
        self._taken[name] = 1
        self.ids[address] = name
        return name


def without_calls(text: str, notes: Collection[str]) -> str:
    """`text` without the calls of `notes`."""
    if "[^" not in text:
        return text
    return _CALL.sub(
        lambda found: "" if found[1] in notes and not _is_definition(found) else found[0], text
    )


def _is_definition(match: re.Match[str]) -> bool:
    """Whether it opens a line and a colon follows: a note that is defined twice."""
    text, (start, end) = match.string, match.span()
    return text[end : end + 1] == ":" and not text[text.rfind("\n", 0, start) + 1 : start].strip(
        "> \t"
    )


def _stands_before(text: str, start: int, end: int) -> bool:
    """Whether the call of a note stands before a word, not behind one: “one [^1]two”."""
    return text[start - 1 : start].isspace() and text[end : end + 1].isalnum()


def trimmed_address(address: str) -> str:
    """`address` without the signs of the sentence around it."""
    while address:
        last = address[-1]
        if last in ".,;:!?*_'…" or (
            last in ")]" and address.count(last) > address.count(_OPEN[last])
        ):
            address = address[:-1]
        else:
            break
    return address


_OPEN = {")": "(", "]": "["}


def numbers_in(text: str) -> set[int]:
    """The numbers 1 to n that `text` cites in brackets, if they are all there."""
    found = {int(match) for match in re.findall(r"(?<![\w(])\[([1-9]\d{0,2})\](?![(\[:])", text)}
    found |= {int(match) for match in re.findall(r"(?<=\w)\[([1-9]\d{0,2})\](?![(\[:])", text)}
    return found if found == set(range(1, len(found) + 1)) else set()


def take_notes(lines: list[str]) -> dict[str, tuple[str, tuple[int, int]]]:
    """The notes that `lines` define, with their places; their lines become empty."""
    found: dict[str, tuple[str, tuple[int, int]]] = {}
    fence, at = "", 0
    while at < len(lines):
        if opened := FENCE.match(lines[at]):
            sign = opened[1][0]
            fence = "" if fence == sign else fence or sign
        match = None if fence else _DEFINITION.match(lines[at])
        if match is None or match[1] in found or not match[2].strip():
            at += 1
            continue
        end = _end_of_note(lines, at + 1)
        words = [match[2].strip(), *(line.strip() for line in lines[at + 1 : end])]
        found[match[1]] = (" ".join(word for word in words if word), (at + 1, end))
        lines[at:end] = [""] * (end - at)
        at = end
    return found


def _end_of_note(lines: list[str], at: int) -> int:
    """Where a note ends: at a blank line that no indented line follows, or at another note."""
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            following = next((row for row in lines[at + 1 : at + 3] if row.strip()), "")
            if not following.startswith(("    ", "\t")):
                return at
        elif _DEFINITION.match(line) or re.match(r" {0,3}(?:#{1,6}\s|[-*+]\s|\[[^\]]+\]:)", line):
            return at
        at += 1
    return at
