"""The file of a briefing, opened: its data, or what to do about a file that cannot be read.

In goes a path, out comes a source or a finding. It is apart from `source`, which sees bytes and no
disk, and from `build`, which has no need of what else a folder holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.project import SUFFIXES
from reportkit.workspace import Workspace, is_folder, names_beside

if TYPE_CHECKING:
    from reportkit.source import Source


def load(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> Source | None:
    """What `path` holds; None after an error."""
    from reportkit import source

    shown = workspace.shown(path)
    try:
        data = workspace.read(path)
    except (FileNotFoundError, NotADirectoryError):
        hints = _near(path, workspace)
        diagnostics.error("RK0101", "the source does not exist", Span(shown), *hints)
    except IsADirectoryError:
        hint = f"name a file in it, such as {shown}/briefing.yaml"
        diagnostics.error("RK0102", "the source is a directory", Span(shown), hint)
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.error("RK0111", f"the source cannot be read: {reason}", Span(shown))
    else:
        return source.load(data, shown, diagnostics)
    return None


def _near(path: Path, workspace: Workspace) -> tuple[str, ...]:
    """Hints for a source that is not there: what else its folder holds."""
    folder = path.parent
    if not is_folder(folder):
        return (f"there is no folder {workspace.shown(folder)}",)
    names = [name for name in names_beside(path) if name.endswith(SUFFIXES)]
    near = suggestion(path.name, names, lambda name: workspace.shown(folder / name))
    return (near or f"the folder {workspace.shown(folder)} has no such file",)
