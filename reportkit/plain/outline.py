"""The report as a plain document: its parts in the order of reading.

In goes the view, out comes a document. Contents and lists of figures are left out: they tell on
which page something is, and a plain text has no pages. Notes stand at the end of their part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportkit.plain.blocks import Blocks, date, label
from reportkit.plain.markup import Note, Reader
from reportkit.plain.tree import (
    Block,
    Document,
    Heading,
    Inline,
    Item,
    Listing,
    Paragraph,
    Rule,
    Text,
)
from reportkit.view.blocks.sources import Sources
from reportkit.view.report import Appendix, BackCover, Marking, ReportView, Section, Summary


def document(report: ReportView) -> Document:
    """The plain form of `report`."""
    outline = _Outline(report)
    blocks = tuple(outline.blocks())
    return Document(report.language, blocks, outline.homes, tuple(_sources(report)))


class _Outline:
    def __init__(self, report: ReportView) -> None:
        self._report = report
        self._reader = Reader()
        self._blocks = Blocks(self._reader, report.labels)
        self.homes: dict[str, str] = {}

    def blocks(self) -> Iterator[Block]:
        """All of the report, its mark first and last, as on every page."""
        report = self._report
        mark = tuple(_mark(report.marking)) if report.marking else ()
        yield from mark
        if report.draft:
            yield Paragraph((label(report.draft),))
        yield from self._cover()
        yield from (block for part in report.front for block in self._section(part))
        if report.summary:
            yield from self._summary(report.summary)
        yield from (block for part in report.sections for block in self._section(part))
        yield from (block for part in report.appendices for block in self._appendix(part))
        yield from (block for part in report.back for block in self._section(part))
        if report.back_cover:
            yield from self._back_cover(report.back_cover)
        if mark:
            yield Rule()
        yield from mark

    def _cover(self) -> Iterator[Block]:
        cover = self._report.cover
        if cover.kicker:
            yield Paragraph((Text(cover.kicker),))
        yield Heading(1, (Text(cover.title),))
        if cover.subtitle:
            yield Paragraph((label(cover.subtitle),))
        given = (", ".join(cover.authors), cover.organisation, cover.date and date(cover.date))
        yield from (Paragraph((Text(line),)) for line in given if line)
        if cover.notice:
            yield Paragraph(self._reader.inlines(cover.notice))
        if cover.figures:
            yield from self._blocks.plain([cover.figures])

    def _summary(self, summary: Summary) -> Iterator[Block]:
        yield Heading(2, self._reader.inlines(summary.title), summary.anchor)
        yield from self._reader.blocks(summary.text)
        if summary.figures:
            yield from self._blocks.plain([summary.figures])
        if summary.points:
            yield Heading(3, (Text(self._report.labels.key_judgements),))
            yield from self._blocks.plain([summary.points])
        yield from self._end(summary.anchor, is_part=True)

    def _section(self, section: Section) -> Iterator[Block]:
        title = _numbered(section.number, self._reader.inlines(section.title))
        yield Heading(section.level + 1, title, section.anchor)
        yield from self._blocks.plain(section.blocks)
        yield from self._end(section.anchor, is_part=False)
        yield from (block for inner in section.sections for block in self._section(inner))
        if section.level == 1:
            yield from self._end(section.anchor, is_part=True)

    def _appendix(self, appendix: Appendix) -> Iterator[Block]:
        number = f"{self._report.labels.appendix} {appendix.number}:"
        title = _numbered(number, self._reader.inlines(appendix.title))
        yield Heading(2, title, appendix.anchor)
        yield from self._blocks.plain(appendix.blocks)
        yield from self._end(appendix.anchor, is_part=False)
        yield from (block for inner in appendix.sections for block in self._section(inner))
        yield from self._end(appendix.anchor, is_part=True)

    def _end(self, anchor: str, is_part: bool) -> Iterator[Block]:
        """Give what has been read a home; at the end of a part, its notes."""
        self.homes.update(dict.fromkeys(self._reader.anchors, anchor))
        self._reader.anchors.clear()
        if is_part and self._reader.notes:
            yield Paragraph((label(self._report.labels.notes),))
            yield _notes(self._reader.notes)
            self._reader.notes.clear()

    def _back_cover(self, cover: BackCover) -> Iterator[Block]:
        yield Rule()
        yield from self._reader.blocks(cover.text)
        yield from (Paragraph(self._reader.inlines(line)) for line in cover.contact)
        given = (cover.organisation, cover.series)
        yield from (Paragraph((Text(line),)) for line in given if line)


def _mark(marking: Marking) -> Iterator[Block]:
    restriction = (Text(f" {marking.restriction}"),) if marking.restriction else ()
    yield Paragraph((label(marking.label), *restriction))


def _numbered(number: str, title: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Text(f"{number} "), *title) if number else title


def _notes(notes: Iterable[Note]) -> Listing:
    items = (Item((Paragraph(note.inlines),), f"{note.number}.", note.anchor) for note in notes)
    return Listing(tuple(items), has_notes=True)


def _sources(report: ReportView) -> Iterator[str]:
    blocks = (block for appendix in report.appendices for block in appendix.blocks)
    yield from (one.url for block in blocks if isinstance(block, Sources) for one in block.sources)
