"""The timeline: events in the order of the days that their dates can mean.

Template `blocks/timeline.html`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportkit.model.edtf import Edtf
from reportkit.view.context import Dated
from reportkit.view.dates import date_text, when_text
from reportkit.view.language import Language
from reportkit.view.report import DateText, Html, Reference


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in order. Template `blocks/timeline.html`."""

    events: tuple[Event, ...]
    kind: str = "timeline"


def make_timeline(dated: Iterable[Dated], edition: Edtf | None, language: Language) -> Timeline:
    """The events by first day, then by last; the edition's mark stands after what it knew of."""
    rows = [(*d.when.date.bounds, 0, _event(d, edition, language)) for d in dated]
    if edition:
        rows.append((*edition.bounds, 1, _mark(edition, language)))
    rows.sort(key=lambda row: row[:3])
    return Timeline(tuple(event for *_, event in rows))


def timeline_key(timeline: Timeline, language: Language) -> str:
    """How to read the marks that `timeline` has, one sentence each."""
    events = [event for event in timeline.events if event.kind == "event"]
    used = {
        "happened": any(not (e.is_expected or e.is_span or e.is_approximate) for e in events),
        "expected": any(e.is_expected for e in events),
        "span": any(e.is_span for e in events),
        "approximate": any(e.is_approximate for e in events),
        "inferred": any(e.date.inferred for e in events),
    }
    return " ".join(language.timeline_key[name] for name, is_used in used.items() if is_used)


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
    )


def _is_expected(dated: Dated, edition: Edtf | None) -> bool:
    if dated.status:
        return dated.status == "expected"
    return edition is not None and dated.when.date.bounds[0] > edition.bounds[1]


def _mark(edition: Edtf, language: Language) -> Event:
    text = Html(language.labels["this_edition"])
    date: DateText = date_text(edition, language)
    return Event(date, text, "edition", False, False, False, False)
