"""Findings of the layout engine that travel: from a worker, through the cache, to the one list.

A finding names its place by what to look for, because a worker has no source and a cached part may
be printed again in another folder. `found` makes them, `reported` turns them into diagnostics where
the places are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.mounts import FetchError
from reportkit.press import glyphs
from reportkit.press.fetch import Fetcher
from reportkit.press.log import Locate, Record, diagnose


class Finding(NamedTuple):
    """A diagnostic without a place of its own."""

    severity: str
    code: str
    message: str
    hints: tuple[str, ...]
    kind: str
    """`source`: `place` is to be located in the source; `style`: it is a stylesheet; else ""."""
    place: str
    line: int
    column: int
    page: int = 0
    """Where it is in print, from 1: of the part, or of the document; 0 where it is on none."""


_SOURCE = "\0"
"""Stands before what is to be located, where a span would name a file."""


def found(records: Iterable[Record], fetcher: Fetcher) -> Iterator[Finding]:
    """The findings in `records`, made while `fetcher` served files.

    A character that is missing is a finding whose place is that character.
    """
    records = tuple(records)

    def locate(what: str) -> Span:
        return Span(_SOURCE + what)

    shown = {
        fetcher.workspace.shown(r.path): url for url, r in fetcher.stylesheets.items() if r.path
    }
    for item in diagnose(records, fetcher, locate):
        yield _finding(item, shown)
    for character in glyphs.missing(records):
        yield Finding("error", glyphs.CODE, "", (), "source", character, 0, 0)


def _finding(item: Diagnostic, stylesheets: dict[str, str]) -> Finding:
    kind, place, line, column = "", "", 0, 0
    if item.span and item.span.file.startswith(_SOURCE):
        kind, place = "source", item.span.file.removeprefix(_SOURCE)
    elif item.span:
        kind, place = "style", stylesheets[item.span.file]
        line, column = item.span.line, item.span.column
    severity = item.severity.value
    return Finding(severity, item.code, item.message, item.hints, kind, place, line, column)


def moved(findings: Iterable[Finding], pages: int) -> tuple[Finding, ...]:
    """`findings` of a part before which `pages` stand."""
    return tuple(item._replace(page=item.page + pages) if item.page else item for item in findings)


def reported(findings: Iterable[Finding], fetcher: Fetcher, locate: Locate) -> Iterator[Diagnostic]:
    """`findings` with the places that `locate` and `fetcher` know.

    Characters that are missing are left to `glyphs`, which sums them up for all parts.
    """
    for finding in findings:
        if finding.code == glyphs.CODE:
            continue
        is_style = finding.kind == "style"
        span = _styled(finding, fetcher) if is_style else locate(finding.place)
        severity = Severity(finding.severity)
        where = f" (page {finding.page} of the PDF)" if finding.page else ""
        yield Diagnostic(severity, finding.code, finding.message + where, span, finding.hints)


def _styled(finding: Finding, fetcher: Fetcher) -> Span | None:
    try:
        path = fetcher.fetch(finding.place).path
    except FetchError:
        return None
    return Span(fetcher.workspace.shown(path or Path()), finding.line, finding.column)
