"""A theme as the stages see it: templates, styles, mounts, faces and options in their order.

In goes the name of a theme, out comes a `Theme` or, with findings, nothing. The order in which
folders are searched is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.theme.face import Face
from reportkit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Layer:
    """A stylesheet in its cascade layer."""

    name: str
    """`tokens`, `base`, `page`, `components`, `theme` or `user`."""
    path: str
    """Below `file:///report/`: `styles/default/tokens.css`."""
    file: Path
    """The file that wins for `path`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a theme decides that CSS cannot."""

    page_size: str = "A4"
    """A page size as CSS names it, such as "A4" or "letter landscape"."""
    sections: str = "page"
    """Whether each top-level section begins a "page", or all "flow" in one part."""
    key_figures: str = "summary"
    """Where key figures stand: "summary" or "cover"."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and those that it extends, ready for the stages."""

    name: str
    chain: tuple[str, ...]
    """The theme, its parent, and so on."""
    template_folders: tuple[Path, ...]
    """Searched in order for a template; the defaults come last."""
    default_templates: Path
    """The defaults alone, for `{% extends "default/report.html" %}`."""
    layers: tuple[Layer, ...]
    """Stylesheets in the order of the cascade."""
    mounts: Mapping[str, tuple[Path, ...]]
    """`styles` and `assets`: first segment of a URL -> folders searched in order."""
    faces: tuple[Face, ...]
    """The only fonts there are."""
    options: Options


def load(name: str, workspace: Workspace, diagnostics: Diagnostics) -> Theme | None:
    """The theme `name` for the project of `workspace`; None, with errors, if it is at fault."""
    raise NotImplementedError
