"""Display type: lines of a title that come out balanced, whatever breaks them.

The layout engine fills lines greedily and leaves a lone word at the end. A title's even breaks are
found here from estimated widths; the words that would cross one are bound by a span, so that the
text stays as it is and a browser, which balances by itself, can undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape, unescape
from itertools import combinations, pairwise

from reportkit.view.report import Html

MOST_WORDS = 24
"""Longer text is no display line."""
MOST_LINES = 4
WIDEST_BOND = 0.72
"""Of a line; a wider run of words is never bound, so that it cannot leave the sheet."""


def balance(text: str, line: float) -> Html:
    """`text`, plain or without tags, for lines that hold about `line` average letters."""
    words = unescape(text).split()
    if "<" in text or not 2 < len(words) <= MOST_WORDS:
        return _safe(text)
    filled = _greedy(words, line)
    if not 2 <= len(filled) + 1 <= MOST_LINES:
        return _safe(text)
    wanted = _even(words, len(filled), line)
    bonds = [bond for cut in wanted if (bond := _bond(words, cut, filled, line))]
    return Html(_bound(words, bonds))


def width(text: str) -> float:
    """The width of `text` in average lower-case letters of a serif face."""
    return sum(_letter(char) for char in text)


def _letter(char: str) -> float:
    if char in "iljtfrI.,;:'’‘()[]| ":
        return 0.6
    if char in "mwMW—…%&@ЖМШЩЮжмшщю":
        return 1.65
    return 1.3 if char.isupper() else 1.0


def _greedy(words: Sequence[str], line: float) -> list[int]:
    """Indices of the words that begin a line when lines are filled one after the other."""
    cuts, start = [], 0
    for i in range(1, len(words)):
        if _run(words, start, i + 1) > line:
            cuts.append(i)
            start = i
    return cuts


def _even(words: Sequence[str], count: int, line: float) -> tuple[int, ...]:
    """`count` breaks that make the longest line as short as can be."""
    choices = combinations(range(1, len(words)), count)
    return min(choices, key=lambda cuts: _unevenness(words, cuts))


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


def _bound(words: Sequence[str], bonds: Sequence[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in bonds:
        if start < at:
            continue
        out += [escape(word, quote=False) for word in words[at:start]]
        run = escape(" ".join(words[start:end]), quote=False)
        out.append(f'<span class="keep-together">{run}</span>')
        at = end
    return " ".join(out + [escape(word, quote=False) for word in words[at:]])


def _run(words: Sequence[str], start: int, end: int) -> float:
    return width(" ".join(words[start:end]))


def _safe(text: str) -> Html:
    return text if isinstance(text, Html) else Html(escape(text, quote=False))
