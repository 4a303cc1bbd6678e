"""Who compiles: this process, or workers of its own.

What goes in: jobs. What comes out: what they come to, as each is done. Workers start with
WeasyPrint imported, are limited in memory and time, and are replaced when they die; a job that
kills its worker twice is a finding, and the others lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import as_completed
from types import TracebackType
from typing import Protocol

from reportkit import workers
from reportkit.executor import LostWorkerError, Workers
from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.press.findings import Finding


class Compiler(Protocol):
    """Whatever compiles jobs."""

    def expect(self, jobs: int, characters: int) -> None:
        """Before the first job: how many there will be, and of how much HTML, at the least."""

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """Each job's index with what it comes to, in any order."""


class Pool:
    """Compiles jobs, in `size` workers if there is work enough. Close it, or use it in a `with`.

    Workers that start cost about as much as laying out `least` characters of HTML.
    """

    def __init__(self, size: int = 1, least: int = 0) -> None:
        self._size, self._least = size, least
        self._is_worthwhile = False
        self._executor: Workers | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and self._executor is not None:
            self._executor.stop()
            self._executor = None
        self.close()

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def expect(self, jobs: int, characters: int) -> None:
        """Decide whether workers are worth their start."""
        self._is_worthwhile = self._size > 1 and jobs > 1 and characters >= self._least

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """Each job's index with what it comes to, in any order."""
        if self._executor is None and not self._is_worthwhile:
            yield from ((index, compile_part(job)) for index, job in jobs.items())
            return
        lost: dict[int, Job] = {}
        yield from self._together(jobs, lost)
        for index in sorted(lost):
            yield from self._alone(index, jobs[index])

    def _together(
        self, jobs: Mapping[int, Job], lost: dict[int, Job]
    ) -> Iterator[tuple[int, Compiled]]:
        """What jobs come to; those whose workers died are `lost`."""
        if self._executor is None:
            self._executor = workers.executor(self._size, workers.PARTS)
        longest_first = sorted(jobs, key=lambda index: -len(jobs[index].html))
        running = {self._executor.submit(_limited, jobs[i]): i for i in longest_first}
        for future in as_completed(running):
            index = running[future]
            if isinstance(future.exception(), LostWorkerError):
                lost[index] = jobs[index]
            else:
                yield index, future.result()

    def _alone(self, index: int, job: Job) -> Iterator[tuple[int, Compiled]]:
        """Once more, with nobody beside it, what may have killed its worker."""
        lost: dict[int, Job] = {}
        yield from self._together({index: job}, lost)
        if lost:
            yield index, _killed(job)


def _killed(job: Job) -> Compiled:
    message = f"the part {job.name} takes more memory or time than there is, or crashes the layout"
    return Compiled(None, (Finding("error", "RK0508", message, (), "", "", 0, 0),), {}, {})


def _limited(job: Job) -> Compiled:
    """`compile_part` in a worker, which the system ends if it takes too much."""
    with workers.job():
        return compile_part(job)
