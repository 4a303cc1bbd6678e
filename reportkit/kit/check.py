"""Everything that can be told of a theme: its stylesheets, its templates, its fonts, its pages.

In goes the name of a theme, out come findings. Open this file first. The pages are looked at only
where the stylesheets have no error, since they take half a minute.
"""

from __future__ import annotations

from contextlib import closing

from reportkit import theme as themes
from reportkit.diagnostics import Diagnostics, Span
from reportkit.html.engine import Engine
from reportkit.kit import contract, contrast, fonts, names, sheets, values
from reportkit.theme import lookup
from reportkit.workspace import Workspace


def check(
    name: str,
    workspace: Workspace,
    diagnostics: Diagnostics,
    page_size: str = "",
    with_pages: bool = True,
) -> None:
    """Report what is wrong with the theme `name`; its pages on the sheet `page_size`, or its own,
    where they are wanted."""
    theme = themes.load(name, workspace, diagnostics, None, page_size)
    if theme is None:
        return
    file = lookup.find(workspace.root, "styles", name, lookup.THEME_FILE)
    span = Span(workspace.shown(file)) if file else Span(name)
    sheets.report_unread(theme, workspace, diagnostics)
    own = sheets.of_theme(theme, workspace, diagnostics)
    others = (*sheets.of_default(workspace), *sheets.of_parents(theme, workspace))
    known = contract.read()
    names.check(own, others, theme, known, workspace, diagnostics)
    values.check(own, theme, span, known, workspace, diagnostics)
    contrast.check(theme, own, span, workspace, diagnostics)
    with closing(Engine(theme, workspace, diagnostics)) as engine:
        engine.read()
        engine.inspect()
    lacking = fonts.check(theme, span, diagnostics)
    if with_pages and not diagnostics.has_errors:
        from reportkit.kit import pages

        pages.check(theme, span, own, lacking, page_size, workspace, diagnostics)
