"""Late numbers: page numbers that are written when all pages are known.

What goes in: a content stream with holes, and the numbers. What comes out: the content stream. The
layout has set a placeholder as wide as the number is expected to be; where the number turns out
narrower, the texts of its line move as its alignment says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportkit.press.part import Content, Digits, Glyph, ObjectFile, Rectangle, Slot

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """`number` in small Roman numerals; as decimal below 1 and above 3999, as CSS has it."""
    if not 1 <= number <= 3999:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lower-roman": roman,
    "upper-roman": lambda number: roman(number).upper(),
}

POINTS = 0.75
"""PDF points in a CSS pixel."""

_DIGITS = "0123456789"
ALPHABETS = {
    "decimal": _DIGITS,
    "lower-roman": "ivxlcdm" + _DIGITS,
    "upper-roman": "IVXLCDM" + _DIGITS,
}
"""The characters of each style."""


def shown(number: int, style: str) -> str:
    """How the page numbered `number` is printed in counter style `style`."""
    return STYLES[style](number)


def placeholder(length: int, style: str) -> str:
    """What the layout sets for a number of `length` characters."""
    return {"decimal": "8", "lower-roman": "x", "upper-roman": "X"}[style] * length


def fill(content: Content, part: ObjectFile, value: Callable[[Slot], int]) -> bytes:
    """The data of `content` with each hole filled; `value` gives the number that a slot shows."""

    def text(index: int) -> str:
        slot = part.slots[index]
        return shown(value(slot), slot.style)

    pieces, at = [], 0
    for hole in content.holes:
        pieces.append(content.data[at : hole.at])
        at = hole.at
        if isinstance(hole, Digits):
            pieces.append(_drawn(text(hole.slot), _glyphs(part, hole.slot)))
        else:
            pieces.append(placed(hole.x + _moved(part, hole.line, hole.left, text)))
    pieces.append(content.data[at:])
    return b"".join(pieces)


def number(value: float) -> bytes:
    """`value` as PDF writes it."""
    if value == int(value):
        return b"%d" % value
    return f"{value:f}".rstrip("0").encode()


def corners(
    area: Rectangle, part: ObjectFile, value: Callable[[Slot], int], shift: float = 0.0
) -> bytes:
    """The area of a link with late numbers, `shift` CSS pixels further right, as PDF writes it."""

    def text(index: int) -> str:
        return shown(value(part.slots[index]), part.slots[index].style)

    x1, y1, x2, y2 = area.corners
    x1 += (_moved(part, area.line, area.left, text) + shift) * POINTS
    x2 += (_moved(part, area.line, area.right, text) + shift) * POINTS
    return b"[%s]" % b" ".join(map(placed, (x1, y1, x2, y2)))


def widths(part: ObjectFile, value: Callable[[Slot], int]) -> list[float]:
    """How wide each late number in the text of `part` comes out, in CSS pixels."""
    slots = enumerate(part.slots)
    return [_width(part, i, shown(value(s), s.style)) for i, s in slots if s.page >= 0]


def placed(value: float) -> bytes:
    """`value` to a thousandth, so that it is the same from whatever placeholder it was reached."""
    return number(round(value, 3))


def _moved(part: ObjectFile, index: int, left: int, text: Callable[[int], str]) -> float:
    """How far right of where it was laid out something goes, with `left` slots left of it."""
    line = part.lines[index]
    gains = [_width(part, slot, text(slot)) - _laid(part, slot) for slot in line.slots]
    return sum(gains[:left]) - line.align * sum(gains)


def _laid(part: ObjectFile, slot: int) -> float:
    return _width(part, slot, part.slots[slot].laid)


def _width(part: ObjectFile, slot: int, text: str) -> float:
    glyphs = _glyphs(part, slot)
    return sum(glyphs[character].width for character in text)


def _glyphs(part: ObjectFile, slot: int) -> Mapping[str, Glyph]:
    return part.glyphs[part.slots[slot].glyphs]


def _drawn(text: str, glyphs: Mapping[str, Glyph]) -> bytes:
    return "".join(glyphs[character].shown for character in text).encode()
