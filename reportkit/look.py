"""What a report looks like: its theme laid out for the view, and its fonts made ready.

In goes a theme, out come the decisions that the view must know before it numbers anything, and a
`Look` for the stages that print. It is apart from `build` because the check of a briefing, which
makes no pages, needs the first and not the second.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.html import Page
    from reportkit.theme import Theme
    from reportkit.theme.fonts import FontFolder
    from reportkit.view.layout import Layout, Logo


def lay_out(theme: Theme, workspace: Workspace) -> Layout:
    """What `theme` decides that the view must know."""
    from reportkit.theme.lengths import measure
    from reportkit.theme.tokens import print_tokens
    from reportkit.view.layout import PLAIN, Layout, Numbering

    options, tokens = theme.options, print_tokens(theme, workspace)

    def points(name: str, otherwise: int) -> int:
        return int(measure(tokens, name, otherwise))

    return Layout(
        is_flowing=options.sections == "flow",
        figures_on_cover=options.key_figures == "cover",
        numbering=cast(Numbering, options.numbering),
        chart_width=points("chart-width", PLAIN.chart_width),
        chart_height=points("chart-height", PLAIN.chart_height),
        lane_width=points("lane-width", PLAIN.lane_width),
        lane_names=points("lane-names", PLAIN.lane_names),
        logo=_logo(theme, workspace),
    )


def _logo(theme: Theme, workspace: Workspace) -> Logo | None:
    """The theme's logo by its URL."""
    from reportkit.view.layout import Logo

    if theme.logo is None:
        return None
    path = theme.logo.path.relative_to(workspace.root.resolve()).as_posix()
    return Logo(f"project/{quote(path)}", theme.logo.alt, theme.logo.span)


@frozen
class Look:
    """A theme with its fonts made ready."""

    theme: Theme
    fonts: FontFolder
    cache: Path
    """The folder for what is kept between runs."""


def style(theme: Theme, workspace: Workspace, diagnostics: Diagnostics) -> Look | None:
    """A theme to its static fonts; None, with errors, if one cannot be made."""
    from reportkit.theme import cache, fonts

    folder = cache.cache_folder(workspace.root, workspace.environ)
    made = fonts.prepare(theme.faces, folder, diagnostics)
    return Look(theme, made, folder) if made else None


def with_scripts(look: Look, page: Page, diagnostics: Diagnostics) -> Look | None:
    """`look`, with the fonts for scripts that `page` has and few reports have."""
    from reportkit.theme import fonts, scripts

    markup = "".join(part.html for part in page.parts)
    faces = look.theme.faces_for(scripts.needed(markup, page.view.language))
    if faces == look.theme.faces:
        return look
    made = fonts.prepare(faces, look.cache, diagnostics, look.fonts)
    return replace(look, fonts=made) if made else None
