"""The plan of a report: every number and anchor, given before any prose is made.

In goes a briefing, out comes where each section and appendix stands. What refers to something is
written before the thing itself is made, so all numbers must be known first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape

from reportkit.frozen import frozen
from reportkit.model.blocks.timeline import SectionTimeline
from reportkit.model.briefing import Appendix, Briefing, Section
from reportkit.model.dated import Event, Point
from reportkit.source import Path
from reportkit.view.anchors import Anchors
from reportkit.view.language import Language
from reportkit.view.layout import Numbering
from reportkit.view.matter import place_matter
from reportkit.view.report import Html, Reference


@frozen
class Plan:
    """Where everything stands."""

    places: Mapping[Path, Reference]
    """Number, anchor and title of the summary, of all sections and of appendices."""
    by_id: Mapping[str, Reference]
    """The sections that the author gave an id, those of appendices too."""
    appendices: tuple[Path, ...]
    """Paths of the appendices in order: the author's, `("timeline",)`, `("sources",)` …"""


def plan(
    briefing: Briefing, language: Language, anchors: Anchors, numbering: Numbering = "sections"
) -> Plan:
    """The plan of `briefing`; `numbering` is that of `layout.Layout`."""
    places: dict[Path, Reference] = {}
    if briefing.summary:
        places["summary",] = Reference("summary", "", _html(language.labels["summary"]))
    places |= _sections(briefing.sections, ("sections",), "", anchors)
    order = tuple(_order(briefing))
    for index, path in enumerate(order):
        letter = appendix_letter(index, language.appendix_letters)
        if path[0] == "appendices":
            section = briefing.appendices[int(path[1])]
            places |= _section(section, path, letter, anchors)
        else:
            places[path] = Reference(str(path[0]), letter, _html(_title(briefing, path, language)))
    places |= place_matter(briefing, language, anchors)
    places = {path: _printed(place, numbering) for path, place in places.items()}
    ids = {path: section.id for path, section in sections(briefing) if section.id}
    return Plan(places, {name: places[path] for path, name in ids.items()}, order)


def _printed(place: Reference, numbering: Numbering) -> Reference:
    """`place` with its number if the report has such numbers."""
    is_first_level = "." not in place.number
    is_letter = is_first_level and not place.number.isdecimal()
    if numbering == "sections" or is_letter or (numbering == "paragraphs" and is_first_level):
        return place
    within = place.number.partition(".")[0] if numbering == "paragraphs" else ""
    return replace(place, number="", within=within)


def appendix_letter(index: int, alphabet: str) -> str:
    """A, B … Z, AA, AB … for 0, 1 … in the letters of `alphabet`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(alphabet))
        letters = alphabet[rest] + letters
    return letters


def sections(briefing: Briefing) -> Iterator[tuple[Path, Section]]:
    """Every section and appendix of the author's with its path."""
    for path, node in briefing.nodes:
        if isinstance(node, Section):
            yield path, node


def _order(briefing: Briefing) -> Iterator[Path]:
    """The author's own stand before the timeline, unless they say `after:`."""
    yield from _own(briefing.appendices, None)
    if _has_events(briefing):
        yield ("timeline",)
    yield from _own(briefing.appendices, "timeline")
    if briefing.glossary:
        yield ("glossary",)
    if briefing.sources:
        yield ("sources",)
    yield from _own(briefing.appendices, "sources")


def _own(appendices: Iterable[Appendix], after: str | None) -> Iterator[Path]:
    yield from (("appendices", i) for i, own in enumerate(appendices) if own.after == after)


def _has_events(briefing: Briefing) -> bool:
    found = briefing.nodes
    apart = {path for path, n in found if isinstance(n, SectionTimeline) and not n.appendix}
    return any(
        (isinstance(n, Event) and path[:-2] not in apart) or (isinstance(n, Point) and n.when)
        for path, n in found
    )


def _title(briefing: Briefing, path: Path, language: Language) -> str:
    own = briefing.timeline.title if briefing.timeline and path == ("timeline",) else None
    return own or {**language.blocks, **language.labels}[str(path[0])]


def _sections(
    below: Iterable[Section], path: Path, prefix: str, anchors: Anchors
) -> dict[Path, Reference]:
    found: dict[Path, Reference] = {}
    for i, section in enumerate(below):
        found |= _section(section, (*path, i), f"{prefix}{i + 1}", anchors)
    return found


def _section(section: Section, path: Path, number: str, anchors: Anchors) -> dict[Path, Reference]:
    fallback = f"section-{number.replace('.', '-')}"
    anchor = section.id or anchors.make(section.title, fallback)
    below = _sections(section.sections, (*path, "sections"), f"{number}.", anchors)
    return {path: Reference(anchor, number, _html(section.title)), **below}


def _html(text: str) -> Html:
    return Html(escape(text, quote=False))
