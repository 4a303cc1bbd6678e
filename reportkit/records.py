"""What each build came from and what it made, so that it need not be made again.

In goes a request, out comes what the last build of it wrote and said, but only if everything that
it came from is as it was: reportkit and all that is installed beside it, the options, each file
read, and the names in every folder that is searched, since a file that appears there may win. A
file counts as unchanged by its size and times, else by its SHA-256. What cannot be proved is built.
"""

from __future__ import annotations

import hashlib
import json
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reportkit import tools
from reportkit.diagnostics import Diagnostic, Diagnostics, Severity, Span
from reportkit.frozen import frozen
from reportkit.press.store import DiskStore
from reportkit.theme import lookup
from reportkit.workspace import Stamp, Workspace, stamp

MAX_BYTES = 50_000_000
"""What all records of a project may take."""

_FORMAT = "3"
_SOON = 2_000_000_000
"""A file that changed less than this many nanoseconds ago may change again within one tick of its
time, so its time proves nothing."""
_SEARCHED = ("styles", "templates")


@frozen
class Record:
    """What a build came to."""

    written: tuple[Path, ...]
    findings: tuple[Diagnostic, ...]
    reads: Mapping[Path, str]
    """SHA-256 of each file that it came from."""


@dataclass
class Records:
    """The records of one project, kept below `folder`."""

    folder: Path
    root: Path
    """The project."""
    _names: list[str] = field(default_factory=list)
    """In the folders that are searched, as they were before the build."""

    def find(self, options: Sequence[str]) -> Record | None:
        """The last build with `options`, if it would come to the same now.

        To be called before each build, since it sees what the build will find.
        """
        self._names = self._searched()
        data = self._store.get(self._name(options))
        try:
            kept = json.loads(data) if data else None
            if kept is None or kept["around"] != self._around(kept["findings"]):
                return None
            if not all(self._holds(*file) for file in (*kept["read"], *kept["written"])):
                return None
            findings = tuple(_finding(*values) for values in kept["findings"])
            reads = {Path(name): sha for name, _, sha in kept["read"]}
            return Record(tuple(Path(file[0]) for file in kept["written"]), findings, reads)
        except (ValueError, KeyError, TypeError):
            return None

    def keep(
        self,
        options: Sequence[str],
        workspace: Workspace,
        written: Mapping[Path, bytes],
        diagnostics: Diagnostics,
    ) -> None:
        """Keep what a build read through `workspace`, wrote and said."""
        if not workspace.is_settled:
            return
        findings = [_values(item) for item in diagnostics]
        kept = {
            "around": self._around(findings),
            "read": [_read(p, workspace.stamps[p], sha) for p, sha in workspace.reads.items()],
            "written": [_written(path, data) for path, data in written.items()],
            "findings": findings,
        }
        self._store.put(self._name(options), json.dumps(kept).encode())
        self._store.close()

    def _name(self, options: Sequence[str]) -> str:
        return "builds/" + hashlib.sha256(json.dumps(list(options)).encode()).hexdigest()[:32]

    @cached_property
    def _store(self) -> DiskStore:
        return DiskStore(self.folder, MAX_BYTES)

    def _around(self, findings: Sequence[object]) -> str:
        """Hash of all that a build depends on besides its options and the files it reads."""
        # Findings name files as seen from the working directory.
        place = str(Path.cwd()) if findings else ""
        around = [_FORMAT, self.tools, self._names, place]
        return hashlib.sha256(json.dumps(around).encode()).hexdigest()

    @cached_property
    def tools(self) -> str:
        """Hash of the programs that make results."""
        return tools.digest()

    def _searched(self) -> list[str]:
        """The names in every folder where a template, a style, a font or an asset is looked for."""
        folders = (root / name for root in lookup.roots(self.root) for name in _SEARCHED)
        return [name for folder in folders for name in tools.tree(folder)]

    def _holds(self, name: str, kept: Sequence[int], sha: str) -> bool:
        """Whether the file `name` is as it was; `kept` is its stamp, or its size alone."""
        path = Path(name)
        try:
            status = path.stat()
        except OSError:
            return False
        if status.st_size != kept[0] or not stat.S_ISREG(status.st_mode):
            return False
        if tuple(kept) == stamp(status):
            return True
        with suppress(OSError):
            return hashlib.sha256(path.read_bytes()).hexdigest() == sha
        return False


_File = tuple[str, Sequence[int], str]
"""Path, what is known of the file without reading it, SHA-256."""


def _read(path: Path, found: Stamp, sha: str) -> _File:
    size, *times = found
    is_recent = time.time_ns() - max(times) < _SOON
    return str(path), (size,) if is_recent else found, sha


def _written(path: Path, data: bytes) -> _File:
    """Its times are not asked for, as another may have replaced it."""
    return str(path), (len(data),), hashlib.sha256(data).hexdigest()


def _values(item: Diagnostic) -> list[Any]:
    span = item.span
    place = span and [span.file, span.line, span.column, span.end_line, span.end_column]
    return [item.severity.value, item.code, item.message, place, list(item.hints)]


def _finding(
    severity: str, code: str, message: str, place: list[Any] | None, hints: list[str]
) -> Diagnostic:
    span = Span(*place) if place else None
    return Diagnostic(Severity(severity), code, message, span, tuple(hints))
