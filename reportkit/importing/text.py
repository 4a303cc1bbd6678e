"""Plain text to an outline: headings, lists, tables and paragraphs by how their lines look.

In go lines, out comes an outline. A text with long lines has a paragraph a line; any other was
wrapped, and its paragraphs end at blank lines. What is no heading for certain is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportkit.importing import front, stubs, textlists, texttables
from reportkit.importing.lists import sign, with_circles
from reportkit.importing.marks import Marks, numbers_in, take_notes, without_calls
from reportkit.importing.outline import (
    MAX_NESTING,
    Block,
    Break,
    Field,
    Heading,
    Inline,
    Lines,
    Outline,
    Paragraph,
    Quote,
    Table,
    Text,
    plain,
    trimmed,
)
from reportkit.importing.words import words

PARTS = frozenset(
    [
        *("abstract", "background", "contents", "executive summary", "findings", "introduction"),
        *("key findings", "key points", "overview", "preface", "purpose", "scope", "summary"),
        *("einleitung", "hintergrund", "inhalt", "überblick", "zusammenfassung", "contexte"),
        *("introduction", "résumé", "sommaire", "introducción", "resumen", "введение", "обзор"),
        *("основные события", "содержание", "вступ", "зміст", "摘要", "概述", "背景", "引言"),
        *("目录", "前言", "概要", "要約", "背景"),
    ]
)
"""First headings that are no titles."""
LONG = 120
"""Characters; nobody wraps lines that late."""
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|\*{3,})\s*")
_RULE = re.compile(r"\s*(?:[-=_*~#+.·•—–]\s*){3,}")
_ENDS = ".,;:!?…。！？；，、："
_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+\S")
_ENTRY = re.compile(r"^\s*(?:\[\d|\d+[.)]|[-*•])|://")
"""How a list of sources goes on."""
_LETTERS = re.compile(r"[^\W\d_]")


def read(text: str, marks: Marks) -> Outline:
    """The outline of `text`."""
    lines = with_circles(text).split("\n")
    head = front.take(lines)
    notes = take_notes(lines)
    marks.notes = set(notes)
    kept = "\n".join(lines)
    marks.numbers = marks.numbers or numbers_in(kept)
    flat = without_calls(kept, notes)
    blocks = _titled([*head.blocks, *_Reader(lines, marks).blocks()])
    outline = Outline(blocks, [*head.words, *words(flat)])
    outline.language = head.language
    marks.notes = ()  # a note calls no other
    for name, (said, place) in notes.items():
        outline.notes[name] = trimmed(marks.scan(said))
        outline.note_words[name] = words(said)
        outline.note_lines[name] = place
    return outline


def _titled(blocks: list[Block]) -> list[Block]:
    """`blocks` whose first line is their title, if it can be: headings of text have no levels."""
    headings = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    first = next((at for at, block in enumerate(blocks) if not isinstance(block, Field)), -1)
    heading = blocks[first] if first == 0 and len(headings) > 1 else None
    if isinstance(heading, Heading) and names_whole(plain(heading.items)):
        blocks[0] = replace(heading, level=0)
    return blocks


def names_whole(text: str) -> bool:
    """Whether a heading may be that of a text rather than of its first part."""
    is_counted = sign(text) is not None or re.match(r"[\d一二三四五六七八九十]+[\d.、 ]", text)
    return not is_counted and text.strip(" :：").lower() not in PARTS


class _Reader:
    def __init__(self, lines: list[str], marks: Marks, depth: int = 0) -> None:
        self.lines, self.marks, self.depth = lines, marks, depth
        self.is_wrapped = not any(len(line) > LONG for line in lines)
        self.width = max((len(line.rstrip()) for line in lines), default=0)

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.lines):
            if not words(self.lines[at]):
                at += 1
                continue
            made, at = self._block(at)
            yield from made

    def _block(self, at: int) -> tuple[list[Block], int]:
        """What begins at the index `at`, and where it ends."""
        for rule in (self._underlined, self._table, self._quote, self._list, self._heading):
            found = rule(at)
            if found is not None:
                return found
        return self._paragraph(at)

    def _line(self, at: int) -> str:
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def _items(self, text: str) -> tuple[Inline, ...]:
        return trimmed(self.marks.scan(text))

    def _underlined(self, at: int) -> tuple[list[Block], int] | None:
        match = _UNDERLINE.fullmatch(self._line(at + 1))
        line = self.lines[at].strip()
        if match is None or self._line(at - 1).strip() or len(line) > LONG or "|" in line:
            return None
        level = 2 if match[1][0] in "-~" else 1
        return [Heading(level, self._items(line), (at + 1, at + 2))], at + 2

    def _heading(self, at: int) -> tuple[list[Block], int] | None:
        line = self.lines[at].strip()
        numbered = _SECTION.match(line)
        if not self._looks_like_heading(at, bool(numbered)):
            return None
        level = numbered[1].count(".") + 1 if numbered else 1
        return [Heading(level, self._items(line), (at + 1, at + 1))], at + 1

    def _looks_like_heading(self, at: int, is_numbered: bool) -> bool:
        line = self.lines[at].strip()
        following = next((row for row in self.lines[at + 1 :] if row.strip()), "")
        if stubs.is_heading(line) and _ENTRY.search(following) and not self._line(at - 1).strip():
            return True
        if not following or not is_heading(line):
            return False
        is_alone = not self._line(at - 1).strip() and not self._line(at + 1).strip()
        if is_numbered or line.isupper():
            return is_alone or not self.is_wrapped or line.isupper()
        if self.is_wrapped:
            return is_alone
        return is_titled(line) or (is_alone and len(following) > 2 * len(line))

    def _list(self, at: int) -> tuple[list[Block], int] | None:
        found = sign(self.lines[at])
        if found is None:
            return None
        entries, end = textlists.collect(self.lines, at, self.is_wrapped)
        if len(entries) == 1 and found.ordered and is_heading(entries[0].text):
            line, alone = self.lines[at].strip(), not self._line(at + 1).strip()
            if alone or not self.is_wrapped:
                return [Heading(1, self._items(line), (at + 1, at + 1))], at + 1
        return textlists.build(entries, self._items), end

    def _quote(self, at: int) -> tuple[list[Block], int] | None:
        end = at
        while re.match(r"\s*>", self._line(end)):
            end += 1
        if end == at or self.depth > MAX_NESTING:
            return None
        inner = [re.sub(r"^\s*> ?", "", line) for line in self.lines[at:end]]
        blocks = _Reader(inner, self.marks, self.depth + 1).blocks()
        return [Quote(tuple(_moved(block, at) for block in blocks), (at + 1, end))], end

    def _table(self, at: int) -> tuple[list[Block], int] | None:
        found = texttables.take(self.lines, at)
        if found is None:
            return None
        rows, end = found
        head, *body = [tuple(self._items(cell) for cell in row) for row in rows]
        return [Table(head, tuple(body), (at + 1, end))], end

    def _paragraph(self, at: int) -> tuple[list[Block], int]:
        end = at + 1
        while self.is_wrapped and self._goes_on(end):
            end += 1
        items: list[Inline] = []
        for index in range(at, end):
            line = self.lines[index].strip()
            if items:
                items.append(Break() if self._is_short(index - 1) else Text(" "))
            items += self.marks.scan(line)
        return [Paragraph(trimmed(tuple(items)), (at + 1, end))], end

    def _goes_on(self, at: int) -> bool:
        line = self._line(at)
        if not words(line) or _UNDERLINE.fullmatch(self._line(at + 1)):
            return False
        if found := sign(line):
            # A wrapped line may begin with a dash or a year: an item has a neighbour or opens 1.
            return not (found.number in (0, 1) or sign(self._line(at + 1)))
        return not re.match(r"\s*(?:>|\[\d{1,3}\]\s)", line) and not (
            line.strip().isupper() and is_heading(line)
        )

    def _is_short(self, at: int) -> bool:
        """Whether the line ends before it had to."""
        following = self._line(at + 1).split()
        return len(self.lines[at].rstrip()) + 1 + len(following[0]) <= 0.8 * self.width


def is_heading(line: str) -> bool:
    """Whether `line` may be a heading, by itself."""
    line = line.strip()
    count = len(line.split())
    first = _LETTERS.search(line)
    return (
        count <= 16
        and len(line) <= LONG
        and first is not None
        and not first[0].islower()
        and line[-1] not in _ENDS
        and "://" not in line
        and not re.search(r"\s[-–—]\s.*\s[-–—]\s", line)
        and not line.startswith(("(", "[", '"', "“", "„", "«"))
        and not (count == 1 and len(line) > 40)
    )


def is_titled(line: str) -> bool:
    """Whether its words have capitals as in a title, or its script has none."""
    long = re.findall(r"[^\W\d_]{4,}", line)
    if not long:
        return not any(char.islower() for char in line) or len(line.split()) <= 4
    return sum(not word[0].islower() for word in long) >= 0.65 * len(long)


def _moved(block: Block, by: int) -> Block:
    lines: Lines = (block.lines[0] + by, block.lines[1] + by)
    return replace(block, lines=lines)
