"""From a view to HTML: each part through its template, and the head that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.diagnostics import Diagnostics
from reportkit.html.engine import Engine
from reportkit.html.styles import linked
from reportkit.html.tidy import tidy
from reportkit.theme import Theme
from reportkit.view.report import ReportView
from reportkit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report as HTML."""

    name: str
    """The id of the part's element."""
    html: str
    """One element, from its opening to its closing tag."""
    kind: str
    """Name of its template: `cover`, `contents`, `summary`, `section` or `appendix`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A report as HTML."""

    view: ReportView
    head: str
    """Inner HTML of the press's `<head>`: metadata, and styles by their `file:///report/` paths."""
    body_class: str
    parts: tuple[Part, ...]
    """In reading order: cover, contents, summary, sections, appendices."""


def render(
    view: ReportView, theme: Theme, workspace: Workspace, diagnostics: Diagnostics
) -> Page | None:
    """The HTML of `view`; None, with errors, if a template is at fault."""
    engine = Engine(theme, workspace, diagnostics)
    head = tidy(engine.run("head.html", report=view, styles=linked(theme)))
    parts = tuple(
        Part(name, tidy(engine.run(f"parts/{kind}.html", report=view, **{kind: value})), kind)
        for name, kind, value in _parts(view)
    )
    return None if diagnostics.has_errors else Page(view, head, "report", parts)


def _parts(view: ReportView) -> Iterator[tuple[str, str, object]]:
    """Anchor, kind and value of each part in reading order."""
    yield "cover", "cover", view.cover
    if view.contents:
        yield view.contents.anchor, "contents", view.contents
    if view.summary:
        yield view.summary.anchor, "summary", view.summary
    for section in view.sections:
        yield section.anchor, "section", section
    for appendix in view.appendices:
        yield appendix.anchor, "appendix", appendix
