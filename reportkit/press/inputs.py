"""What the layout of one part may ask about the rest of the report, and about files.

A part is laid out alone, but a few things come from outside: whether it stands on a right-hand
page, how wide a page number will be, a running head that an earlier part set. Each is a question,
a pair of strings, with an answer that is a string. Whatever was asked is written into the object
file, and an object file holds as long as each of its questions has the answer that it had. So
nothing that matters is forgotten, and nothing that does not matter is laid out again.

    first            whether the part opens the document: "yes" or ""
    side             "right" or "left": the page after the part before
    index            pages before the part, for `@page :nth()`
    total            characters of the placeholder for page numbers in margins
    width  STYLE#A   characters of the number of the page with anchor A; "" if there is no A
    room   STYLE#A:N whether that number has at most N characters: "yes" or ""
    text   STYLE#A   that number, in a style whose characters differ in width
    anchor A         whether the report has anchor A: "yes" or ""
    string S         the named string S at the end of the part before
    counter C        the counter C at the end of the part before; "" if it has none
    element E        what the running element E is at the end of the part before, as a hash
    file   URL       SHA-256 of the file, or why it cannot be read
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from reportkit.frozen import frozen
from reportkit.press.late import shown

Question = tuple[str, str]

FEWEST_DIGITS = 3
"""Page numbers in margins are laid out at least this wide."""
_MARGIN = 0.1
"""How many pages more there is room for in margins, as a part of all: whether the last page is
said to be 995 or 1,005, and whether there are soon a few more, no part need be laid out again."""


@frozen
class Inputs:
    """The answers for one part."""

    is_first: bool = True
    is_right: bool = True
    index: int = 0
    total: int = 1
    """Pages of the document, as far as they are known."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Anchor -> page number, as far as it is known."""
    strings: Mapping[str, str] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    """Running element -> hash of the one that earlier parts have left."""

    def answer(self, question: Question) -> str:
        """The answer to any question but one for a file. Raises `KeyError` for an unknown kind."""
        kind, name = question
        return _ANSWERS[kind](self, name)

    @staticmethod
    def width_of_total(total: int) -> int:
        """Digits that there is room for in margins, if there are `total` pages."""
        return max(FEWEST_DIGITS, len(str(round(total * (1 + _MARGIN)))))

    def _total(self, _: str) -> str:
        return str(self.width_of_total(self.total))

    def _text(self, name: str) -> str:
        style, _, anchor = name.partition("#")
        number = self.numbers.get(anchor)
        return "" if number is None else shown(number, style)

    def _width(self, name: str) -> str:
        return str(len(self._text(name)) or "")

    def _room(self, name: str) -> str:
        name, _, most = name.rpartition(":")
        width = self._width(name)
        return _yes(bool(width) and int(width) <= int(most))


def _yes(fact: bool) -> str:
    return "yes" if fact else ""


_ANSWERS: dict[str, Callable[[Inputs, str], str]] = {
    "first": lambda inputs, _: _yes(inputs.is_first),
    "side": lambda inputs, _: "right" if inputs.is_right else "left",
    "index": lambda inputs, _: str(inputs.index),
    "total": Inputs._total,
    "width": Inputs._width,
    "room": Inputs._room,
    "text": Inputs._text,
    "anchor": lambda inputs, name: _yes(name in inputs.numbers),
    "string": lambda inputs, name: inputs.strings.get(name, ""),
    "counter": lambda inputs, name: str(inputs.counters.get(name, "")),
    "element": lambda inputs, name: inputs.elements.get(name, ""),
}
