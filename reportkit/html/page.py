"""From a view to HTML: each part through its template, and the head that they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import groupby

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.html.engine import Engine
from reportkit.html.kept import Kept
from reportkit.html.styles import linked
from reportkit.html.tidy import tidy
from reportkit.theme import Theme
from reportkit.view.report import Html, ReportView
from reportkit.workspace import Workspace

RUNS = {
    **dict.fromkeys(("contents", "captions", "summary"), "opening"),
    "section": "body",
    **dict.fromkeys(("appendix", "matter"), "appendices"),
}
"""Kinds of parts -> name of the part that holds all of them in print, where they follow one
another; matter before the summary belongs to the opening."""
LAST = {"matter": RUNS["matter"]}
"""The same where each part begins a page: what closes a report is short, and shares sheets."""
COVERS = ("cover", "back-cover")
"""Parts of one page without margins."""


@frozen
class Part:
    """A part of the report as HTML."""

    name: str
    """The id of the part's element."""
    html: str
    """One element, from its opening to its closing tag."""
    kind: str
    """Name of its template in `templates/parts/`: `cover`, `section`, `matter` …"""


@frozen
class Page:
    """A report as HTML."""

    view: ReportView
    head: str
    """Inner HTML of the press's `<head>`: metadata, and styles by their `file:///report/` paths."""
    body_class: str
    parts: tuple[Part, ...]
    """In reading order, from the cover on."""
    printed: tuple[Part, ...]
    """The same for print, which lays each out on pages of its own: parts that flow are one."""


def render(
    view: ReportView,
    theme: Theme,
    workspace: Workspace,
    diagnostics: Diagnostics,
    kept: Kept | None = None,
) -> Page | None:
    """The HTML of `view`; None, with errors, if a template is at fault.

    `kept` has the markup of parts that are as they were in an earlier build.
    """
    with closing(Engine(theme, workspace, diagnostics, view, kept)) as engine:
        engine.inspect()
        page = None if diagnostics.has_errors else _rendered(engine, view, theme, kept)
    return None if diagnostics.has_errors else page


def _rendered(engine: Engine, view: ReportView, theme: Theme, kept: Kept | None) -> Page:
    def part(kind: str, value: object) -> str:
        make = partial(_part, engine, view, kind, value)
        return kept.markup(engine, kind, (_has_running(view), value), make) if kept else make()

    def flow(name: str, within: Html) -> str:
        make = partial(_flow, engine, view, name, within)
        return kept.markup(engine, "flow", (name, within), make) if kept else make()

    head = tidy(engine.run("head.html", report=view, styles=linked(theme)))
    parts = tuple(Part(name, part(kind, value), kind) for name, kind, value in _parts(view))
    printed = tuple(_joined(view, parts, flow))
    return Page(view, head, _body_class(view), parts, printed)


def _joined(
    view: ReportView, parts: Iterable[Part], make: Callable[[str, Html], str]
) -> Iterator[Part]:
    """`parts` with those that follow one another in one, which `make` puts around them."""
    front = {part.anchor for part in view.front}
    runs = RUNS if view.is_flowing else LAST

    def run_of(part: Part) -> str:
        return runs.get("summary" if part.name in front else part.kind, "")

    for name, run in groupby(parts, run_of):
        if name:
            within = Html("\n".join(part.html for part in run))
            yield Part(name, make(name, within), "flow")
        else:
            yield from run


def _part(engine: Engine, view: ReportView, kind: str, value: object) -> str:
    """A part, with what every page says, which is put in here so that no template can lose it."""
    markup = engine.run(f"parts/{kind}.html", report=view, **{kind.replace("-", "_"): value})
    if _has_running(view):
        running = engine.run("running.html", report=view, is_cover=kind in COVERS)
        markup = Html(re.sub(r"<[a-z][^>]*>", lambda tag: tag[0] + running, markup, count=1))
    return tidy(markup)


def _has_running(view: ReportView) -> bool:
    """Whether every page says something of how it is to be read."""
    return bool(view.marking or view.draft)


def _flow(engine: Engine, view: ReportView, name: str, within: Html) -> str:
    """Parts that follow one another, as one of that name."""
    return tidy(engine.run("parts/flow.html", report=view, flow=name, parts=within))


def _body_class(view: ReportView) -> str:
    facts = {"is-marked": view.marking, "is-draft": view.draft, "is-flowing": view.is_flowing}
    return " ".join(["report", *(name for name, is_so in facts.items() if is_so)])


def _parts(view: ReportView) -> Iterator[tuple[str, str, object]]:
    """Anchor, kind and value of each part in reading order."""
    yield "cover", "cover", view.cover
    if view.contents:
        yield view.contents.anchor, "contents", view.contents
    if view.lists:
        yield view.lists[0].anchor, "captions", view.lists
    for part in view.front:
        yield part.anchor, "matter", part
    if view.summary:
        yield view.summary.anchor, "summary", view.summary
    for section in view.sections:
        yield section.anchor, "section", section
    for appendix in view.appendices:
        yield appendix.anchor, "appendix", appendix
    for part in view.back:
        yield part.anchor, "matter", part
    if view.back_cover:
        yield "back-cover", "back-cover", view.back_cover
