"""From a view to HTML: each part through its template, and the head that they share."""

from __future__ import annotations

from dataclasses import dataclass

from reportkit.diagnostics import Diagnostics
from reportkit.theme import Theme
from reportkit.view.report import ReportView


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report as HTML."""

    name: str
    """The id of the part's element."""
    html: str
    """One element, from its opening to its closing tag."""


@dataclass(frozen=True, slots=True)
class Page:
    """A report as HTML."""

    view: ReportView
    head: str
    """Inner HTML of the press's `<head>`: metadata, and styles by their `file:///report/` paths."""
    body_class: str
    parts: tuple[Part, ...]
    """In reading order: cover, contents, summary, sections, appendices."""


def render(view: ReportView, theme: Theme, diagnostics: Diagnostics) -> Page | None:
    """The HTML of `view`; None, with errors, if a template is at fault."""
    raise NotImplementedError
