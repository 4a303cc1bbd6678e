"""Lists in plain text: lines with signs, gathered and nested by their indents.

In go lines from the first item on, out come lists. Numbers are derived only where they count from
their first one by one; any others stay words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportkit.frozen import frozen
from reportkit.importing.lists import Sign, as_roman, sign
from reportkit.importing.outline import MAX_NESTING, Block, Inlines, Item, Lines, Listing, Paragraph

Read = Callable[[str], Inlines]


@frozen
class Entry:
    """An item as it stands in the text."""

    sign: Sign
    text: str
    """Its words without the sign, lines joined by blanks."""
    line: str
    """Its words with the sign."""
    lines: Lines


def collect(lines: list[str], at: int, is_wrapped: bool) -> tuple[list[Entry], int]:
    """The items from the index `at` on, and where they end."""
    entries: list[Entry] = []
    end = at
    while end < len(lines):
        found = sign(lines[end])
        if found is None or (entries and not _follows(found, entries)):
            break
        start, end = end, _end_of_item(lines, end + 1, found, is_wrapped)
        rest = " ".join(line.strip() for line in lines[start + 1 : end])
        text = f"{lines[start][found.end :].strip()} {rest}".strip()
        whole = f"{lines[start].strip()} {rest}".strip()
        entries.append(Entry(found, text, whole, (start + 1, end)))
        end = _over_blanks(lines, end, entries)
    return entries, entries[-1].lines[1]


def _over_blanks(lines: list[str], at: int, entries: list[Entry]) -> int:
    """The index of the next item, if only blank lines stand before it."""
    following = at
    while following < len(lines) and not lines[following].strip():
        following += 1
    found = sign(lines[following]) if following < len(lines) else None
    if found is None or (following > at and _is_alone(lines, following, found)):
        return at
    return following if following == at or _follows(found, entries) else at


def _is_alone(lines: list[str], at: int, found: Sign) -> bool:
    """Whether a blank line and then no item follow a first number: it may be that of a heading."""
    rest = [line for line in lines[at + 1 : at + 4] if line.strip()]
    is_end = not lines[at + 1 : at + 2] or not lines[at + 1].strip()
    return found.number == 1 and is_end and bool(rest) and sign(rest[0]) is None


def _follows(found: Sign, entries: list[Entry]) -> bool:
    """Whether it goes on with the list, opens one below it or returns to one above."""
    if not found.ordered:
        return True
    if found.number == 1:
        return not any(_is_like(entry.sign, found) for entry in entries)
    for entry in reversed(entries):
        known = as_roman(entry.sign, entry.line) if found.ordered == "roman" else entry.sign
        if known.ordered == found.ordered:
            return found.number == known.number + 1
    return False


def _is_like(one: Sign, other: Sign) -> bool:
    """Whether both open items of one list."""
    return one.kind == other.kind and one.indent == other.indent


def _end_of_item(lines: list[str], at: int, found: Sign, is_wrapped: bool) -> int:
    """Where an item ends: lines below it go on with it if they are indented, or were wrapped."""
    while at < len(lines) and lines[at].strip() and sign(lines[at]) is None:
        indent = len(lines[at]) - len(lines[at].lstrip())
        if indent <= found.indent and not is_wrapped:
            break
        at += 1
    return at


def build(entries: list[Entry], read: Read) -> list[Block]:
    """The lists that `entries` make."""
    return _level(_as_romans(entries), read)


def _as_romans(entries: list[Entry]) -> list[Entry]:
    """Where `i` stands for one: before `ii`, and not after `h`."""
    has_roman = any(entry.sign.ordered == "roman" for entry in entries)
    if not has_roman:
        return entries
    return [replace(entry, sign=as_roman(entry.sign, entry.line)) for entry in entries]


def _level(entries: list[Entry], read: Read, depth: int = 0) -> list[Block]:
    """Entries at the indent of the first are items; those deeper stand below them."""
    runs: list[list[tuple[Entry, list[Entry]]]] = []
    for entry in entries:
        is_deep = depth > MAX_NESTING
        if runs and not is_deep and _is_below(entry.sign, runs[-1][0][0].sign):
            runs[-1][-1][1].append(entry)
        elif runs and entry.sign.kind == runs[-1][-1][0].sign.kind:
            runs[-1].append((entry, []))
        else:
            runs.append([(entry, [])])
    return [block for run in runs for block in _run(run, read, depth)]


def _is_below(found: Sign, first: Sign) -> bool:
    return found.indent > first.indent + 1


def _run(run: list[tuple[Entry, list[Entry]]], read: Read, depth: int) -> list[Block]:
    first = run[0][0]
    numbers = [entry.sign.number for entry, _ in run]
    is_counted = numbers == list(range(numbers[0], numbers[0] + len(run)))
    is_derived = is_counted and all(entry.sign.is_plain for entry, _ in run)
    keeps_signs = bool(first.sign.ordered) and not is_derived
    items = []
    for entry, below in run:
        inner = _level(below, read, depth + 1) if below else []
        words = Paragraph(read(entry.line if keeps_signs else entry.text), entry.lines)
        end = inner[-1].lines[1] if inner else entry.lines[1]
        items.append(Item((words, *inner), (entry.lines[0], end)))
    if keeps_signs:
        return [block for item in items for block in item.blocks]
    lines = items[0].lines[0], items[-1].lines[1]
    return [Listing(tuple(items), lines, first.sign.ordered, max(numbers[0], 1))]
