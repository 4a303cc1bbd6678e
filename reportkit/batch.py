"""Many briefings: built side by side in warm workers, told of in the order they were asked for.

In go requests and a session, out come outcomes, one a request. A briefing at fault, and even one
that kills its worker, costs only itself. It is apart from `build`, which knows one briefing.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import reportkit.build as stages
from reportkit import workers
from reportkit.build import Request
from reportkit.diagnostics import Diagnostics, Span
from reportkit.executor import LostWorkerError, Workers
from reportkit.frozen import frozen
from reportkit.session import Session
from reportkit.timings import Timings
from reportkit.workspace import Workspace

FEWEST = 3
"""Briefings from which on workers pay, if nobody says how many there shall be."""
_PAGES = re.compile(rb"/Type ?/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type ?/Pages\b")
_PACKED = re.compile(rb"/Type ?/ObjStm[^>]*>>\s*stream\r?\n")


@frozen
class Outcome:
    """What became of a briefing."""

    request: Request
    written: tuple[Path, ...]
    diagnostics: Diagnostics
    pages: int = 0
    """Pages printed; 0 if nothing had to be."""
    reads: tuple[Path, ...] = ()
    """The files that it came from, in the order in which they were read."""
    timings: Timings = field(default_factory=Timings)


def build_all(
    requests: Sequence[Request],
    session: Session,
    done: Callable[[Outcome], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Build `requests`; their outcomes in the same order. `done` hears of each when it is made."""
    waiting: dict[int, Outcome] = {}
    left = 0
    for index, outcome in _in_any_order(requests, session):
        done(outcome)
        waiting[index] = outcome
        while left in waiting:
            yield waiting.pop(left)
            left += 1


def _in_any_order(requests: Sequence[Request], session: Session) -> Iterator[tuple[int, Outcome]]:
    todo: dict[int, Request] = {}
    for index, request in enumerate(requests):
        kept = stages.unchanged(request, session) if len(requests) > 1 else None
        if kept is None:
            todo[index] = request
        else:
            diagnostics = Diagnostics(request.policy)
            diagnostics.extend(kept.findings)
            yield index, Outcome(request, kept.written, diagnostics, reads=tuple(kept.reads))
    count = min(session.jobs or workers.cores(), len(todo))
    fewest = FEWEST if session.jobs is None else 2
    if count > 1 and len(todo) >= fewest and not session.scheduler:
        pool = workers.executor(count, workers.BRIEFINGS)
        yield from _Crew(pool, session).run(todo)
    else:
        yield from ((index, _build(request, session)) for index, request in todo.items())


def _build(request: Request, session: Session) -> Outcome:
    """Build one briefing in this process; what should not happen is a finding too."""
    diagnostics = Diagnostics(request.policy)
    workspace = Workspace(session.root or Path.cwd())
    session.timings = Timings()
    written: tuple[Path, ...] = ()
    try:
        written = stages.build(request, workspace, diagnostics, session)
    except Exception as error:
        if os.environ.get("REPORTKIT_TRACEBACK"):
            raise
        diagnostics.bug(error, Span(workspace.shown(request.source)))
    pages = sum(map(_pages, written)) if workspace.stamps else 0
    reads = tuple(workspace.reads)
    return Outcome(request, written, diagnostics, pages, reads, session.timings)


def _pages(path: Path) -> int:
    """Pages of a PDF just written, from the root of its page tree; 0 for another file."""
    if path.suffix != ".pdf":
        return 0
    pdf = path.read_bytes()
    left = memoryview(pdf)
    packs = (zlib.decompressobj().decompress(left[m.end() :]) for m in _PACKED.finditer(pdf))
    found = (_PAGES.search(data) for data in (*packs, pdf))
    return max((int(match[1] or match[2]) for match in found if match), default=0)


@dataclass
class _Crew:
    """Workers for whole briefings."""

    pool: Workers
    session: Session

    def run(self, requests: Mapping[int, Request]) -> Iterator[tuple[int, Outcome]]:
        """The outcome of each request, as it is made."""
        try:
            yield from self._run(requests)
        except BaseException:
            self.pool.stop()
            raise
        self.pool.shutdown()

    def _run(self, requests: Mapping[int, Request]) -> Iterator[tuple[int, Outcome]]:
        running = {self._submit(request): index for index, request in requests.items()}
        lost = []
        for future in as_completed(running):
            index = running.pop(future)
            if isinstance(future.exception(), LostWorkerError):
                lost.append(index)
            else:
                yield index, future.result()
        for index in sorted(lost):
            yield index, self._alone(requests[index])

    def _submit(self, request: Request) -> Future[Outcome]:
        return self.pool.submit(_work, request, self.session.root, self.session.press)

    def _alone(self, request: Request) -> Outcome:
        """Build what may have killed its worker with nobody beside it."""
        with suppress(LostWorkerError):
            return self._submit(request).result()
        diagnostics, shown = Diagnostics(), Workspace(self.session.root or Path.cwd()).shown
        message = "the briefing takes more memory or time than there is, or crashes the layout"
        diagnostics.error("RK0508", message, Span(shown(request.source)))
        return Outcome(request, (), diagnostics)


def _work(request: Request, root: Path | None, press: str) -> Outcome:
    """Build one briefing in a worker, which the system ends if it takes too much."""
    with workers.job():
        return _build(request, _session(root, press))


@cache
def _session(root: Path | None, press: str) -> Session:
    """The session of a worker. Whether anything has changed was asked before it got the work."""
    return Session(root, press, jobs=1, force=True)
