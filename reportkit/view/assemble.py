"""From a briefing to what templates see: numbers, anchors, contents, timeline, words for dates.

In goes a valid `Briefing` with its `Source` for places; out comes a `Result`: the `ReportView`, and
where the things came from that later stages may find fault with. Text is typed once: whatever is
numbered, dated or listed is derived here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape

from reportkit.diagnostics import Diagnostics, Span
from reportkit.frozen import frozen
from reportkit.model import briefing as model
from reportkit.model.edtf import Edtf
from reportkit.model.node import Captioned
from reportkit.source import Path, Source
from reportkit.source.table import DataTable
from reportkit.view import blocks
from reportkit.view import report as view
from reportkit.view.anchors import RESERVED, shorten
from reportkit.view.blocks.definitions import Definitions, make_definitions
from reportkit.view.blocks.imprint import make_imprint
from reportkit.view.blocks.key_figures import KeyFigures, make_figures
from reportkit.view.blocks.points import make_points
from reportkit.view.blocks.sources import make_sources
from reportkit.view.blocks.timeline import finish, make_timeline
from reportkit.view.context import Context
from reportkit.view.dates import date_text
from reportkit.view.glossary import place_terms, sort_key
from reportkit.view.language import load, shipped
from reportkit.view.layout import PLAIN, Layout
from reportkit.view.lists import make_lists
from reportkit.view.matter import (
    make_back_cover,
    make_marking,
    report_unprinted,
    series_line,
)
from reportkit.view.plan import Plan
from reportkit.view.prepare import prepare
from reportkit.view.prose import plain
from reportkit.view.report import Html


@frozen
class Result:
    """The view, and places in the source that later stages need."""

    report: view.ReportView
    images: Mapping[str, Span | None]
    """URL of an image below the report -> where it is named."""
    briefing: model.Briefing
    """What the view was made of."""


def assemble(
    briefing: model.Briefing,
    source: Source,
    diagnostics: Diagnostics,
    tables: Mapping[Path, DataTable] | None = None,
    layout: Layout = PLAIN,
    texts: Mapping[Path, str] | None = None,
) -> Result | None:
    """The view of `briefing`, or None if the language is not one that reportkit has words for.

    `tables` are its data files and `texts` the files that it prints as they are, both under the
    paths of the keys that name them.
    """
    language = load(briefing.language)
    if language is None:
        diagnostics.error(
            "RK0206",
            f"reportkit has no words for the language {briefing.language!r}",
            source.place(("language",)),
            f"it has: {', '.join(shipped())}",
        )
        return None
    context, plan = prepare(briefing, source, language, diagnostics, layout)
    context.tables, context.texts = tables or {}, texts or {}
    return _Assembler(briefing, context, plan).run()


class _Assembler:
    """Walks the briefing once in reading order, then joins what refers to what."""

    def __init__(self, briefing: model.Briefing, context: Context, plan: Plan) -> None:
        self.briefing, self.context, self.plan = briefing, context, plan
        self.language = context.language

    def run(self) -> Result:
        briefing = self.briefing
        self._refuse_reserved_ids()
        self.context.edition = briefing.date
        cover = self._cover()
        self.context.terms, self.context.prose.terms = place_terms(
            briefing, self.context.anchors, self.context.source, self.context.diagnostics
        )
        front = tuple(self._matter(briefing.front, "front"))
        summary = self._summary()
        sections = tuple(
            self._section(section, ("sections", i), 1)
            for i, section in enumerate(briefing.sections)
        )
        appendices = tuple(self._appendices())
        back = (*self._matter(briefing.back, "back"), *self._imprint())
        back_cover = make_back_cover(briefing, self.context)
        report_unprinted(briefing, self.context)
        self.context.apparatus.report_unused()
        report = view.ReportView(
            language=self.language.tag,
            direction=self.language.direction,
            running=shorten(briefing.title),
            edition=cover.date.text if cover.date else "",
            metadata=self._metadata(summary),
            labels=view.Labels(**self.language.labels),
            cover=cover,
            contents=self._contents(front, summary, (*sections, *appendices, *back)),
            lists=tuple(make_lists(briefing.lists, self.context)),
            summary=summary,
            sections=sections,
            appendices=appendices,
            front=front,
            back=back,
            back_cover=back_cover,
            marking=make_marking(briefing.handling),
            draft=self.language.blocks["draft"] if briefing.draft else "",
            is_flowing=self.context.layout.is_flowing,
        )
        self._check_targets(report)
        return Result(report, self.context.prose.images, briefing)

    # Sections

    def _refuse_reserved_ids(self) -> None:
        for path, node in self.briefing.nodes:
            if isinstance(node, model.Section | Captioned) and node.id in RESERVED:
                self.context.diagnostics.error(
                    "RK0210",
                    f"the id {node.id!r} is one that reportkit gives itself",
                    self.context.source.place((*path, "id")),
                    f"choose another, such as {node.id}-{node.noun.split()[-1]}",
                )

    def _section(self, section: model.Section, path: Path, level: int) -> view.Section:
        here = self.plan.places[path]
        made = [
            blocks.build(block, (*path, "body", i), here, self.context)
            for i, block in enumerate(section.body)
        ]
        if section.points:
            made.append(make_points(section.points, (*path, "points"), here, self.context))
        sections = tuple(
            self._section(child, (*path, "sections", i), level + 1)
            for i, child in enumerate(section.sections)
        )
        return view.Section(
            anchor=here.anchor,
            number=here.number,
            level=level,
            title=here.title,
            running=shorten(plain(here.title)),
            blocks=tuple(finish(block, self.context) for block in made),
            sections=sections,
        )

    # Other parts

    def _matter(self, parts: Iterable[model.Matter], key: str) -> Iterator[view.Section]:
        """The front or back matter; an imprint ends in what the briefing says of itself."""
        for i, part in enumerate(parts):
            made = self._section(part, (key, i), 1)
            own = (make_imprint(self.briefing, self.context),) if part.kind == "imprint" else ()
            yield replace(made, blocks=(*made.blocks, *own))

    def _imprint(self) -> Iterator[view.Section]:
        """The imprint that the author did not write."""
        here = self.plan.places.get(("imprint",))
        if here:
            block = make_imprint(self.briefing, self.context)
            running = plain(here.title)
            yield view.Section(here.anchor, "", 1, here.title, running, (block,))

    def _cover(self) -> view.Cover:
        briefing = self.briefing
        notice = briefing.notice
        series = series_line(briefing, self.language)
        return view.Cover(
            kicker=" · ".join(filter(None, (series, briefing.kicker))),
            title=briefing.title,
            subtitle=briefing.subtitle or "",
            date=date_text(briefing.date, self.language) if briefing.date else None,
            authors=tuple(author.name for author in briefing.authors),
            organisation=briefing.organisation or "",
            notice=self.context.inline(notice, ("notice",), may_note=False) if notice else Html(""),
            figures=self._figures() if self._has_figures_on_cover() else None,
            logo=self._logo(),
        )

    def _logo(self) -> view.Logo | None:
        logo = self.context.layout.logo
        if logo is None:
            return None
        self.context.prose.images.setdefault(logo.image, logo.span)
        return view.Logo(logo.image, logo.alt)

    def _has_figures_on_cover(self) -> bool:
        """A summary of figures alone keeps them: it would be empty."""
        summary = self.briefing.summary
        has_more = summary is not None and bool(summary.text or summary.points)
        return has_more and self.context.layout.figures_on_cover

    def _figures(self) -> KeyFigures | None:
        """The key figures of the summary; the cover has no foot for notes."""
        figures = self.briefing.summary.figures if self.briefing.summary else ()
        path, may_note = ("summary", "figures"), not self._has_figures_on_cover()
        return make_figures(figures, path, self.context, may_note) if figures else None

    def _summary(self) -> view.Summary | None:
        summary = self.briefing.summary
        if summary is None or summary == model.Summary.model_construct():
            return None
        title = self.language.labels["summary"]
        context, path = self.context, ("summary",)
        points = summary.points
        return view.Summary(
            anchor="summary",
            title=_text(title),
            running=title,
            text=context.blocks(summary.text, (*path, "text")) if summary.text else Html(""),
            figures=None if self._has_figures_on_cover() else self._figures(),
            points=make_points(points, (*path, "points"), None, context) if points else None,
        )

    def _appendices(self) -> Iterator[view.Appendix]:
        # The author's own first: what the others hold comes from all over the report.
        paths = sorted(self.plan.appendices, key=lambda path: path[0] != "appendices")
        made = {path: self._appendix(path) for path in paths}
        yield from (made[path] for path in self.plan.appendices)

    def _appendix(self, path: Path) -> view.Appendix:
        here = self.plan.places[path]
        below: tuple[view.Section, ...] = ()
        if path[0] == "appendices":
            own = self._section(self.briefing.appendices[int(path[1])], path, 1)
            made, below = own.blocks, own.sections
        else:
            makers = {"timeline": self._timeline, "glossary": self._glossary}
            made = (makers.get(str(path[0]), self._sources)(),)
        running = shorten(plain(here.title))
        return view.Appendix(here.anchor, here.number, here.title, running, made, below)

    def _timeline(self) -> view.Block:
        # Not by its validator, which would have to be built for this alone.
        timeline = self.briefing.timeline or model.Timeline.model_construct()
        # In the order of the timeline, so that its notes are numbered as they are met.
        for i, event in sorted(enumerate(timeline.events), key=lambda p: p[1].when.date.sort_key):
            self.context.dated.append(self.context.event(event, ("timeline", "events", i)))
        return make_timeline(timeline, self.context.dated, self.context)

    def _glossary(self) -> view.Block:
        made = make_definitions(self.briefing.glossary, ("glossary",), self.context)
        in_order = sorted(made.definitions, key=lambda definition: sort_key(definition.term))
        return Definitions(tuple(in_order))

    def _sources(self) -> view.Block:
        return make_sources(self.briefing.sources, self.context)

    def _contents(
        self,
        front: Iterable[view.Section],
        summary: view.Summary | None,
        rest: Iterable[view.Section | view.Appendix],
    ) -> view.Contents | None:
        entries = [_entry(part) for part in front]
        entries += [view.ContentsEntry(summary.anchor, "", summary.title)] if summary else []
        entries += [_entry(part) for part in rest]
        if len(entries) < 2:
            return None
        title = self.language.labels["contents"]
        return view.Contents("contents", _text(title), title, tuple(entries))

    def _metadata(self, summary: view.Summary | None) -> view.Metadata:
        briefing = self.briefing
        return view.Metadata(
            title=": ".join(filter(None, (briefing.title, briefing.subtitle))),
            authors=tuple(author.name for author in briefing.authors),
            organisation=briefing.organisation or "",
            description=shorten(plain(summary.text), 300) if summary else "",
            created=_day(briefing.date),
            series=briefing.series.name if briefing.series else "",
            number=briefing.series.number or "" if briefing.series else "",
            licence=briefing.licence.address if briefing.licence else "",
        )

    def _check_targets(self, report: view.ReportView) -> None:
        """Links in prose may point at sections and other parts."""
        known = {place.anchor for place in self.plan.places.values()}
        known |= {numbered.anchor for numbered in self.context.numbered.values()}
        known |= {part.anchor for part in (report.contents, report.summary) if part}
        for target, span in self.context.prose.targets:
            if target not in known:
                message = f"nothing has the id {target!r}"
                self.context.points_nowhere(message, target, known, span)


def _entry(section: view.Section | view.Appendix) -> view.ContentsEntry:
    below = (view.ContentsEntry(s.anchor, s.number, s.title) for s in section.sections)
    return view.ContentsEntry(section.anchor, section.number, section.title, tuple(below))


def _text(text: str) -> Html:
    return Html(escape(text, quote=False))


def _day(edition: Edtf | None) -> str:
    """The edition's date as ISO 8601, as precise as it is."""
    moment = edition.start if edition else None
    if moment is None:
        return ""
    parts = [f"{moment.year:04}"]
    parts += [f"{n:02}" for n in (moment.month, moment.day) if n is not None]
    return "-".join(parts)
