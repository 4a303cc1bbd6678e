"""What a build writes: all of its files or none, and what earlier builds left behind.

In go paths and bytes, out come the paths that were written, or findings. Nothing that was read is
replaced or removed. It is apart from `build` because every command that writes files does it so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from reportkit import shelved
from reportkit.diagnostics import Diagnostic, Diagnostics, Severity, Span
from reportkit.workspace import Workspace, is_file, is_folder

_PAGE = re.compile(r"page-[0-9]{3,}\.png")


def write(
    made: Mapping[Path, bytes],
    workspace: Workspace,
    diagnostics: Diagnostics,
    stale: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """All results or none, and never over a file that was read; `stale` files are removed."""
    read = [path for path in made if _was_read(path, workspace)]
    for path in read:
        place, hint = Span(workspace.shown(path)), "choose another folder with --output"
        diagnostics.error("RK0804", "the result would replace what it is made from", place, hint)
    if read:
        return ()
    try:
        workspace.write(made, [path for path in stale if not _was_read(path, workspace)])
    except OSError as error:
        path = Path(error.filename or next(iter(made)))
        diagnostics.extend([_unwritable(path, error, workspace)])
        return ()
    return tuple(made)


def stale(pages: Path, made: Collection[Path]) -> list[Path]:
    """Pictures in the folder `pages` that a longer edition had, and that are not among `made`."""
    if not is_folder(pages):
        return []
    found = sorted(path for path in pages.iterdir() if _PAGE.fullmatch(path.name))
    return [path for path in found if path not in made]


def remove(
    left: Collection[Path], folder: Path, workspace: Workspace, diagnostics: Diagnostics
) -> None:
    """Remove what earlier builds left in the `folder` beside a page; the page needs none of it."""
    try:
        shelved.remove(left, folder)
    except OSError as error:
        message = f"what an earlier build wrote cannot be removed: {error.strerror or error}"
        place = Span(workspace.shown(Path(error.filename or folder)))
        diagnostics.warning("RK0902", message, place, "make its folder writable, or remove it")


def _was_read(path: Path, workspace: Workspace) -> bool:
    return is_file(path) and any(is_file(file) and path.samefile(file) for file in workspace.reads)


def _unwritable(path: Path, error: OSError, workspace: Workspace) -> Diagnostic:
    """The finding for a result that cannot be written to `path`."""
    above = (folder for folder in path.parents if os.path.lexists(folder))
    in_the_way = next(above)
    if not is_folder(in_the_way):
        place = Span(workspace.shown(in_the_way))
        message = f"the result cannot be written: {in_the_way.name} is a file, not a folder"
        hint = "rename it, or choose another folder with --output"
    else:
        place = Span(workspace.shown(path))
        message = f"the result cannot be written: {error.strerror or error}"
        hint = "choose another folder with --output, or make this one writable"
    return Diagnostic(Severity.ERROR, "RK0902", message, place, (hint,))
