"""The page for readers: one file that holds its styles, fonts and images and asks for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.html import headings
from reportkit.html.assets import Assets, Shelf
from reportkit.html.context import MadePart
from reportkit.html.engine import Engine
from reportkit.html.notes import Note, gather
from reportkit.html.page import Page, Part
from reportkit.html.structured import structured_data
from reportkit.html.styles import characters, code_family, inlined, sheets
from reportkit.html.tidy import tidy
from reportkit.theme import Theme, webfonts
from reportkit.theme.fonts import FontFolder
from reportkit.view.report import Html
from reportkit.workspace import Workspace


def standalone(
    page: Page,
    theme: Theme,
    fonts: FontFolder,
    mounts: Mapping[str, tuple[Path, ...]],
    cache_folder: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
    shelf: Shelf | None = None,
) -> str | None:
    """`page` as one HTML document; None, with errors, if a template or an image is at fault.

    `mounts` are those of the press: first segment of a URL -> folders searched in order.
    `cache_folder` keeps the fonts that were cut down. With a `shelf`, styles, images and fonts are
    put on it, and the page links to them.
    """
    assets = Assets(mounts, workspace, diagnostics, shelf)
    body = "".join(part.html for part in page.parts)
    faces = [face for face, _ in fonts.files]
    css = sheets(theme, page.view, assets, workspace, diagnostics)
    if css is None:
        return None
    texts = characters(body, faces, code_family(theme, workspace), css)
    cut = webfonts.subset(fonts, texts, cache_folder, webfonts.asked_features(css))
    engine = Engine(theme, workspace, diagnostics)

    def notes(found: tuple[Note, ...]) -> Html:
        return engine.run("notes.html", report=page.view, notes=found)

    def made(part: Part) -> Html:
        markup = assets.in_markup(gather(part.html, notes))
        return Html(markup if part.kind == "contents" else headings.linked(markup))

    parts = [MadePart(part.kind, made(part)) for part in page.parts]
    markup = engine.run(
        "report.html",
        report=page.view,
        parts=parts,
        structured_data=structured_data(page.view),
        styles=inlined(theme, cut, page.view, body, assets, workspace),
    )
    return None if diagnostics.has_errors else tidy(markup) + "\n"
