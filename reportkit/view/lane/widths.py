"""How wide a text is, and where it breaks, without a font.

The table holds advances of Source Sans 3 Semibold, rounded up, so that regular type and most other
faces for labels are no wider than what is said here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SIZE = 8.0
"""Of labels, in units of the drawing (points at its natural width)."""
LINE = 10.0
"""From one line of a label to the next."""
ELLIPSIS = "…"
_ADVANCES = {
    200: " \u00a0",
    280: "',.:;ijl|ії‘’·",
    320: "!IfІЇ",
    360: "()-/[\\]{}°",
    400: "rt",
    440: "*sг",
    480: "?czзстэє–«»",
    520: '#$+0123456789<=>FJLY^_aegvxy~Гавеухьё“”€£"',
    560: "AESTVXZ`hknouАЕЗТУХбдклочяЁ",
    600: "BCKPRbdpqБВКРСЬЭЯийнпрцЄ",
    640: "&DGЧъ",
    680: "HNOQUДИЙЛНОПЦм",
    720: "ы",
    760: "MwМФЪжфю",
    800: "Wшщ—",
    880: "Ы%@mЖ",
    960: "ШЩЮ№",
    1000: "…",
}
_WIDTHS = {char: width / 1000 for width, chars in _ADVANCES.items() for char in chars}
_OTHER, _ARABIC, _FULL = 0.64, 0.56, 1.0
# What a label may end with when the rest of a long text is left out.
_CLAUSE = re.compile(r"\s*[;:—]\s|\s–\s|(?<=[。；：])")


def width(text: str, size: float = SIZE) -> float:
    """The width of `text` in units of the drawing."""
    return sum(map(_advance, text)) * size


def wrap(text: str, one: float, two: float) -> tuple[str, ...]:
    """`text` in one line of at most `one`, or in two of at most `two`; cut if it needs more.

    What is too long is cut after its first clause, or else at a word, with an ellipsis.
    """
    text = " ".join(text.split())
    if width(text) <= one:
        return (text,)
    if lines := _two(text, two):
        return lines
    clause = _CLAUSE.split(text, maxsplit=1)[0].rstrip()
    if clause != text and (lines := _fit(clause, one, two)):
        return lines
    return _cut(text, two)


def _fit(text: str, one: float, two: float) -> tuple[str, ...]:
    return (text,) if width(text) <= one else _two(text, two)


def _two(text: str, most: float) -> tuple[str, ...]:
    """`text` in two lines that are as even as can be, or () if they would be too wide."""
    pairs = [(text[:at].rstrip(), text[at:].lstrip()) for at in breaks(text)]
    if not pairs or width(text) > 2 * most:
        return ()
    best = min(pairs, key=lambda lines: max(width(line) for line in lines))
    return best if max(width(line) for line in best) <= most else ()


def _cut(text: str, most: float) -> tuple[str, ...]:
    """As much of `text` as two lines hold."""
    first = _longest(text, most)
    rest = text[len(first) :].lstrip()
    if not rest:
        return (first,)
    second = _longest(rest, most - width(ELLIPSIS))
    return first, second.rstrip(" ,;:–—-.") + ELLIPSIS


def _longest(text: str, most: float) -> str:
    """The longest beginning of `text` that fits, up to a break if there is one."""
    if width(text) <= most:
        return text
    end, room = 0, most
    while end < len(text) and (room := room - width(text[end])) >= 0:
        end += 1
    fitting = [at for at in breaks(text[: end + 1]) if at <= end]
    return text[: fitting[-1] if fitting else max(end, 1)].rstrip()


def breaks(text: str) -> list[int]:
    """Where a line may end: after a blank, and between characters that need none."""
    return [
        at
        for at in range(1, len(text))
        if text[at - 1] == " " or (_is_wide(text[at - 1]) and _is_wide(text[at]))
    ]


@cache
def _advance(char: str) -> float:
    if char in _WIDTHS:
        return _WIDTHS[char]
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
        return 0.0
    if _is_wide(char):
        return _FULL
    base = unicodedata.normalize("NFD", char)[0]
    if base != char:
        return _advance(base)
    return _ARABIC if unicodedata.bidirectional(char) in ("AL", "R") else _OTHER


@cache
def _is_wide(char: str) -> bool:
    """A character of Chinese or Japanese, with no blank between it and the next."""
    return unicodedata.east_asian_width(char) in ("W", "F")
