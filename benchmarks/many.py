"""`python -m benchmarks.many WORKERS SOURCE`: what a first build would take on many cores.

Parts are compiled here one after the other and timed, each as if by the worker that is free first,
once all have read the styles. The clock stands still meanwhile,
and goes on to the moment at which a part would be done when the build waits for it. All else takes
the time that it takes. The last line printed is the CPU time of all processes and the wall time, in
seconds.
"""

from __future__ import annotations

import gc
import heapq
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportkit import garbage
from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.session import Session
from reportkit.workspace import Workspace


class Reckoned:
    """A compiler with workers that are not there."""

    def __init__(self, workers: int) -> None:
        self._free = [0.0] * workers
        self._skipped = 0.0
        self._waited = 0.0

    def now(self) -> float:
        """Seconds, as the build would see them."""
        return time.perf_counter() - self._skipped + self._waited

    def warm_up(self, job: Job) -> None:
        at, _ = self._done(job)
        self._free = [at] * len(self._free)

    def expect(self, jobs: int, characters: int) -> int:
        return len(self._free)

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        done = [(*self._done(job), index) for index, job in jobs.items()]
        return self._arriving(sorted(done, key=lambda item: item[0]))

    def _done(self, job: Job) -> tuple[float, Compiled]:
        begun = max(self.now(), heapq.heappop(self._free))
        start = time.perf_counter()
        compiled = compile_part(job)
        took = time.perf_counter() - start
        self._skipped += took
        heapq.heappush(self._free, begun + took)
        return begun + took, compiled

    def _arriving(self, done: list[tuple[float, Compiled, int]]) -> Iterator[tuple[int, Compiled]]:
        for at, compiled, index in done:
            self._waited += max(0.0, at - self.now())
            yield index, compiled


def main(workers: int, source: Path) -> None:
    """Build `source` with so many workers."""
    gc.set_threshold(*garbage.SELDOM)
    started = time.process_time()
    from reportkit.press import warm  # noqa: F401, as the server does that workers come from

    root = source.parents[1]
    session, diagnostics = Session(root, jobs=workers), Diagnostics()
    session.pool = compiler = Reckoned(workers)
    start = compiler.now()
    request = Request(source, root / "out", formats=("pdf",))
    assert build(request, Workspace(root), diagnostics, session), list(diagnostics)
    print(time.process_time(), started + compiler.now() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]).absolute())
