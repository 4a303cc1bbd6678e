"""The files that a briefing names, read before the view is made.

In goes a valid briefing, out come its data files as tables, and as texts the files that it prints
as they are, each under the path of the key that names it. What cannot be read is one finding: in
the file, with the line of the source that names it, or at that line. The view prints tables and
texts and reads none, so this stands between the model and the view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.workspace import Workspace, names_beside

if TYPE_CHECKING:
    from reportkit.model.briefing import Briefing
    from reportkit.source import Path as Place
    from reportkit.source import Source
    from reportkit.source.table import DataTable


@frozen
class Gathered:
    """The files of a briefing, under the paths of the keys that name them."""

    tables: Mapping[Place, DataTable]
    texts: Mapping[Place, str]


def gather(
    briefing: Briefing,
    source: Source,
    folder: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> Gathered:
    """The files of `briefing`, whose source lies in `folder`, each read once."""
    from reportkit.model.blocks.code import Code
    from reportkit.model.blocks.grid import HasData

    reader = _Reader(source, folder, workspace, diagnostics)
    tables: dict[Place, DataTable] = {}
    texts: dict[Place, str] = {}
    for path, node in briefing.nodes:
        if isinstance(node, HasData) and node.data_file:
            key, name = node.data_file
            tables.update(reader.table((*path, key), name))
        elif isinstance(node, Code) and node.file:
            texts.update(reader.text((*path, "file"), node.file))
    return Gathered(tables, texts)


@dataclass(slots=True)
class _Reader:
    source: Source
    folder: Path
    workspace: Workspace
    diagnostics: Diagnostics
    tables: dict[Path, DataTable | None] = field(default_factory=dict)
    texts: dict[Path, str | None] = field(default_factory=dict)

    def table(self, at: Place, name: str) -> Iterator[tuple[Place, DataTable]]:
        """The data file that the key at `at` names, if it can be read."""
        path = self._path(at, name)
        if path not in self.tables:
            self.tables[path] = self._load_table(path, at, name)
        if table := self.tables[path]:
            yield at, table

    def text(self, at: Place, name: str) -> Iterator[tuple[Place, str]]:
        """The lines of the file that the key at `at` names, if it can be read."""
        path = self._path(at, name)
        if path not in self.texts:
            self.texts[path] = self._load_text(path, at, name)
        if text := self.texts[path]:
            yield at, text

    def _path(self, at: Place, name: str) -> Path:
        return self.folder / self.source.origin(at).folder / name

    def _load_table(self, path: Path, at: Place, name: str) -> DataTable | None:
        from reportkit.source.table import load_table

        data = self._read(path, at, "data file", name)
        if data is None:
            return None
        span = self.source.place(at)
        hint = f"it is named in {span.file}, line {span.line}"
        shown = self.workspace.shown(path)
        return load_table(data, shown, path.suffix.lower(), self.diagnostics, hint)

    def _load_text(self, path: Path, at: Place, name: str) -> str | None:
        from reportkit.source.text import decode

        data = self._read(path, at, "file", name)
        if data is None:
            return None
        text = decode(data, self.workspace.shown(path), self.diagnostics)
        if text is not None and not text.strip():
            hint = "write into it what is to be printed"
            span = self.source.place(at)
            self.diagnostics.error("RK0204", f"the file {name} is empty", span, hint)
        return text

    def _read(self, path: Path, at: Place, kind: str, name: str) -> bytes | None:
        span = self.source.place(at)
        if not _is_allowed(path, self.folder, self.workspace):
            hint = "copy it into the project and give its path from the source's folder"
            message = f"the {kind} {name} lies outside the project"
            self.diagnostics.error("RK0505", message, span, hint)
            return None
        try:
            return self.workspace.read(path)
        except OSError as error:
            _report(error, kind, name, path, span, self.diagnostics)
            return None


def _is_allowed(path: Path, folder: Path, workspace: Workspace) -> bool:
    """Whether a file lies in the project or beside the source, links followed."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        return True  # a loop of links: reading it says so
    return any(real.is_relative_to(top.resolve()) for top in (workspace.root, folder))


def _report(
    error: OSError, kind: str, name: str, path: Path, span: Span, diagnostics: Diagnostics
) -> None:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        beside, named = names_beside(path), Path(name)
        near = suggestion(path.name, beside, lambda other: named.with_name(other).as_posix())
        hint = near or "it is looked for from the folder of the file that names it"
        diagnostics.error("RK0121", f"the {kind} {name} does not exist", span, hint)
    elif isinstance(error, IsADirectoryError):
        diagnostics.error("RK0122", f"the {kind} {name} is a directory", span)
    else:
        reason = error.strerror or str(error)
        diagnostics.error("RK0111", f"the {kind} {name} cannot be read: {reason}", span)
