"""The page for readers: one file that holds its styles, fonts and images and asks for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.html.page import Page
from reportkit.theme import Theme
from reportkit.theme.fonts import FontFolder
from reportkit.workspace import Workspace


def standalone(
    page: Page,
    theme: Theme,
    fonts: FontFolder,
    mounts: Mapping[str, tuple[Path, ...]],
    cache_folder: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> str | None:
    """`page` as one HTML document; None, with errors, if a template or an image is at fault.

    `mounts` are those of the press: first segment of a URL -> folders searched in order.
    `cache_folder` keeps the fonts that were cut down.
    """
    raise NotImplementedError
