"""The list of sources. Template `blocks/sources.html`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from reportkit.frozen import frozen
from reportkit.model import briefing as model
from reportkit.view.context import Context
from reportkit.view.dates import date_text
from reportkit.view.language import direction
from reportkit.view.report import Html, Reference


@frozen
class Source:
    """An entry of the list of sources."""

    number: str
    anchor: str
    title: Html
    details: tuple[str, ...]
    """Author, publisher and date, as far as they are given, as plain text."""
    url: str
    """https or http; "" if none."""
    address: str
    """`url` as it is printed, without scheme or a closing slash."""
    references: tuple[Reference, ...]
    """The sections that cite it."""
    language: str = ""
    """BCP 47 tag, where it is not that of the report; "" if it is."""
    direction: str = ""
    """How lines of that language run, where they run otherwise: "ltr" or "rtl"; "" if not."""


@frozen
class Sources:
    """The list of sources. Template `blocks/sources.html`."""

    sources: tuple[Source, ...]
    kind: str = "sources"


def make_sources(sources: Iterable[model.Source], context: Context) -> Sources:
    """The sources in the order in which the author lists them."""
    places = context.apparatus.citations.sources
    pairs = zip(sources, places, strict=True)
    return Sources(tuple(_source(source, *place, context) for source, place in pairs))


def _source(source: model.Source, number: str, anchor: str, context: Context) -> Source:
    dated = date_text(source.date, context.language).text if source.date else None
    details = (source.author, source.publisher, dated)
    url = source.url or ""
    own = context.language
    other = source.language if source.language and source.language != own.tag else ""
    runs = direction(other) if other else ""
    return Source(
        number=number,
        anchor=anchor,
        title=Html(escape(source.title, quote=False)),
        details=tuple(detail for detail in details if detail),
        url=url,
        address=url.partition("://")[2].rstrip("/"),
        references=context.apparatus.citations.places(number),
        language=other,
        direction=runs if runs != own.direction else "",
    )
