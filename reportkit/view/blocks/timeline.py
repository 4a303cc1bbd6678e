"""The timeline: events in the order of the days that their dates can mean.

Template `blocks/timeline.html`; the drawing is `blocks/timeline-lane.html`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportkit.diagnostics import suggestion
from reportkit.frozen import frozen
from reportkit.model.blocks.timeline import Form, SectionTimeline, TimelineBlock
from reportkit.model.briefing import Timeline as AppendixTimeline
from reportkit.model.edtf import Edtf
from reportkit.source import Path
from reportkit.view.context import Context, Dated
from reportkit.view.dates import date_text, when_text
from reportkit.view.drawn_timeline import description, make_drawing, sentence
from reportkit.view.lane import MOST_LANES, Drawing, Frame
from reportkit.view.language import Language
from reportkit.view.prose import echo, plain
from reportkit.view.report import Block, Caption, DateText, Html, Reference

ENOUGH = 4
"""Events from which a timeline is drawn, if its form is not given."""


@frozen
class Event:
    """A row of the timeline."""

    date: DateText
    text: Html
    """Inline markup; for the edition's own mark, the label for it."""
    kind: str
    """"event", or "edition" for the mark of the report's own date."""
    is_expected: bool
    """It has not happened at the edition's date."""
    is_span: bool
    """It lasts: an interval, or something that still goes on."""
    is_open: bool
    """A span without an end."""
    is_approximate: bool
    """The source is not certain of the date (EDTF `~`, `?`, `%`)."""
    references: tuple[Reference, ...] = ()
    """Where the report speaks of it."""
    anchor: str = ""
    label: str = ""
    """What a drawing calls it; "" if that is its text."""
    lane: str = ""
    """The row of a drawing that it stands in; "" if it has none."""


@frozen
class Timeline:
    """Events in order. Template `blocks/timeline.html`."""

    events: tuple[Event, ...]
    form: str = "list"
    """What carries the words: "list", "table", or "" where the drawing alone does."""
    drawing: Drawing | None = None
    """The events to scale, if they are drawn."""
    description: str = ""
    """What the drawing shows, for those who do not see it."""
    key: str = ""
    """How to read the marks, as a sentence or several."""
    expected: str = ""
    """The word for an event that has not happened, for those who do not see its mark."""
    columns: tuple[str, ...] = ()
    """Heads of the table."""
    label: str = ""
    """Name of the box that drawing or table scrolls in, for those who do not see it."""
    caption: Caption | None = None
    """If it stands in a section."""
    kind: str = "timeline"


@frozen
class Waiting:
    """A timeline whose section is not made yet; `done` makes it."""

    block: SectionTimeline
    path: Path
    own: tuple[Dated, ...]
    caption: Caption
    kind: str = "timeline"

    def done(self, context: Context) -> Timeline:
        """The timeline, of the points that the section has brought meanwhile."""
        section = self.path[: len(self.path) - 3]
        points = [d for d in context.dated if d.path[: len(section)] == section and d.is_point]
        return _in_section([*points, *self.own], self.block, self.path, self.caption, context)


def build(block: TimelineBlock, path: Path, here: Reference, context: Context) -> Block:
    timeline, path = block.timeline, (*path, "timeline")
    own = tuple(_own(timeline, path, context))
    if timeline.appendix:
        context.dated += [
            replace(d, text=echo(d.text), references=d.references or (here,)) for d in own
        ]
    caption = context.caption(timeline, path)
    if timeline.of:
        return Waiting(timeline, path, own, caption)
    return _in_section(own, timeline, path, caption, context)


def finish(block: Block, context: Context) -> Block:
    """`block`, made now if it has waited for the rest of its section."""
    return block.done(context) if isinstance(block, Waiting) else block


def make_timeline(timeline: AppendixTimeline, dated: Iterable[Dated], context: Context) -> Timeline:
    """The timeline of the appendix."""
    title = timeline.title or context.language.labels["timeline"]
    return replace(_make(dated, timeline, ("timeline",), title, context), label=title)


def timeline_key(timeline: Timeline, language: Language) -> str:
    """How to read the marks that `timeline` has, one sentence each."""
    events = [event for event in timeline.events if event.kind == "event"]
    used = {
        "happened": any(not (e.is_expected or e.is_span or e.is_approximate) for e in events),
        "expected": any(e.is_expected for e in events),
        "span": any(e.is_span for e in events),
        "approximate": any(e.is_approximate for e in events),
        "within": timeline.drawing is not None and any(map(_is_stretch, events)),
        "inferred": any(e.date.inferred for e in events),
    }
    return " ".join(language.timeline_key[name] for name, is_used in used.items() if is_used)


def _own(timeline: SectionTimeline, path: Path, context: Context) -> Iterable[Dated]:
    for i, event in enumerate(timeline.events):
        yield context.event(event, (*path, "events", i))


def _in_section(
    dated: Iterable[Dated],
    timeline: SectionTimeline,
    path: Path,
    caption: Caption,
    context: Context,
) -> Timeline:
    title = plain(caption.text) or context.language.labels["timeline"]
    made = _make(dated, timeline, path, title, context)
    return replace(made, label=f"{caption.label} {title}".strip(), caption=caption)


def _make(
    dated: Iterable[Dated],
    timeline: SectionTimeline | AppendixTimeline,
    path: Path,
    title: str,
    context: Context,
) -> Timeline:
    """The events by first day, then by last; the edition's mark stands after what it knew of."""
    edition, language = context.edition, context.language
    dated = sorted(dated, key=lambda d: d.when.date.sort_key)
    rows = [(d.when.date.sort_key, 0, _event(d, edition, language)) for d in dated]
    if edition:
        rows.append((edition.sort_key, 1, _mark(edition, language)))
    rows.sort(key=lambda row: row[:2])
    form = _form(timeline.form, dated)
    made = Timeline(
        events=tuple(event for *_, event in rows),
        form={"table": "table", "lane": ""}.get(form, "list"),
        expected=language.blocks["expected"],
        columns=(language.blocks["date"], language.blocks["event"], language.labels["section"]),
    )
    if form.startswith("lane") and dated:
        made = _drawn(made, dated, timeline, path, title, context)
    if made.drawing:
        context.drawn |= {d.path for d in dated}
    if isinstance(timeline, AppendixTimeline) or not timeline.appendix:
        _report_unused((d for d in dated if d.path not in context.drawn), context)
    return replace(made, key=timeline_key(made, language))


def _form(wanted: Form | None, dated: Sequence[Dated]) -> Form:
    return wanted or ("lane and list" if len(dated) >= ENOUGH else "list")


def _drawn(
    made: Timeline,
    dated: Sequence[Dated],
    timeline: SectionTimeline | AppendixTimeline,
    path: Path,
    title: str,
    context: Context,
) -> Timeline:
    """`made` with its drawing; without, and as a list, where there are too many lanes."""
    lanes = _lanes(dated, timeline.lanes, path, context)
    if len(lanes) > MOST_LANES:
        message = f"the timeline has {len(lanes)} lanes, and a drawing has room for {MOST_LANES}"
        place, hint = context.source.place(path), "join lanes, or write `form: list`"
        context.diagnostics.warning("RK0340", message, place, hint)
        return replace(made, form=made.form or "list")
    expected = [_is_expected(d, context.edition) for d in dated]
    frame = Frame(context.layout.lane_width, context.layout.lane_names)
    drawing = make_drawing(dated, expected, context.edition, lanes, context.language, frame)
    words = description(dated, title, context.language)
    if not made.form:
        words += ": " + "; ".join(sentence(d, context.language) for d in dated)
        _report_losses(drawing, path, context)
    return replace(made, drawing=drawing, description=words)


def _lanes(
    dated: Sequence[Dated], wanted: Sequence[str], path: Path, context: Context
) -> tuple[str, ...]:
    """The names of the rows: those of the author, or those of the events as they come."""
    used = dict.fromkeys(d.lane for d in dated)
    if not any(used):
        return ()
    for d in dated:
        if wanted and d.lane and d.lane not in wanted:
            hint = suggestion(d.lane, wanted) or f"it has: {', '.join(wanted)}"
            message = f"the timeline has no lane {d.lane!r}"
            place = context.source.place((*d.path, "lane"))
            context.diagnostics.error("RK0301", message, place, hint)
    return (*dict.fromkeys(wanted), *(name for name in used if name not in wanted))


def _report_unused(dated: Iterable[Dated], context: Context) -> None:
    """A warning for each word that is for a drawing alone and stands in none."""
    for d in dated:
        for key in ("label", "lane"):
            if getattr(d, key):
                place = context.source.place((*d.path, key))
                message = f"`{key}` is not printed, since no timeline draws this"
                hint = "write `form: lane and list`"
                context.diagnostics.warning("RK0309", message, place, hint)


def _report_losses(drawing: Drawing, path: Path, context: Context) -> None:
    """A drawing that stands alone must say all: what it leaves out is found."""
    lost = drawing.unnamed + drawing.cut
    if lost:
        message = f"the drawing has no room for the whole text of {lost} of its events"
        hints = ("give them a short `label:`", "or write `form: lane and list`")
        place = context.source.place((*path, "form"))
        context.diagnostics.warning("RK0340", message, place, *hints)


def _is_stretch(event: Event) -> bool:
    """It happened, at some time within a month or longer, so that its bar has a dot."""
    is_day = event.date.datetime.count("-") == 2
    return not (event.is_span or event.is_expected or is_day)


def _event(dated: Dated, edition: Edtf | None, language: Language) -> Event:
    edtf = dated.when.date
    return Event(
        date=when_text(dated.when, language),
        text=dated.text,
        kind="event",
        is_expected=_is_expected(dated, edition),
        is_span=edtf.is_interval,
        is_open=edtf.is_interval and edtf.end is None,
        is_approximate=any(
            moment.approximate or moment.uncertain for moment in (edtf.start, edtf.end) if moment
        ),
        references=dated.references,
        label=dated.label,
        lane=dated.lane,
    )


def _is_expected(dated: Dated, edition: Edtf | None) -> bool:
    if dated.status:
        return dated.status == "expected"
    return edition is not None and dated.when.date.bounds[0] > edition.bounds[1]


def _mark(edition: Edtf, language: Language) -> Event:
    text = Html(language.labels["this_edition"])
    date: DateText = date_text(edition, language)
    return Event(date, text, "edition", False, False, False, False)
