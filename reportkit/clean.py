"""What reportkit keeps for itself, found and removed, and nothing else.

In goes a project, out come the paths that were removed. Only names that reportkit gives are
touched, and no link is followed, so that a folder that someone else put there stays.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportkit.diagnostics import Diagnostics, Span
from reportkit.session import FOLDER
from reportkit.theme.cache import cache_folder
from reportkit.workspace import Workspace

_OWN = (".gitignore", "briefing.schema.json", "builds", "press")
"""What stands in the folder of a project."""
_SHARED = ("fonts", "images", "webfonts")
"""What stands in the cache that projects share, or in a project's folder where there is none."""
_HASHED = re.compile(r"\.?[0-9a-f]{32,64}(\.\w+)?|tmp\w{8}|\.damaged\.\w+")
"""Names of what stands in the shared cache."""


def clean(workspace: Workspace, fonts: bool, diagnostics: Diagnostics) -> Iterator[Path]:
    """Remove what is kept for the project; with `fonts`, what is kept for all. Yields paths."""
    folder = workspace.root / FOLDER
    if folder.is_symlink():
        message = f"{FOLDER} is a link, and what it leads to may not be reportkit's"
        diagnostics.error("RK0910", message, Span(workspace.shown(folder)), "remove the link")
        return
    yield from _remove((folder / name for name in (*_OWN, *_SHARED)), workspace, diagnostics)
    with suppress(OSError):
        folder.rmdir()
    if fonts:
        shared = cache_folder(workspace.root, workspace.environ)
        yield from _remove(_kept(shared), workspace, diagnostics)
        for name in _SHARED:
            with suppress(OSError):
                (shared / name).rmdir()


def _kept(shared: Path) -> Iterator[Path]:
    for name in _SHARED:
        folder = shared / name
        if folder.is_dir() and not folder.is_symlink():
            yield from sorted(path for path in folder.iterdir() if _HASHED.match(path.name))


def _remove(
    paths: Iterator[Path], workspace: Workspace, diagnostics: Diagnostics
) -> Iterator[Path]:
    for path in paths:
        try:
            if path.is_symlink() or path.is_file():
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                continue
        except OSError as error:
            place = Span(workspace.shown(Path(error.filename or path)))
            reason = error.strerror or str(error)
            diagnostics.error("RK0910", f"it cannot be removed: {reason}", place)
        else:
            yield path
