"""Who compiles: this process, or workers of its own.

What goes in: jobs. What comes out: what they come to, as each is done. Workers start with
WeasyPrint imported, are limited in memory and time, and are replaced when they die; a job that
kills its worker twice is a finding, and the others lose nothing.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.press.findings import Finding

MAX_MEMORY = 2_000_000_000
"""Bytes of address space of a worker."""
MAX_SECONDS = 600
"""CPU seconds that one part may take."""


class Pool:
    """Compiles jobs, side by side if there are workers. Close it, or use it in a `with`."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._executor: Executor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """Each job's index with what it comes to, in any order."""
        if self._workers == 1 or (len(jobs) < 2 and self._executor is None):
            yield from ((index, compile_part(job)) for index, job in jobs.items())
            return
        left = dict(jobs)
        try:
            for index, compiled in self._together(jobs):
                del left[index]
                yield index, compiled
        except BrokenProcessPool:
            self.close()
            yield from self._one_by_one(left)

    def _together(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        self._executor = self._executor or _executor(self._workers)
        longest_first = sorted(jobs, key=lambda index: -len(jobs[index].html))
        running = {self._executor.submit(_limited, jobs[i]): i for i in longest_first}
        for future in as_completed(running):
            yield running[future], future.result()

    def _one_by_one(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """After a worker has died: whichever job does it again is the one."""
        for index, job in jobs.items():
            try:
                yield from self._together({index: job})
            except BrokenProcessPool:
                self.close()
                yield index, _killed(job)


def _killed(job: Job) -> Compiled:
    message = f"the part {job.name} takes more memory or time than there is, or crashes the layout"
    return Compiled(None, (Finding("error", "RK0508", message, (), "", "", 0, 0),), {}, {})


def _executor(workers: int) -> Executor:
    if sys.platform == "win32":
        return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.warm"])
    return ProcessPoolExecutor(workers, context)


def _limited(job: Job) -> Compiled:
    """`compile_part` in a worker, which the system ends if it takes too much."""
    limit()
    return compile_part(job)


def limit(seconds: int = MAX_SECONDS) -> None:
    """Let the system end this process if it takes too much memory, or so many CPU seconds more."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    until = int(spent.ru_utime + spent.ru_stime) + seconds
    for kind, wanted in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, until)):
        _, hard = resource.getrlimit(kind)
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (allowed, hard))
