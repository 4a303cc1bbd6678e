"""A briefing as it stands: the last good page and PDF, and what is wrong with it now.

In go a source and what is wished for it, out come editions, one after the other. The settings of
the project are read for each, since they are edited like all else. Everything that a build read,
and every folder where a file could appear that would change it, is remembered for the watcher.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import field
from pathlib import Path

import reportkit.build as stages
from reportkit.diagnostics import Diagnostic, Diagnostics, Severity, Span
from reportkit.frozen import frozen
from reportkit.preview.pictures import Pictures
from reportkit.project import SOURCES, read_settings
from reportkit.session import FOLDER, Session
from reportkit.theme import defaults_root
from reportkit.wishes import Wishes, request
from reportkit.workspace import Stamp, Workspace, is_folder, stamp

_SEARCHED = ("styles", "templates")
_UNFINISHED = ("~", ".swp", ".tmp", ".part", ".crdownload")
"""How names end that editors and browsers give to files which are not done."""


@frozen
class Edition:
    """What is shown of a briefing."""

    number: int = 0
    """Counts up with each build; 0 before the first."""
    html: bytes = b""
    """The page of the last good build; empty before it."""
    pdf: bytes = b""
    findings: tuple[Diagnostic, ...] = ()
    """Of the last build, good or not."""
    is_good: bool = False
    """Whether `html` and `pdf` are what the files say now."""
    seconds: float = 0.0
    """What the last build took."""
    pictures: Pictures = field(default_factory=lambda: Pictures(b""))
    """The pages of `pdf`."""


class Briefing:
    """Builds one briefing again and again. Its methods may be called from any thread."""

    def __init__(self, source: Path, root: Path, session: Session, wishes: Wishes) -> None:
        self.source, self.root = source, root
        self.edition = Edition()
        self.reads: tuple[Path, ...] = ()
        """What the last good build read, and the last one."""
        self._session, self._wishes = session, wishes
        self._output: Path | None = None
        self._stamps: dict[Path, Stamp | None] = {}
        self._names: frozenset[str] = frozenset()
        """The files that could be found, as they were before the last build."""
        self._building = threading.Lock()

    @property
    def slug(self) -> str:
        return self.source.stem

    def build(self) -> Edition:
        """Build it, and put the outcome in the place of the last edition."""
        with self._building:
            start = time.perf_counter()
            workspace, self._names = Workspace(self.root), self._found()
            made, findings = self._make(workspace)
            self._remember(workspace, made is not None)
            last = self.edition
            self.edition = self._next(made, findings, time.perf_counter() - start)
            if self.edition.pictures is not last.pictures:
                last.pictures.close()
            return self.edition

    def close(self) -> None:
        """Let go of what is shown."""
        self.edition.pictures.close()

    def is_stale(self) -> bool:
        """Whether a file is not as it was when it was read, or one came or went."""
        is_changed = any(_stamp(path) != before for path, before in self._stamps.items())
        return is_changed or self._found() != self._names

    def folders(self) -> set[Path]:
        """The folders in which a change may matter; all of them exist."""
        defaults = defaults_root()
        found = {path.parent for path in self.reads}
        found = {path for path in found if not path.is_relative_to(defaults)}
        return {path for path in found | self._searched() if is_folder(path)}

    def _searched(self) -> set[Path]:
        """The folders in which files are looked for."""
        found = {self.root, self.root / SOURCES, self.source.parent}
        return found.union(*(_below(self.root / name) for name in _SEARCHED))

    def _found(self) -> frozenset[str]:
        """The files in the folders in which files are looked for."""
        inside = (path for folder in self._searched() for path in _inside(folder))
        return frozenset(str(path) for path in inside if self._matters(path))

    def concerns(self, changed: Iterable[Path]) -> bool:
        """Whether one of the files `changed` may change what is shown."""
        folders = self.folders()
        return any(path.parent in folders and self._matters(path) for path in changed)

    def _matters(self, path: Path) -> bool:
        if path in self.reads:
            return True
        own = (self._output, self.root / FOLDER)
        if any(folder and path.is_relative_to(folder) for folder in own):
            return False
        return not (path.name.startswith((".", "#")) or path.name.endswith(_UNFINISHED))

    def _make(self, workspace: Workspace) -> tuple[dict[str, bytes] | None, Diagnostics]:
        """The results by format, or None if there are none; and all findings."""
        of_project = Diagnostics()
        settings = read_settings(workspace, of_project)
        asked = request(self.root, self.source, self._wishes, settings)
        self._output, diagnostics = asked.output, Diagnostics(asked.policy)
        diagnostics.extend(of_project)
        made = None if of_project.has_errors else self._printed(asked, workspace, diagnostics)
        return made, diagnostics

    def _printed(
        self, asked: stages.Request, workspace: Workspace, diagnostics: Diagnostics
    ) -> dict[str, bytes] | None:
        try:
            made = stages.make(asked, workspace, diagnostics, self._session)
        except Exception as error:
            if os.environ.get("REPORTKIT_TRACEBACK"):
                raise
            diagnostics.bug(error, Span(workspace.shown(self.source)))
            made = None
        return None if made is None else {path.suffix[1:]: data for path, data in made.items()}

    def _remember(self, workspace: Workspace, is_good: bool) -> None:
        before = () if is_good else self.reads
        self.reads = tuple(dict.fromkeys((*workspace.reads, *before)))
        self._stamps = {path: workspace.stamps.get(path) for path in workspace.reads}
        self._stamps.setdefault(self.source, _stamp(self.source))

    def _next(
        self, made: dict[str, bytes] | None, diagnostics: Diagnostics, seconds: float
    ) -> Edition:
        last = self.edition
        number, findings = last.number + 1, tuple(sorted(diagnostics, key=_gravity))
        if made is None:
            kept = (last.html, last.pdf, findings, False, seconds, last.pictures)
            return Edition(number, *kept)
        is_same = made["pdf"] == last.pdf
        pictures = last.pictures if is_same else Pictures(made["pdf"])
        return Edition(number, made["html"], made["pdf"], findings, True, seconds, pictures)


def _gravity(item: Diagnostic) -> int:
    return list(Severity).index(item.severity)


def _stamp(path: Path) -> Stamp | None:
    """As `Workspace.stamps` has it; None if the file is not there."""
    try:
        return stamp(path.stat())
    except OSError:
        return None


def _inside(folder: Path) -> list[Path]:
    """The files in `folder`; none if it cannot be looked into."""
    try:
        return [Path(entry.path) for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return []


def _below(top: Path) -> Iterable[Path]:
    """`top` and the folders below it."""
    yield top
    if is_folder(top):
        yield from (Path(folder) for folder, _, _ in os.walk(top))
