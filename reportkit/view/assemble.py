"""From a briefing to what templates see: numbers, anchors, contents, timeline, words for dates.

In goes a valid `Briefing` with its `Source` for places; out comes a `Result`: the `ReportView`, and
where the things came from that later stages may find fault with. Text is typed once: whatever is
numbered, dated or listed is derived here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from reportkit.diagnostics import Diagnostics, Span, did_you_mean
from reportkit.model import briefing as model
from reportkit.model.edtf import Edtf
from reportkit.source import Path, Source
from reportkit.view import report as view
from reportkit.view.anchors import RESERVED, Anchors, shorten
from reportkit.view.dates import date_text, when_text
from reportkit.view.language import Language, load, shipped
from reportkit.view.prose import Prose, plain
from reportkit.view.report import Html
from reportkit.view.timeline import Dated, make_timeline, timeline_key

LONG_WORD = 11
"""Letters; a longer word in the title asks for smaller display type."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    return _Assembler(briefing, source, diagnostics, language).run()


class _Assembler:
    """Walks the briefing once in reading order, then joins what refers to what."""

    def __init__(
        self,
        briefing: model.Briefing,
        source: Source,
        diagnostics: Diagnostics,
        language: Language,
    ) -> None:
        self.briefing, self.source = briefing, source
        self.diagnostics, self.language = diagnostics, language
        self.prose = Prose(diagnostics)
        self.anchors = Anchors({s.id for s in _all_sections(briefing.sections) if s.id})
        self.places: dict[str, view.Reference] = {}
        self.by_id: dict[str, view.Reference] = {}
        self.dated: list[Dated] = []

    def run(self) -> Result:
        briefing = self.briefing
        self._refuse_reserved_ids(briefing.sections, ("sections",))
        self._place_sections(briefing.sections, "", 1)
        summary = self._summary()
        sections = tuple(
            self._section(section, ("sections", i), str(i + 1), 1)
            for i, section in enumerate(briefing.sections)
        )
        cover = self._cover()
        appendices = self._appendices()
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
        return Result(report, self.prose.images)

    # Sections

    def _refuse_reserved_ids(self, sections: Iterable[model.Section], path: Path) -> None:
        for i, section in enumerate(sections):
            if section.id in RESERVED:
                self.diagnostics.error(
                    "RK0210",
                    f"the id {section.id!r} is one that reportkit gives itself",
                    self.source.place((*path, i, "id")),
                    f"choose another, such as {section.id}-section",
                )
            self._refuse_reserved_ids(section.sections, (*path, i, "sections"))

    def _place_sections(self, sections: Iterable[model.Section], prefix: str, level: int) -> None:
        """Give every section its number and anchor before anything refers to one."""
        for i, section in enumerate(sections, 1):
            number = f"{prefix}{i}"
            fallback = f"section-{number.replace('.', '-')}"
            anchor = section.id or self.anchors.make(section.title, fallback)
            self.places[number] = view.Reference(anchor, number, _text(section.title))
            if section.id:
                self.by_id[section.id] = self.places[number]
            self._place_sections(section.sections, f"{number}.", level + 1)

    def _section(self, section: model.Section, path: Path, number: str, level: int) -> view.Section:
        here = self.places[number]
        blocks: list[view.Block] = []
        for i, block in enumerate(section.body):
            blocks.append(self._block(block, (*path, "body", i), here))
        if section.points:
            blocks.append(view.Points(self._points(section.points, (*path, "points"), here)))
        sections = tuple(
            self._section(child, (*path, "sections", i), f"{number}.{i + 1}", level + 1)
            for i, child in enumerate(section.sections)
        )
        title, running = here.title, shorten(section.title)
        return view.Section(here.anchor, number, level, title, running, tuple(blocks), sections)

    def _block(self, block: model.Block, path: Path, here: view.Reference) -> view.Block:
        match block:
            case model.ProseBlock():
                return view.Prose(self._prose(block.prose, (*path, "prose")))
            case model.PointsBlock():
                return view.Points(self._points(block.points, (*path, "points"), here))
            case model.KeyFiguresBlock():
                return self._figures(block.key_figures, (*path, "key_figures"))

    def _points(
        self, points: Iterable[model.Point], path: Path, here: view.Reference | None
    ) -> tuple[view.Point, ...]:
        return tuple(self._point(point, (*path, i), here) for i, point in enumerate(points))

    def _point(self, point: model.Point, path: Path, here: view.Reference | None) -> view.Point:
        text = self._inline(point.text, (*path, "text"))
        anchor, when = "", None
        if point.when:
            wording = self._inline(point.event, (*path, "event")) if point.event else text
            when = when_text(point.when, self.language)
            references: tuple[view.Reference, ...] = ()
            if here:
                anchor = self.anchors.make(f"{here.anchor}-{point.when.date.text}", "event")
                references = (view.Reference(anchor, here.number, here.title),)
            self.dated.append(Dated(point.when, point.status, wording, references))
        return view.Point(
            text=text,
            anchor=anchor,
            points=self._points(point.points, (*path, "points"), here),
            when=when,
            reference=self._see(point.see, (*path, "see")),
        )

    # Other parts

    def _cover(self) -> view.Cover:
        briefing = self.briefing
        return view.Cover(
            kicker=briefing.kicker or "",
            title=briefing.title,
            title_is_long=any(len(word) > LONG_WORD for word in _words(briefing.title)),
            subtitle=briefing.subtitle or "",
            date=date_text(briefing.date, self.language) if briefing.date else None,
            authors=briefing.authors,
            organisation=briefing.organisation or "",
            notice=self._inline(briefing.notice, ("notice",)) if briefing.notice else Html(""),
        )

    def _summary(self) -> view.Summary | None:
        summary = self.briefing.summary
        if summary is None or summary == model.Summary():
            return None
        title = self.language.labels["summary"]
        path: Path = ("summary",)
        figures, points = summary.figures, summary.points
        return view.Summary(
            anchor="summary",
            title=_text(title),
            running=title,
            text=self._prose(summary.text, (*path, "text")) if summary.text else Html(""),
            figures=self._figures(figures, (*path, "figures")) if figures else None,
            points=view.Points(self._points(points, (*path, "points"), None)) if points else None,
        )

    def _figures(self, figures: Iterable[model.KeyFigure], path: Path) -> view.KeyFigures:
        return view.KeyFigures(
            tuple(
                view.KeyFigure(figure.value, self._inline(figure.label, (*path, i, "label")))
                for i, figure in enumerate(figures)
            )
        )

    def _appendices(self) -> tuple[view.Appendix, ...]:
        parts = [part for part in (self._timeline(), self._sources()) if part]
        return tuple(
            view.Appendix(anchor, _LETTERS[i], _text(title), shorten(title), (block,))
            for i, (anchor, title, block) in enumerate(parts)
        )

    def _timeline(self) -> tuple[str, str, view.Block] | None:
        timeline = self.briefing.timeline or model.Timeline()
        for i, event in enumerate(timeline.events):
            path: Path = ("timeline", "events", i)
            text = self._inline(event.text, (*path, "text"))
            reference = self._see(event.see, (*path, "see"))
            references = (reference,) if reference else ()
            self.dated.append(Dated(event.when, event.status, text, references))
        if not self.dated:
            return None
        title = timeline.title or self.language.labels["timeline"]
        return "timeline", title, make_timeline(self.dated, self.briefing.date, self.language)

    def _sources(self) -> tuple[str, str, view.Block] | None:
        if not self.briefing.sources:
            return None
        sources = tuple(self._source(s, i) for i, s in enumerate(self.briefing.sources, 1))
        return "sources", self.language.labels["sources"], view.Sources(sources)

    def _source(self, source: model.Source, number: int) -> view.Source:
        dated = date_text(source.date, self.language).text if source.date else None
        details = (source.author, source.publisher, dated)
        url = source.url or ""
        return view.Source(
            number=str(number),
            anchor=self.anchors.make(f"source-{source.id or number}", "source"),
            title=_text(source.title),
            details=tuple(detail for detail in details if detail),
            url=url,
            address=url.partition("://")[2].rstrip("/"),
        )

    def _contents(
        self,
        summary: view.Summary | None,
        sections: tuple[view.Section, ...],
        appendices: tuple[view.Appendix, ...],
    ) -> view.Contents | None:
        entries = [view.ContentsEntry(summary.anchor, "", summary.title)] if summary else []
        entries += [
            view.ContentsEntry(
                s.anchor,
                s.number,
                s.title,
                tuple(view.ContentsEntry(c.anchor, c.number, c.title) for c in s.sections),
            )
            for s in sections
        ]
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

    def _labels(self, appendices: tuple[view.Appendix, ...]) -> view.Labels:
        key = ""
        for appendix in appendices:
            for block in appendix.blocks:
                if isinstance(block, view.Timeline):
                    key = timeline_key(block, self.language)
        return view.Labels(**self.language.labels, timeline_key=key)

    # Text and references

    def _prose(self, text: str, path: Path) -> Html:
        return self.prose.blocks(text, lambda offset: self.source.place(path, offset))

    def _inline(self, text: str, path: Path) -> Html:
        return self.prose.inline(text, lambda offset: self.source.place(path, offset))

    def _see(self, wanted: str | None, path: Path) -> view.Reference | None:
        if wanted is None:
            return None
        if wanted not in self.by_id:
            meant = did_you_mean(wanted, self.by_id)
            hint = f"did you mean {meant!r}?" if meant else f"give the section `id: {wanted}`"
            message = f"no section has the id {wanted!r}"
            self.diagnostics.error("RK0301", message, self.source.place(path), hint)
        return self.by_id.get(wanted)

    def _check_targets(self, report: view.ReportView) -> None:
        """Links in prose may point at sections, parts and dated points."""
        known = {place.anchor for place in self.places.values()}
        known |= {part.anchor for part in report.appendices}
        known |= {part.anchor for part in (report.contents, report.summary) if part}
        for target, span in self.prose.targets:
            if target not in known:
                meant = did_you_mean(target, known)
                hint = f"did you mean #{meant}?" if meant else "give the section that id"
                self.diagnostics.error("RK0301", f"nothing has the id {target!r}", span, hint)


def _all_sections(sections: Iterable[model.Section]) -> Iterable[model.Section]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


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
