"""The data files that a briefing names, read before the view is made.

In goes a valid briefing, out come its tables under the paths of the keys that name them; what
cannot be read is one finding in the data file, with the line of the source that names it. The view
prints tables and reads none, so this stands between the model and the view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.workspace import Workspace, names_beside

if TYPE_CHECKING:
    from reportkit.model.briefing import Briefing
    from reportkit.source import Path as Place
    from reportkit.source import Source
    from reportkit.source.table import DataTable


def gather(
    briefing: Briefing,
    source: Source,
    folder: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> Mapping[Place, DataTable]:
    """The data files of `briefing`, whose source lies in `folder`, each read once."""
    read: dict[Path, DataTable | None] = {}
    found: dict[Place, DataTable] = {}
    for at, name in _named(briefing):
        path = folder / source.origin(at).folder / name
        if path not in read:
            read[path] = _read(path, name, source.place(at), folder, workspace, diagnostics)
        if table := read[path]:
            found[at] = table
    return found


def _named(briefing: Briefing) -> Iterator[tuple[Place, str]]:
    """Every data file that the briefing names, under the path of the key that names it."""
    from reportkit.model.blocks.grid import HasData
    from reportkit.model.walk import nodes

    for path, node in nodes(briefing):
        if isinstance(node, HasData) and node.data_file:
            key, name = node.data_file
            yield (*path, key), name


def _read(
    path: Path,
    name: str,
    span: Span,
    folder: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> DataTable | None:
    from reportkit.source.table import load_table

    if not _is_allowed(path, folder, workspace):
        hint = "copy it into the project and give its path from the source's folder"
        diagnostics.error("RK0505", f"the data file {name} lies outside the project", span, hint)
        return None
    try:
        data = workspace.read(path)
    except OSError as error:
        _report(error, name, path, span, diagnostics)
        return None
    hint = f"it is named in {span.file}, line {span.line}"
    return load_table(data, workspace.shown(path), path.suffix.lower(), diagnostics, hint)


def _is_allowed(path: Path, folder: Path, workspace: Workspace) -> bool:
    """Whether a file lies in the project or beside the source, links followed."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        return True  # a loop of links: reading it says so
    return any(real.is_relative_to(top.resolve()) for top in (workspace.root, folder))


def _report(error: OSError, name: str, path: Path, span: Span, diagnostics: Diagnostics) -> None:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        beside, named = names_beside(path), Path(name)
        near = suggestion(path.name, beside, lambda other: named.with_name(other).as_posix())
        hint = near or "it is looked for from the folder of the file that names it"
        diagnostics.error("RK0121", f"the data file {name} does not exist", span, hint)
    elif isinstance(error, IsADirectoryError):
        diagnostics.error("RK0122", f"the data file {name} is a directory", span)
    else:
        reason = error.strerror or str(error)
        diagnostics.error("RK0111", f"the data file {name} cannot be read: {reason}", span)
