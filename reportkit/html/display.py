"""Display type: lines of a title that come out balanced, whatever breaks them.

The layout engine fills lines greedily and leaves a lone word at the end. A title's even breaks are
found here from estimated widths; the words that would cross one are bound by a span, so that the
text stays as it is and a browser, which balances by itself, can undo it. The words between stand
in spans of their own: after a text that ends in a space WeasyPrint may break a line too early.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import combinations, pairwise

from reportkit.view.report import Html

MOST_WORDS = 24
"""Longer text is no display line."""
MOST_LINES = 4
WIDEST_BOND = 0.8
"""Of a line; a wider run of words is never bound, so that it cannot leave the sheet."""
WIDEST_COMPOUND = 16
"""Average letters."""
COMPOUND, LINE = "keep-together", "keep-in-print"
"""Classes of what is never broken, and of what is not broken on sheets."""
SHORT_WORD = 5
"""Letters; a word no longer does not stand alone on a last line."""
_BREAKING = re.compile(r"[ \t\n\r\f]+")
"""White space at which a line may end: none that an author or a language has bound."""


def balance(text: str, line: float) -> Html:
    """`text`, plain or without tags, for lines that hold about `line` average letters."""
    words = _words(text)
    if not 1 < len(words) <= MOST_WORDS:
        return _safe(text)
    bonds = [(i, i + 1, COMPOUND) for i, word in enumerate(words) if _may_split(word)]
    filled = _greedy(words, line)
    if len(words) > 2 and 1 <= len(filled) < MOST_LINES:
        cuts = _even(words, filled, line)
        bonds += [(*bond, LINE) for cut in cuts if (bond := _bond(words, cut, filled, line))]
    return _bound(words, bonds)


def settle(text: str) -> Html:
    """`text` of a statement, whose last line is no short word; none begins with a day or a dash.

    No-break spaces bind here: the text is long, and a browser need not undo them.
    """
    words = _words(text)
    if len(words) < 3:
        return _safe(text)
    out = words[0]
    for i, word in enumerate(words[1:], 1):
        is_last = i == len(words) - 1 and len(word) <= SHORT_WORD
        is_bound = is_last or word in "–—" or _is_small_number(word)
        out += ("\u00a0" if is_bound else " ") + word
    return Html(escape(out, quote=False))


def width(text: str) -> float:
    """The width of `text` in average lower-case letters of a serif face."""
    return sum(_letter(char) for char in text)


def widest(text: str) -> float:
    """The width of the widest word of `text`, which may break after its dashes."""
    return max((width(part) for part in re.split(r"[ \t\n\r\f]|(?<=[-–])", text)), default=0.0)


def _letter(char: str) -> float:
    if char in "iljtfrI.,;:'’‘()[]| \u00a0":
        return 0.6
    if char in "mwMW—…%&@ЖМШЩЮжмшщю":
        return 1.65
    return 1.3 if char.isupper() else 1.0


def _words(text: str) -> list[str]:
    """The words of plain text; none if there are tags in it."""
    return [] if "<" in text else _BREAKING.split(unescape(text).strip(" \t\n\r\f"))


def _may_split(word: str) -> bool:
    """A short compound such as US–Russia, which would break after its dash."""
    return any(dash in word[1:-1] for dash in "–-") and width(word) <= WIDEST_COMPOUND


def _is_small_number(word: str) -> bool:
    digits = word.rstrip(",.;:)")
    return digits.isdecimal() and len(digits) <= 2


def _greedy(words: Sequence[str], line: float) -> list[int]:
    """Indices of the words that begin a line when lines are filled one after the other."""
    cuts, start = [], 0
    for i in range(1, len(words)):
        if _run(words, start, i + 1) > line:
            cuts.append(i)
            start = i
    return cuts


def _even(words: Sequence[str], filled: Sequence[int], line: float) -> tuple[int, ...]:
    """As many breaks as `filled` has, which make the longest line as short as bonds can."""
    free = [cut for cut in range(1, len(words)) if _is_free(words, cut, filled, line)]
    choices = combinations(free, len(filled))
    return min(choices, key=lambda cuts: _unevenness(words, cuts))


def _is_free(words: Sequence[str], cut: int, filled: Sequence[int], line: float) -> bool:
    """Whether a line may begin at `cut`: as it would anyway, or by a bond."""
    return cut in filled or _bond(words, cut, filled, line) is not None


def _unevenness(words: Sequence[str], cuts: Sequence[int]) -> tuple[float, float]:
    widths = [_run(words, a, b) for a, b in pairwise((0, *cuts, len(words)))]
    return max(widths), sum(width * width for width in widths)


def _bond(
    words: Sequence[str], cut: int, filled: Sequence[int], line: float
) -> tuple[int, int] | None:
    """The run from `cut` to the word at which the greedy line breaks, if it may be bound."""
    late = next((at for at in filled if at > cut), None)
    if late is None or cut in filled or _run(words, cut, late + 1) > line * WIDEST_BOND:
        return None
    return cut, late + 1


def _bound(words: Sequence[str], bonds: Sequence[tuple[int, int, str]]) -> Html:
    """The words, each run of `bonds` in a span of its class; where two meet the longer counts."""
    out: list[str] = []
    at = 0
    for start, end, name in sorted(bonds, key=lambda bond: (bond[0], -bond[1])):
        if start < at:
            continue
        out += [_span(words[at:start]), _span(words[start:end], f' class="{name}"')]
        at = end
    if not out:
        return Html(escape(" ".join(words), quote=False))
    return Html(" ".join(filter(None, [*out, _span(words[at:])])))


def _span(words: Sequence[str], attributes: str = "") -> str:
    return f"<span{attributes}>{escape(' '.join(words), quote=False)}</span>" if words else ""


def _run(words: Sequence[str], start: int, end: int) -> float:
    return width(" ".join(words[start:end]))


def _safe(text: str) -> Html:
    return text if isinstance(text, Html) else Html(escape(text, quote=False))
