"""Who compiles: this process, or workers of its own.

What goes in: jobs. What comes out: what they come to, as each is done. Workers start with
WeasyPrint imported, are limited in memory and time, and are replaced when they die; a job that
kills its worker twice is a finding, and the others lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, as_completed
from types import TracebackType
from typing import Protocol

from reportkit import workers
from reportkit.executor import LostWorkerError, Workers
from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.press.findings import Finding


class Compiler(Protocol):
    """Whatever compiles jobs."""

    def warm_up(self, job: Job) -> None:
        """Long before the first job: what has its styles, for workers to read them meanwhile."""

    def expect(self, jobs: int, characters: int) -> int:
        """Before the first job: how many there will be, and of how much HTML, at the least.

        How many workers there will be, while this process goes on; 0 if it does the work itself.
        """

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """Each job's index with what it comes to, in any order. Workers begin in that of `jobs`,
        at once."""


class Pool:
    """Compiles jobs, in `size` workers if there is work enough. Close it, or use it in a `with`.

    Workers that start cost about as much as laying out `least` characters of HTML.
    """

    def __init__(self, size: int = 1, least: int = 0) -> None:
        self._size, self._least = size, least
        self._is_worthwhile = False
        self._deadly: set[str] = set()
        """The HTML of parts that killed two workers, and need not kill a third."""
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

    def warm_up(self, job: Job) -> None:
        """Start the workers, each with `job`."""
        for _ in range(self._size if self._size > 1 else 0):
            self._workers.submit(_limited, job)

    def expect(self, jobs: int, characters: int) -> int:
        """Decide whether workers are worth their start."""
        self._is_worthwhile = self._size > 1 and jobs > 1 and characters >= self._least
        return self._size if self._executor is not None or self._is_worthwhile else 0

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """Each job's index with what it comes to, in any order."""
        if self._executor is None and not self._is_worthwhile:
            return ((index, compile_part(job)) for index, job in jobs.items())
        return self._finished(self._begin(jobs), jobs)

    def _begin(self, jobs: Mapping[int, Job]) -> dict[Future[Compiled], int]:
        harmless = {i: job for i, job in jobs.items() if job.html not in self._deadly}
        return {self._workers.submit(_limited, job): index for index, job in harmless.items()}

    @property
    def _workers(self) -> Workers:
        if self._executor is None:
            self._executor = workers.executor(self._size, workers.PARTS)
        return self._executor

    def _finished(
        self, running: Mapping[Future[Compiled], int], jobs: Mapping[int, Job]
    ) -> Iterator[tuple[int, Compiled]]:
        lost = [index for index, job in jobs.items() if job.html in self._deadly]
        for future in as_completed(running):
            index = running[future]
            if isinstance(future.exception(), LostWorkerError):
                lost.append(index)
            else:
                yield index, future.result()
        for index in sorted(lost):
            yield index, self._alone(index, jobs[index])

    def _alone(self, index: int, job: Job) -> Compiled:
        """Once more what may have killed its worker."""
        if job.html not in self._deadly:
            (future,) = self._begin({index: job})
            if not isinstance(future.exception(), LostWorkerError):
                return future.result()
        self._deadly.add(job.html)
        return _killed(job)


def _killed(job: Job) -> Compiled:
    message = f"the part {job.name} takes more memory or time than there is, or crashes the layout"
    return Compiled(None, (Finding("error", "RK0508", message, (), "", "", 0, 0),), {}, {})


def _limited(job: Job) -> Compiled:
    """`compile_part` in a worker, which the system ends if it takes too much."""
    with workers.job():
        return compile_part(job)
