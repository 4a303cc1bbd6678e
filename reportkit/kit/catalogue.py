"""The themes that a project can use, with what their files say of them.

In goes a project, out comes an entry a theme. A theme whose file is at fault has an entry too, so
that it can be found and mended; what is wrong with it is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.theme import defaults_root, lookup
from reportkit.theme.file import read
from reportkit.workspace import Workspace


@frozen
class Entry:
    """One theme."""

    name: str
    """Of its folder, by which a report asks for it."""
    title: str
    """As people call it."""
    description: str
    parent: str
    """Name of the theme that it extends; "" if none."""
    is_own: bool
    """Whether it is the project's, and not one that reportkit brings."""


def catalogue(workspace: Workspace, diagnostics: Diagnostics) -> Iterator[Entry]:
    """An entry for each theme, by name; what is wrong with theme files is reported."""
    for name in lookup.themes(workspace.root):
        path = lookup.find(workspace.root, "styles", name, lookup.THEME_FILE)
        file = read(path, workspace, diagnostics) if path else None
        is_own = path is not None and not path.is_relative_to(defaults_root())
        if file is None:
            yield Entry(name, name, "", "", is_own)
        else:
            yield Entry(name, file.name or name, file.description, file.parent, is_own)
