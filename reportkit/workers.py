"""Processes that work for this one: warm from the start, limited, and gone when it goes.

In goes the name of a module to be imported before they start, out comes an executor. Both whole
briefings and single parts run in them, each within `job`. They leave an interrupt to the process
that they work for, and end when it ends, however that comes about.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from types import FrameType, ModuleType
from typing import Any

from reportkit.executor import Workers

if sys.platform == "win32":
    from multiprocessing.context import SpawnContext as _Start
    from multiprocessing.context import SpawnProcess as _Process
else:
    from multiprocessing.context import ForkServerContext as _Start
    from multiprocessing.context import ForkServerProcess as _Process

PARTS = "reportkit.press.warm"
"""What workers import that compile parts."""
BRIEFINGS = "reportkit.warm"
"""What workers import that build whole briefings."""
MAX_MEMORY = 2_000_000_000
"""Bytes of address space of a worker."""
MAX_SECONDS = 600
"""CPU seconds that one job may take."""


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def executor(workers: int, warm: str) -> Workers:
    """Workers that have imported the module `warm`; they start when there is work."""
    prepare(warm)
    return Workers(workers, _Context(), _begin)


def prepare(warm: str) -> None:
    """Let the server that workers are forked from import `warm` while this process does else."""
    if sys.platform == "win32":
        return
    from multiprocessing import forkserver, resource_tracker

    _Context().set_forkserver_preload([warm])
    # An interrupt is for this process alone. What is blocked here stays so in the server, which
    # wants a tracker, and starting one would lift the block.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker(_Process):
    """A process that does not run the caller's script again.

    Python would, to know what is defined there. Nothing of ours is, and a script without
    `if __name__ == "__main__":` would begin its builds anew in each worker.
    """

    @staticmethod
    def _Popen(process: BaseProcess) -> Any:  # noqa: N802
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return _Process._Popen(process)
        finally:
            sys.modules["__main__"] = script


class _Context(_Start):
    Process = _Worker


_is_at_work = False


@contextmanager
def job() -> Iterator[None]:
    """Around one job: it is limited, and cleans up behind it if the worker has to end."""
    global _is_at_work
    _limit()
    _is_at_work = True
    try:
        yield
    finally:
        _is_at_work = False


def _limit() -> None:
    """Let the system end this process if its next job takes too much."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime) + MAX_SECONDS
    for kind, wanted in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (allowed, hard))


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _leave(number: int, frame: FrameType | None) -> None:
    """Leave a job by way of whatever cleans up, so that no half-written file is left behind."""
    if _is_at_work:
        raise SystemExit(1)
    os._exit(1)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
