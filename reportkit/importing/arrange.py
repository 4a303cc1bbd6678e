"""The blocks of a text as a briefing: title, summary, sections, notes and sources.

In goes an outline, out comes the tree of a briefing whose keys stand in the order of the text, so
that its words do too. What the text does not say is derived, and carries no words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportkit.importing import dates, stubs
from reportkit.importing.bodies import Bodies
from reportkit.importing.inline import literal, markdown
from reportkit.importing.outline import (
    RUN_IN,
    Block,
    Call,
    Field,
    Heading,
    Inlines,
    Lines,
    Listing,
    Outline,
    Paragraph,
    Remark,
    Text,
    plain,
)
from reportkit.importing.prose import emphasised, is_prose, prose
from reportkit.importing.tree import Comment, Leaf, Map, Node, Seq
from reportkit.importing.words import words

MAX_SECTIONS = 3
MAX_TITLE, MAX_TITLE_WORD = 400, 60
"""Characters and letters that a title may have."""
MAX_SUBTITLE = 120
"""Characters of a line that is one."""
SUMMARY = 1800
"""Characters; what is longer is no summary."""
NOTES = frozenset(
    [
        *("notes", "footnotes", "endnotes", "anmerkungen", "fußnoten", "endnoten", "notes de fin"),
        *("notas", "примечания", "сноски", "примітки", "注释", "脚注", "注"),
    ]
)
"""Headings of notes."""
_DATED = re.compile(r"\s*[(（]([^()（）]{4,30})[)）]\s*$")
_ISO_ORDER = re.compile(r"\d{4}\D\d\d\D\d\d")


@dataclass(slots=True)
class Section:
    """A heading with what stands below it."""

    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def is_run_in(self) -> bool:
        return self.heading is not None and self.heading.level == RUN_IN


@dataclass(slots=True)
class Arranged:
    """A briefing as it will be written."""

    root: Map
    closing: Lines | None = None
    """The paragraph at the end that became the summary."""


def arrange(outline: Outline, bodies: Bodies, language: str, name: str) -> Arranged:
    """The briefing for `outline`; `name` is its title, where the text has none."""
    return _Arranger(outline, bodies, language, name).run()


class _Arranger:
    def __init__(self, outline: Outline, bodies: Bodies, language: str, name: str) -> None:
        self.outline, self.bodies, self.language = outline, bodies, language
        self.root = Map()
        self.title = ""
        self.name = outline.title if 0 < len(outline.title) <= MAX_TITLE else name
        self.has_date = any(isinstance(b, Field) and b.key == "date" for b in outline.blocks)

    def run(self) -> Arranged:
        blocks = self._head(self.outline.blocks)
        sections = _nest(blocks)
        before = sections.pop(0).blocks
        if not self.title:
            self.title = self.name
            self.root.items.insert(0, ("title", Leaf(literal(self.title), "derived")))
        self._add_language()
        before = self._preamble(before, bool(sections))
        closing = self._closing(sections)
        noted = self._noted(sections)
        listed = self._listed(sections)
        made: list[Node] = []
        if before:
            whole = Map([("title", Leaf(literal(self.title), "derived"))])
            self.bodies.section(whole, before)
            made.append(whole)
        made += [self._section(section, 1) for section in sections]
        if made:
            self.root.add("sections", Seq(made))
        if closing is not None:
            self._summary([closing])
        self.root.add("#", noted)
        self._notes()
        sources = stubs.build(listed, self.bodies.pictures.marks)
        if sources.items:
            self.root.add("sources", sources)
        return Arranged(self.root, closing.lines if closing else None)

    def _add_language(self) -> None:
        """Below the lines that a title page shows."""
        heads = ("title", "subtitle", "date", "organisation")
        last = max(at for at, (key, _) in enumerate(self.root.items) if key in heads)
        self.root.items.insert(last + 1, ("language", Leaf(self.language, "derived")))

    # The head: fields, remarks, the title.

    def _head(self, blocks: Sequence[Block]) -> list[Block]:
        at = _title_at(blocks)
        out: list[Block] = []
        for index, block in enumerate(blocks):
            if isinstance(block, Field) and (out or self._says(block.key)):
                out.append(Paragraph((Text(block.text),), block.lines))
            elif isinstance(block, Field):
                self.root.add(block.key, Leaf(literal(block.text), "plain", block.lines))
                self.title = block.text if block.key == "title" else self.title
            elif isinstance(block, Remark) and not out:
                self.root.add("#", Comment(block.kind, block.text, block.lines))
            elif index == at and isinstance(block, Heading) and not out:
                self._title(block)
            elif not out and self.title and self._is_date_line(block):
                pass
            else:
                out.append(block)
        return out

    def _says(self, key: str) -> bool:
        return any(known == key for known, _ in self.root.items)

    def _title(self, heading: Heading) -> None:
        text, lines = " ".join(plain(heading.items).split()), heading.lines
        if self.title:
            self.root.add("#", Comment("the title once more", text, lines))
            return
        stubs.lost_links(heading.items, self.bodies.pictures.marks)
        dated = _DATED.search(text)
        when = dates.whole(dated[1], self.language) if dated and not self.has_date else ""
        # The wording of a date goes into `date:` only where that has the same words.
        is_same = bool(when and dated and _ISO_ORDER.fullmatch(dated[1].strip()))
        shown = text[: dated.start()] if dated and is_same else text
        self.title = shown
        has_subtitle = any(
            isinstance(b, Field) and b.key == "subtitle" for b in self.outline.blocks
        )
        title, subtitle = (shown, "") if has_subtitle else _halves(shown)
        self.root.add("title", Leaf(literal(title), "plain", lines))
        if subtitle:
            self.root.add("subtitle", Leaf(literal(subtitle), "plain", lines))
        if when:
            self.has_date = True
            self.root.add("date", Leaf(when, "plain" if is_same else "derived", lines))

    def _is_date_line(self, block: Block) -> bool:
        """Whether `block` is the date of the whole, which it then becomes."""
        if self.has_date or not isinstance(block, Paragraph | Heading):
            return False
        text = plain(block.items).strip()
        when = dates.whole(re.sub(r"^\w+:\s+", "", text), self.language)
        if not when:
            return False
        self.has_date = True
        self.root.add("#", Comment("date as it is written", text, block.lines))
        self.root.add("date", Leaf(when, "derived", block.lines))
        return True

    # Before, between and after the sections.

    def _preamble(self, blocks: list[Block], has_sections: bool) -> list[Block]:
        """Make what stands before the sections the summary, if it can be; what is left of it."""
        kept = self.bodies.ready(blocks)
        while kept and isinstance(kept[0], Remark):
            remark = kept.pop(0)
            self.root.add("#", self.bodies.block(remark))
        texts = [block for block in kept if not isinstance(block, Remark)]
        is_short = sum(_length(block) for block in texts) <= SUMMARY
        if not texts or not has_sections or not is_short or not all(map(is_prose, kept)):
            return kept
        if len(texts) == 1 and self._can_be_subtitle(texts[0]):
            text = plain(texts[0].items).strip() if isinstance(texts[0], Paragraph) else ""
            self.root.add("subtitle", Leaf(literal(text), "plain", texts[0].lines))
        else:
            self._summary(kept)
        return []

    def _can_be_subtitle(self, block: Block) -> bool:
        """Whether it is a line of a few words without a sentence."""
        if not isinstance(block, Paragraph) or self._says("subtitle"):
            return False
        text = plain(block.items).strip()
        is_line = all(isinstance(item, Text) for item in block.items)
        is_short = len(text) <= MAX_SUBTITLE and len(text.split()) <= 15
        return is_line and is_short and bool(words(text)) and text[-1] not in ".!?:;,…。！？：；"

    def _summary(self, blocks: Sequence[Block]) -> None:
        lines = blocks[0].lines[0], blocks[-1].lines[1]
        text = Leaf(prose(blocks), "blocks", lines)
        self.root.add("summary", Map([("text", text)]))

    def _closing(self, sections: list[Section]) -> Paragraph | None:
        """The paragraph that ends a text of run-in headings, taken from the last of them."""
        if self._says("summary"):
            return None
        every = [part for section in sections for part in _all(section)]
        run_in = [part for part in every if part.is_run_in]
        after = [part for part in run_in if any(isinstance(b, Paragraph) for b in part.blocks)]
        if len(run_in) < 2 or after != every[-1:]:
            return None
        blocks = after[0].blocks
        if len(blocks) != 2 or not isinstance(blocks[0], Listing):
            return None
        last = blocks[-1]
        if isinstance(last, Paragraph) and not any(isinstance(item, Call) for item in last.items):
            blocks.pop()
            return last
        return None

    def _listed(self, sections: list[Section]) -> list[stubs.Entry | Remark]:
        """The entries of the last section, if it is a list of sources, which it then is no more."""
        last = sections[-1] if sections else None
        if last is None or last.heading is None or last.sections:
            return []
        text = plain(last.heading.items)
        found = stubs.entries(last.blocks) if stubs.is_heading(text) else None
        if not found:
            return []
        sections.pop()
        return [Remark("heading of the sources", text, last.heading.lines), *found]

    def _noted(self, sections: list[Section]) -> Comment | None:
        """The heading of notes that print puts elsewhere, if the last section is nothing else."""
        last = sections[-1] if sections else None
        while last is not None and last.sections:
            sections, last = last.sections, last.sections[-1]
        if not self.outline.notes or last is None or last.blocks or last.heading is None:
            return None
        text = plain(last.heading.items)
        if text.strip(" :：").lower() not in NOTES:
            return None
        sections.pop()
        return Comment("heading of the notes", text, last.heading.lines)

    def _section(self, section: Section, depth: int) -> Map:
        heading = section.heading
        assert heading is not None
        made = Map(
            [
                (
                    "title",
                    Leaf(literal(" ".join(plain(heading.items).split())), "plain", heading.lines),
                )
            ]
        )
        stubs.lost_links(heading.items, self.bodies.pictures.marks)
        calls: Inlines = tuple(item for item in heading.items if isinstance(item, Call))
        blocks: list[Block] = [Paragraph(calls, heading.lines)] if calls else []
        self.bodies.section(made, [*blocks, *section.blocks])
        if section.sections:
            made.add("sections", Seq([self._section(part, depth + 1) for part in section.sections]))
        return made

    def _notes(self) -> None:
        if self.outline.notes:
            made = Map()
            for name, items in self.outline.notes.items():
                lines = self.outline.note_lines[name]
                text = markdown(self.bodies.pictures.inline(items, lines))
                made.add(name, Leaf(text or "–", "inline", lines, f"note {name}"))
            self.root.add("notes", made)


def _title_at(blocks: Sequence[Block]) -> int:
    """The index of the heading that is the title of the whole; -1 if none is."""
    headings = [
        (at, b) for at, b in enumerate(blocks) if isinstance(b, Heading) and b.level != RUN_IN
    ]
    if not headings:
        return -1
    at, first = headings[0]
    if any(not isinstance(block, Remark | Field) for block in blocks[:at]) or not _can_be_title(
        first
    ):
        return -1
    levels = [heading.level for _, heading in headings]
    field_title = next((b.text for b in blocks if isinstance(b, Field) and b.key == "title"), None)
    if field_title is not None:
        return at if field_title.split() == plain(first.items).split() else -1
    is_only = levels.count(first.level) == 1 and first.level == min(levels)
    following = next((b for b in blocks[at + 1 :] if not isinstance(b, Remark)), None)
    return at if is_only or isinstance(following, Heading) else -1


def _can_be_title(heading: Heading) -> bool:
    text = plain(heading.items).strip()
    return 0 < len(text) <= MAX_TITLE and all(len(word) <= MAX_TITLE_WORD for word in text.split())


def _halves(text: str) -> tuple[str, str]:
    """Title and subtitle, where a colon parts them."""
    title, colon, subtitle = text.partition(": ")
    is_two = len(title.split()) > 1 and len(subtitle.split()) > 1 and len(text) > 40
    return (title, subtitle) if colon and is_two and ": " not in subtitle else (text, "")


def _nest(blocks: Sequence[Block]) -> list[Section]:
    """Sections by the levels of their headings; what stands before the first comes first."""
    root = Section(None)
    above: list[tuple[int, Section]] = [(-1, root)]
    before = Section(None)
    for block in blocks:
        if not isinstance(block, Heading) or not _can_be_title(block):
            here = above[-1][1]
            made = emphasised(block) if isinstance(block, Heading) else block
            (before if here is root else here).blocks.append(made)
            continue
        while above[-1][0] >= block.level:
            above.pop()
        if len(above) > MAX_SECTIONS:
            above[-1][1].blocks.append(emphasised(block))
            continue
        section = Section(block)
        above[-1][1].sections.append(section)
        above.append((block.level, section))
    return [before, *root.sections]


def _all(section: Section) -> list[Section]:
    return [section, *(part for inner in section.sections for part in _all(inner))]


def _length(block: Block) -> int:
    return len(prose([block])) if is_prose(block) else 0
