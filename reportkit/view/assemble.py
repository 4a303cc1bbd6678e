"""From a briefing to what templates see: numbers, anchors, contents, timeline, words for dates.

In goes a valid `Briefing` with its `Source` for places; out comes a `Result`: the `ReportView`, and
where the things came from that later stages may find fault with. Text is typed once: whatever is
numbered, dated or listed is derived here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from reportkit.diagnostics import Diagnostics, Span
from reportkit.model import briefing as model
from reportkit.model.edtf import Edtf
from reportkit.source import Path, Source
from reportkit.view import blocks
from reportkit.view import report as view
from reportkit.view.anchors import RESERVED, Anchors, shorten
from reportkit.view.blocks.definitions import Definitions, make_definitions
from reportkit.view.blocks.key_figures import make_figures
from reportkit.view.blocks.points import make_points
from reportkit.view.blocks.sources import make_sources
from reportkit.view.blocks.timeline import Timeline, make_timeline, timeline_key
from reportkit.view.context import Context
from reportkit.view.dates import date_text
from reportkit.view.glossary import place_terms, sort_key
from reportkit.view.language import load, shipped
from reportkit.view.numbering import captioned, number_blocks
from reportkit.view.prose import Prose, plain
from reportkit.view.report import Html

LONG_WORD = 11
"""Letters; a longer word in the title asks for smaller display type."""


@dataclass(frozen=True, slots=True)
class Result:
    """The view, and places in the source that later stages need."""

    report: view.ReportView
    images: Mapping[str, Span | None]
    """Path of an image below the source's folder -> where it is named."""


def assemble(briefing: model.Briefing, source: Source, diagnostics: Diagnostics) -> Result | None:
    """The view of `briefing`, or None if the language is not one that reportkit has words for."""
    language = load(briefing.language)
    if language is None:
        diagnostics.error(
            "RK0206",
            f"reportkit has no words for the language {briefing.language!r}",
            source.place(("language",)),
            f"it has: {', '.join(shipped())}",
        )
        return None
    named = (block.id for _, block in captioned(briefing.sections, ()) if block.id)
    anchors = Anchors({*_ids(briefing.sections), *named})
    context = Context(source, language, diagnostics, anchors, Prose(diagnostics))
    return _Assembler(briefing, context).run()


class _Assembler:
    """Walks the briefing once in reading order, then joins what refers to what."""

    def __init__(self, briefing: model.Briefing, context: Context) -> None:
        self.briefing, self.context = briefing, context
        self.language = context.language
        self.places: dict[str, view.Reference] = {}

    def run(self) -> Result:
        briefing = self.briefing
        self._refuse_reserved_ids(briefing.sections, ("sections",))
        self._place_sections(briefing.sections, "")
        self.context.numbered = number_blocks(briefing.sections, self.context.anchors)
        cover = self._cover()
        self.context.terms, self.context.prose.terms = place_terms(
            briefing, self.context.anchors, self.context.source, self.context.diagnostics
        )
        summary = self._summary()
        sections = tuple(
            self._section(section, ("sections", i), str(i + 1), 1)
            for i, section in enumerate(briefing.sections)
        )
        appendices = tuple(self._appendices())
        report = view.ReportView(
            language=self.language.tag,
            direction=self.language.direction,
            running=shorten(briefing.title),
            edition=cover.date.text if cover.date else "",
            metadata=self._metadata(summary),
            labels=self._labels(appendices),
            cover=cover,
            contents=self._contents(summary, sections, appendices),
            summary=summary,
            sections=sections,
            appendices=appendices,
        )
        self._check_targets(report)
        return Result(report, self.context.prose.images)

    # Sections

    def _refuse_reserved_ids(self, sections: Iterable[model.Section], path: Path) -> None:
        for i, section in enumerate(sections):
            if section.id in RESERVED:
                self.context.diagnostics.error(
                    "RK0210",
                    f"the id {section.id!r} is one that reportkit gives itself",
                    self.context.source.place((*path, i, "id")),
                    f"choose another, such as {section.id}-section",
                )
            self._refuse_reserved_ids(section.sections, (*path, i, "sections"))

    def _place_sections(self, sections: Iterable[model.Section], prefix: str) -> None:
        """Give every section its number and anchor before anything refers to one."""
        for i, section in enumerate(sections, 1):
            number = f"{prefix}{i}"
            fallback = f"section-{number.replace('.', '-')}"
            anchor = section.id or self.context.anchors.make(section.title, fallback)
            self.places[number] = view.Reference(anchor, number, _text(section.title))
            if section.id:
                self.context.by_id[section.id] = self.places[number]
            self._place_sections(section.sections, f"{number}.")

    def _section(self, section: model.Section, path: Path, number: str, level: int) -> view.Section:
        here = self.places[number]
        made = [
            blocks.build(block, (*path, "body", i), here, self.context)
            for i, block in enumerate(section.body)
        ]
        if section.points:
            made.append(make_points(section.points, (*path, "points"), here, self.context))
        sections = tuple(
            self._section(child, (*path, "sections", i), f"{number}.{i + 1}", level + 1)
            for i, child in enumerate(section.sections)
        )
        running = shorten(section.title)
        return view.Section(here.anchor, number, level, here.title, running, tuple(made), sections)

    # Other parts

    def _cover(self) -> view.Cover:
        briefing = self.briefing
        notice = briefing.notice
        return view.Cover(
            kicker=briefing.kicker or "",
            title=briefing.title,
            title_is_long=any(len(word) > LONG_WORD for word in _words(briefing.title)),
            subtitle=briefing.subtitle or "",
            date=date_text(briefing.date, self.language) if briefing.date else None,
            authors=briefing.authors,
            organisation=briefing.organisation or "",
            notice=self.context.inline(notice, ("notice",)) if notice else Html(""),
        )

    def _summary(self) -> view.Summary | None:
        summary = self.briefing.summary
        if summary is None or summary == model.Summary():
            return None
        title = self.language.labels["summary"]
        context, path = self.context, ("summary",)
        figures, points = summary.figures, summary.points
        return view.Summary(
            anchor="summary",
            title=_text(title),
            running=title,
            text=context.blocks(summary.text, (*path, "text")) if summary.text else Html(""),
            figures=make_figures(figures, (*path, "figures"), context) if figures else None,
            points=make_points(points, (*path, "points"), None, context) if points else None,
        )

    def _appendices(self) -> Iterator[view.Appendix]:
        found = [part for part in (self._timeline(), self._glossary(), self._sources()) if part]
        letters = self.language.appendix_letters
        for letter, (anchor, title, block) in zip(letters, found, strict=False):
            yield view.Appendix(anchor, letter, _text(title), shorten(title), (block,))

    def _timeline(self) -> tuple[str, str, view.Block] | None:
        timeline = self.briefing.timeline or model.Timeline()
        for i, event in enumerate(timeline.events):
            self.context.add_event(event, ("timeline", "events", i))
        if not self.context.dated:
            return None
        title = timeline.title or self.language.labels["timeline"]
        made = make_timeline(self.context.dated, self.briefing.date, self.language)
        return "timeline", title, made

    def _glossary(self) -> tuple[str, str, view.Block] | None:
        if not self.briefing.glossary:
            return None
        made = make_definitions(self.briefing.glossary, ("glossary",), self.context)
        in_order = sorted(made.definitions, key=lambda definition: sort_key(definition.term))
        return "glossary", self.language.blocks["glossary"], Definitions(tuple(in_order))

    def _sources(self) -> tuple[str, str, view.Block] | None:
        if not self.briefing.sources:
            return None
        made = make_sources(self.briefing.sources, self.context)
        return "sources", self.language.labels["sources"], made

    def _contents(
        self,
        summary: view.Summary | None,
        sections: Iterable[view.Section],
        appendices: Iterable[view.Appendix],
    ) -> view.Contents | None:
        entries = [view.ContentsEntry(summary.anchor, "", summary.title)] if summary else []
        entries += [_entry(section) for section in sections]
        entries += [view.ContentsEntry(a.anchor, a.number, a.title) for a in appendices]
        if len(entries) < 2:
            return None
        title = self.language.labels["contents"]
        return view.Contents("contents", _text(title), title, tuple(entries))

    def _metadata(self, summary: view.Summary | None) -> view.Metadata:
        briefing = self.briefing
        return view.Metadata(
            title=": ".join(filter(None, (briefing.title, briefing.subtitle))),
            authors=briefing.authors,
            organisation=briefing.organisation or "",
            description=shorten(plain(summary.text), 300) if summary else "",
            created=_day(briefing.date),
        )

    def _labels(self, appendices: Iterable[view.Appendix]) -> view.Labels:
        timelines = (b for a in appendices for b in a.blocks if isinstance(b, Timeline))
        keys = [timeline_key(timeline, self.language) for timeline in timelines]
        return view.Labels(**self.language.labels, timeline_key=" ".join(keys))

    def _check_targets(self, report: view.ReportView) -> None:
        """Links in prose may point at sections and other parts."""
        known = {place.anchor for place in self.places.values()}
        known |= {part.anchor for part in report.appendices}
        known |= {part.anchor for part in (report.contents, report.summary) if part}
        for target, span in self.context.prose.targets:
            if target not in known:
                message = f"nothing has the id {target!r}"
                self.context.points_nowhere(message, target, known, span)


def _ids(sections: Iterable[model.Section]) -> Iterator[str]:
    """The names that the author gave to sections."""
    for section in sections:
        yield from (section.id,) if section.id else ()
        yield from _ids(section.sections)


def _entry(section: view.Section) -> view.ContentsEntry:
    below = (view.ContentsEntry(s.anchor, s.number, s.title) for s in section.sections)
    return view.ContentsEntry(section.anchor, section.number, section.title, tuple(below))


def _text(text: str) -> Html:
    return Html(escape(text, quote=False))


def _words(title: str) -> list[str]:
    return title.replace("–", " ").replace("-", " ").split()


def _day(edition: Edtf | None) -> str:
    """The edition's date as ISO 8601, as precise as it is."""
    moment = edition.start if edition else None
    if moment is None:
        return ""
    parts = [f"{moment.year:04}"]
    parts += [f"{n:02}" for n in (moment.month, moment.day) if n is not None]
    return "-".join(parts)
