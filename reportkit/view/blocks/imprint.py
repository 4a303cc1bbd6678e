"""The imprint: who answers for the report, and what may be done with it.

Template `blocks/imprint.html`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportkit.frozen import frozen
from reportkit.model.briefing import Briefing
from reportkit.model.handling import LICENCES, is_email
from reportkit.model.imprint import Author, Contact, Licence
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.dates import date_text
from reportkit.view.report import Html


@frozen
class Entry:
    """A row of the imprint."""

    label: str
    lines: tuple[Html, ...]
    """Inline markup."""


@frozen
class Imprint:
    """Publisher, authors, series, date, contact, licence, as far as they are given."""

    entries: tuple[Entry, ...]
    kind: str = "imprint"


def make_imprint(briefing: Briefing, context: Context) -> Imprint:
    """The imprint of `briefing`."""
    words = context.language.blocks
    entries = ((words[name], lines) for name, lines in _entries(briefing, context))
    return Imprint(tuple(Entry(label, lines) for label, lines in entries if lines))


def _entries(briefing: Briefing, context: Context) -> Iterator[tuple[str, tuple[Html, ...]]]:
    """What each row says, after the key of its label."""
    yield "publisher", _given(briefing.organisation)
    yield "authors", tuple(_author(author) for author in briefing.authors)
    if briefing.series:
        number = briefing.series.number
        words = context.language.blocks["series_number"].format(number=number)
        yield (
            "series",
            _given(f"{briefing.series.name}, {words}" if number else briefing.series.name),
        )
    if briefing.date:
        yield "date", _given(date_text(briefing.date, context.language).text)
    if briefing.contact:
        yield "contact", contact_lines(briefing.contact, ("contact",), context)
    if briefing.licence:
        yield "licence", (_licence(briefing.licence, context),)


def says_more(author: Author) -> bool:
    """Whether there is more to say of an author than a name."""
    return bool(author.role or author.organisation or author.contact)


def contact_lines(contact: Contact, path: Path, context: Context) -> tuple[Html, ...]:
    """Text, e-mail address and web address of the contact at `path`, a line each."""
    lines = []
    if contact.text:
        is_alone = is_email(contact.text)
        text = _link(contact.text) if is_alone else context.inline(contact.text, (*path, "text"))
        lines.append(text)
    lines += [_link(address) for address in (contact.email, contact.url) if address]
    return tuple(lines)


def _author(author: Author) -> Html:
    name = ", ".join(filter(None, (author.name, author.organisation)))
    said = f"{name} ({author.role})" if author.role else name
    made = Html(escape(said, quote=False))
    return Html(f"{made}, {_link(author.contact)}") if author.contact else made


def _licence(licence: Licence, context: Context) -> Html:
    name, _ = LICENCES.get(licence.text, ("", ""))
    if name:
        return _link(licence.address, name)
    text = context.inline(licence.text, ("licence", "text"))
    return Html(f"{text} {_link(licence.url)}") if licence.url else text


def _link(address: str, text: str = "") -> Html:
    """A link to an e-mail or web address, by itself under that address without its scheme."""
    target = f"mailto:{address}" if is_email(address) else address
    shown = text or address.partition("://")[2].rstrip("/") or address
    return Html(f'<a href="{escape(target)}">{escape(shown, quote=False)}</a>')


def _given(text: str | None) -> tuple[Html, ...]:
    return (Html(escape(text, quote=False)),) if text else ()
