"""What a theme is: its words, its fonts with their licences, its tokens, and a sheet of its pages.

In goes the name of a theme, out come values for people or scripts, and the two files of the sheet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, distribution, metadata
from pathlib import Path

import reportkit.build as stages
from reportkit.build import Request
from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.kit import showcase
from reportkit.policy import Policy
from reportkit.session import Session
from reportkit.theme import Face, Theme, lookup
from reportkit.theme.file import read
from reportkit.theme.tokens import PREFIX, dark_tokens, print_tokens
from reportkit.workspace import Workspace

_LICENCES = (14, 13)
"""Names of a font that state its licence: the address, the text."""


@frozen
class Font:
    """A family of a theme."""

    family: str
    faces: tuple[str, ...]
    """Weights, such as "400" and "400 italic"."""
    script: str
    """ISO 15924: only reports with text in this script have it; "" for every report."""
    source: str
    """What pip calls it, or the theme's own files."""
    licence: str
    """As its package or the font itself states it; "" if it is not installed or states none."""


@frozen
class Portrait:
    """What a theme is."""

    name: str
    title: str
    description: str
    chain: tuple[str, ...]
    """The theme, its parent, and so on."""
    options: Mapping[str, str]
    fonts: tuple[Font, ...]
    tokens: Mapping[str, tuple[str, str]]
    """Each with its value in print and on dark screens."""


def portrait(theme: Theme, workspace: Workspace) -> Portrait:
    """What `theme` is."""
    path = lookup.find(workspace.root, "styles", theme.name, lookup.THEME_FILE)
    # What is wrong with the file was told when the theme was loaded.
    file = read(path, workspace, Diagnostics()) if path else None
    dark = dark_tokens(theme, workspace)
    tokens = print_tokens(theme, workspace)
    return Portrait(
        theme.name,
        file.name if file and file.name else theme.name,
        file.description if file else "",
        theme.chain,
        asdict(theme.options),
        tuple(_fonts(theme)),
        {PREFIX + name: (tokens[name], dark.get(name, "")) for name in sorted(tokens)},
    )


def pages(
    theme: Theme, page_size: str, workspace: Workspace, diagnostics: Diagnostics
) -> bytes | None:
    """The PDF of the report with every block in `theme`; None, with errors, if there is none."""
    source = showcase.kitchen_sink().source
    with tempfile.TemporaryDirectory() as folder, Session(workspace.root) as session:
        request = Request(source, Path(folder), theme.name, ("pdf",), page_size=page_size)
        found = Diagnostics(Policy())
        made = stages.make(request, workspace, found, session)
        diagnostics.extend(found)
        return made[request.result("pdf")] if made else None


def _fonts(theme: Theme) -> Iterator[Font]:
    families: dict[str, list[Face]] = {}
    for face in (*theme.faces, *theme.script_faces):
        families.setdefault(face.family, []).append(face)
    for family, faces in families.items():
        first = faces[0]
        shown = tuple(f"{f.weight} italic" if f.style == "italic" else f"{f.weight}" for f in faces)
        source = first.requirement or "files of the theme"
        yield Font(family, shown, first.script, source, _licence(first))


def _licence(face: Face) -> str:
    if face.package:
        return _of_distribution(face)
    try:
        file = face.file or Path(str(distribution(face.distribution).locate_file(face.member)))
    except PackageNotFoundError:
        return ""
    return _of_font(file)


def _of_distribution(face: Face) -> str:
    try:
        found = metadata(face.requirement)
    except PackageNotFoundError:
        return ""
    named = (found[key] for key in ("License-Expression", "License") if key in found)
    return next(filter(None, named), "").partition("\n")[0].strip()


def _of_font(file: Path) -> str:
    """The licence that a font file states: its address, or the first line of its text."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(file, lazy=True) as font:
            names = font["name"]
            texts = [names.getDebugName(number) or "" for number in _LICENCES]
    except (TTLibError, OSError, KeyError):
        return ""
    return next(filter(None, texts), "").partition("\n")[0].strip()
