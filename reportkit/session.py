"""What outlives one briefing: the cache of the press, its workers, the records of builds.

In goes a project with how it is to be printed, out come PDFs by the press that was chosen. It is
apart from `build` so that many briefings, or many builds of one, share what is slow to make.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.timings import Spent, Timings
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportkit.html import Kept
    from reportkit.press import Manuscript
    from reportkit.press.cluster import Cluster
    from reportkit.press.compile import Compiled, Job
    from reportkit.press.log import Locate
    from reportkit.press.pool import Compiler, Pool
    from reportkit.press.store import Store
    from reportkit.records import Records

PRESSES = ("linked", "plain")
FOLDER = ".reportkit"
"""Below a project: what reportkit keeps there."""
WORTHWHILE = 60_000
"""Characters of HTML from which on workers pay, which take a second to start."""


@dataclass
class Session(AbstractContextManager["Session"]):
    """Builds of one project. Close it, or use it in a `with`."""

    root: Path | None = None
    """The project, for what is kept on disk; None keeps it in memory."""
    press: str = PRESSES[0]
    jobs: int | None = None
    """How many processes may work; None: as many as there are cores, if it is worth while."""
    scheduler: str = ""
    """Address of a Dask scheduler that compiles parts; "" for this machine alone."""
    force: bool = False
    """Build even what is as it was."""
    timings: Timings = field(default_factory=Timings)
    """Of the briefing under way."""
    _has_prepared: bool = False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if pool := self.__dict__.pop("pool", None):
            pool.__exit__(kind, error, trace)

    def connect(self, diagnostics: Diagnostics) -> bool:
        """Make sure of the scheduler, if one is to compile; False, with an error, if it is not."""
        if self.scheduler:
            from reportkit.press import cluster

            found = cluster.connect(self.scheduler, diagnostics)
            if found is None:
                return False
            self.pool = found
        return True

    def prepare(self, source: Path) -> None:
        """Before `source` is read: let workers get ready, if all of it will have to be laid out.

        They import what they need in the time in which this process makes HTML.
        """
        from reportkit import workers

        if self.root is None or self.press != PRESSES[0] or self.scheduler:
            return
        if (self.jobs or workers.cores()) == 1:
            return
        is_first = not (self.root / FOLDER / "press" / "objects").exists()
        least = WORTHWHILE if self.jobs is None else 0
        with suppress(OSError):
            if is_first and source.stat().st_size >= least:
                workers.prepare(workers.PARTS)
                self._has_prepared = True

    def warm_up(self, head: str, mounts: Mapping[str, tuple[Path, ...]], fonts: Path) -> None:
        """Before HTML is made: let the workers that get ready read the styles that `head` names."""
        if not self._has_prepared:
            return
        from reportkit.press import Manuscript, linked

        linked.warm_up(Manuscript("en", "ltr", head, "", (), mounts, fonts), self.pool)
        self._has_prepared = False

    def print_pdf(
        self,
        manuscript: Manuscript,
        workspace: Workspace,
        diagnostics: Diagnostics,
        locate: Locate,
    ) -> bytes | None:
        """The PDF of `manuscript`; None, with errors, if it cannot be printed."""
        from reportkit.press import linked, plain

        if self.press == "plain" or not _is_known_version():
            return plain.print_pdf(manuscript, workspace, diagnostics, locate)
        timed = _Timed(self.pool, self.timings)
        return linked.print_pdf(
            manuscript,
            workspace,
            diagnostics,
            locate,
            store=self.store,
            pool=timed,
            stage=self.timings.stage,
        )

    @cached_property
    def store(self) -> Store:
        """Where the press keeps its object files."""
        from reportkit.press.store import DiskStore, MemoryStore

        folder = self.root and _own(self.root)
        if folder and folder.is_dir():
            return DiskStore(folder / "press")
        memory = MemoryStore()
        memory.trouble = f"{FOLDER} is no folder and cannot be made one" if folder else ""
        return memory

    @cached_property
    def markup(self) -> Kept:
        """The markup of parts."""
        from reportkit.html import Kept

        # In memory it ends with the process, whose programs stay as they are.
        return Kept(self.store, self.records.tools if self.records else "")

    @cached_property
    def pool(self) -> Pool | Cluster:
        """Who compiles parts."""
        from reportkit import workers
        from reportkit.press.pool import Pool

        least = WORTHWHILE if self.jobs is None else 0
        return Pool(self.jobs or workers.cores(), least)

    @cached_property
    def records(self) -> Records | None:
        """The builds of the project, if they are kept."""
        from reportkit.records import Records

        return Records(_own(self.root) / "builds", self.root) if self.root else None


@frozen
class _Timed:
    """Compiles as `compiler` does, and notes what each part took."""

    compiler: Compiler
    timings: Timings

    def warm_up(self, job: Job) -> None:
        self.compiler.warm_up(job)

    def expect(self, jobs: int, characters: int) -> int:
        return self.compiler.expect(jobs, characters)

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        return self._noted(self.compiler.compile(jobs), jobs)

    def _noted(
        self, made: Iterator[tuple[int, Compiled]], jobs: Mapping[int, Job]
    ) -> Iterator[tuple[int, Compiled]]:
        for index, compiled in made:
            spent = Spent(jobs[index].name, compiled.cpu, compiled.wall)
            self.timings.parts.append(spent)
            yield index, compiled


def _own(root: Path) -> Path:
    """The folder of reportkit's own below a project, of no interest to Git."""
    folder = root / FOLDER
    with suppress(OSError):
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _is_known_version() -> bool:
    from importlib.metadata import version

    from reportkit.press.inside import PINNED

    return version("weasyprint") == PINNED
