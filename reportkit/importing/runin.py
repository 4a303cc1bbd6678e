"""Run-in headings: “Heading - statement - statement” in one paragraph, taken apart.

In go the blocks of an outline, out come blocks where such paragraphs have become headings with
lists. Each boundary is judged by what stands around it; a paragraph is split only where the
evidence leaves no doubt, and is otherwise left as it is written and reported with both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportkit.frozen import frozen
from reportkit.importing.outline import (
    RUN_IN,
    Block,
    Heading,
    Inline,
    Inlines,
    Item,
    Lines,
    Listing,
    Paragraph,
    Text,
    plain,
    trimmed,
)

CERTAIN = 6
"""The score from which a paragraph is split."""
DOUBTFUL = 4
"""The score from which it is reported."""
HEADING_WORDS = 10
_BOUNDARY = re.compile(r"(?<=\S)\s+([-–—•·▪●■*])\s+(?=\S)")
_MASKED = re.compile(
    r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<![^\W_])\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)|「[^」]*」|『[^』]*』"
    r"|\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|https?://\S+"
)
_SMALL = frozenset(
    [
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on"),
        *("or", "over", "the", "to", "under", "vs", "with", "without", "und", "der", "die"),
        *("das", "des", "den", "dem", "im", "am", "zu", "zur", "zum", "von", "für", "mit"),
        *("über", "la", "le", "les", "de", "du", "des", "et", "en", "el", "los", "las", "y"),
        *("del", "и", "в", "на", "с", "о", "по", "от", "к", "для", "из"),
    ]
)
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_OPENERS = frozenset(
    [
        *("a", "an", "but", "he", "how", "i", "if", "it", "nobody", "she", "so", "that", "the"),
        *("then", "there", "they", "this", "we", "when", "yesterday", "you", "das", "der", "die"),
        *("ein", "eine", "er", "es", "ich", "niemand", "sie", "wir", "elle", "il", "ils", "je"),
        *("le", "la", "les", "nous", "on", "un", "une", "el", "ella", "los", "las", "una", "он"),
        *("она", "они", "мы", "это", "я"),
    ]
)
"""How a sentence begins rather than a heading."""
_VERBS = frozenset(
    [
        *("are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "knows", "may"),
        *("must", "said", "says", "should", "was", "were", "will", "would", "hat", "haben", "ist"),
        *("kam", "kann", "sagt", "sagte", "sind", "war", "waren", "wird", "a", "est", "était"),
        *("ont", "sera", "sont", "es", "está", "fue", "ha", "son", "был", "была", "были"),
    ]
)
_OTHER = "\ufffc"


@frozen
class Doubt:
    """A paragraph that can be read in two ways."""

    lines: Lines
    as_written: str
    apart: tuple[str, ...]
    """The heading and the statements that it would be."""


@frozen
class Reading:
    """A paragraph taken apart."""

    heading: str
    pieces: tuple[tuple[int, int], ...]
    """Where its parts stand, the heading first."""
    score: int


def split(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """`blocks` with run-in headings apart, and what is left in doubt."""
    texts = {id(b): _flat(b.items) for b in blocks if isinstance(b, Paragraph)}
    readings = {key: read(text) for key, text in texts.items()}
    sure = [r for r in readings.values() if r is not None and r.score >= CERTAIN]
    # A text that does this twice does it on purpose: what was nearly certain is.
    needed = CERTAIN - 1 if len(sure) > 1 else CERTAIN
    out: list[Block] = []
    doubts: list[Doubt] = []
    for block in blocks:
        reading = readings.get(id(block))
        if not isinstance(block, Paragraph) or reading is None or reading.score < DOUBTFUL:
            out.append(block)
        elif reading.score >= needed:
            out += _apart(block, reading)
        else:
            parts = tuple(plain(_slice(block.items, *piece)) for piece in reading.pieces)
            doubts.append(Doubt(block.lines, plain(block.items), parts))
            out.append(block)
    return out, doubts


def read(text: str) -> Reading | None:
    """The reading of `text` as a run-in heading with statements; None if it has no such form."""
    open_text = _MASKED.sub(lambda found: _OTHER * len(found[0]), text)
    found = list(_BOUNDARY.finditer(open_text))
    if not found:
        return None
    signs = [match[1] for match in found]
    sign = max(set(signs), key=lambda one: (signs.count(one), -signs.index(one)))
    bounds = [match for match in found if match[1] == sign and _opens(text, match)]
    if not bounds or bounds[0] is not found[0]:
        return None
    edges = [(0, bounds[0].start())]
    edges += [(b.end(), n.start()) for b, n in pairwise(bounds)]
    edges.append((bounds[-1].end(), len(text)))
    parts = [text[start:end].strip() for start, end in edges]
    score = _score(parts, refused=signs.count(sign) - len(bounds), sign=sign)
    return Reading(parts[0], tuple(edges), score) if score is not None else None


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a statement can begin behind a boundary: with a capital, a number, a quotation."""
    after, before = text[match.end()], text[match.start() - 1]
    if before.isdigit() and after.isdigit():
        return False
    if before in ",;(" or after in ",.;:)":
        return False
    return not after.islower()


def _score(parts: list[str], refused: int, sign: str) -> int | None:
    """How certain it is that the first of `parts` is a heading and the others statements."""
    head, *statements = parts
    counts = [_length(part) for part in statements]
    if not _may_head(head) or min(counts) < 2 or sum(counts) < 4 * len(counts):
        return None
    if not all(_is_statement(part) for part in statements):
        return None
    is_titled = _is_titled(head)
    score = 2 * (len(statements) > 1) + (len(statements) > 2)
    score += 2 if is_titled else _is_phrase(head)
    # “Name - What it is - Where it stands” looks the same, but is seldom that long.
    score += not refused and len(statements) > 1 + is_titled
    score += min(counts) >= 4
    score += sum(counts) >= 7 * len(counts)
    score += sign in "•▪●■"
    score += (
        sum(bool(re.search(r"[.!?。”\"]$", part)) for part in statements) >= len(statements) / 2
    )
    score -= (1 if is_titled else 2) * (refused > 0)
    score -= 2 * (_length(head) < 2 and not _WIDE.search(head))
    score -= sign in "–—"
    return score


def _length(part: str) -> int:
    """Words; two characters of a script without blanks count as one."""
    wide = len(_WIDE.findall(part))
    return len(re.findall(r"[^\W_][\w'’-]*", _WIDE.sub(" ", part))) + wide // 2


def _may_head(head: str) -> bool:
    first = next((char for char in head if char.isalpha()), "")
    is_short = 1 <= _length(head) <= HEADING_WORDS and len(head) <= 90
    is_asked = head[-1:] in "?？" and _is_titled(head) and _length(head) > 2
    is_open = is_asked or (head[-1:] not in ".,;:!?。！？；，：" and _OTHER not in head)
    # “Ostrel, 3 May - …” opens a report of that day.
    is_dated = re.search(r",.*\d", head) is not None
    is_name = bool(first) and not first.islower() and "://" not in head
    return is_short and is_open and is_name and not is_dated


def _is_titled(head: str) -> bool:
    """Whether all its words that matter have capitals, or its script has none."""
    names = re.findall(r"[^\W\d_][\w'’-]*", head)
    matter = [word for word in names if word.lower() not in _SMALL]
    capitals = sum(not word[0].islower() for word in matter)
    return bool(matter) and capitals == len(matter)


def _is_phrase(head: str) -> bool:
    """Whether a few words name something without saying anything of it."""
    names = re.findall(r"[^\W\d_][\w'’-]*", head.lower())
    return 2 <= len(names) <= 3 and names[0] not in _OPENERS and not _VERBS & set(names)


def _is_statement(part: str) -> bool:
    """Whether it has words besides names: a list of names is no list of statements."""
    names = re.findall(r"[^\W\d_][\w'’-]*", part)
    if any("\u3040" <= char <= "\u9fff" for char in part):
        return True
    plain_words = [word for word in names if word[0].islower()]
    matter = [word for word in plain_words if word not in _SMALL]
    return bool(matter) and len(plain_words) * 5 >= len(names) * 2


def _flat(items: Iterable[Inline]) -> str:
    """The words of `items` with one character for each item that is no text."""
    return "".join(item.text if isinstance(item, Text) else _OTHER for item in items)


def _apart(block: Paragraph, reading: Reading) -> list[Block]:
    head, *statements = [_slice(block.items, *piece) for piece in reading.pieces]
    return [
        Heading(RUN_IN, head, block.lines),
        Listing(_nested(statements, block.lines), block.lines),
    ]


def _nested(statements: list[Inlines], lines: Lines) -> tuple[Item, ...]:
    """Items; what follows a statement that ends in a colon stands below it."""
    items: list[Item] = []
    for at, statement in enumerate(statements):
        words = Paragraph(statement, lines)
        rest = statements[at + 1 :]
        if plain(statement).endswith((":", "：")) and len(rest) > 1:
            below = Listing(_nested(rest, lines), lines)
            return (*items, Item((words, below), lines))
        items.append(Item((words,), lines))
    return tuple(items)


def _slice(items: Inlines, start: int, end: int) -> Inlines:
    """The items between two offsets of their flat text."""
    out: list[Inline] = []
    at = 0
    for item in items:
        length = len(item.text) if isinstance(item, Text) else 1
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            out.append(Text(item.text[first:last]) if isinstance(item, Text) else item)
        at += length
    return trimmed(tuple(out))
