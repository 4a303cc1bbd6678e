"""An executor whose workers have nothing in common, so that the death of one harms no other.

In go functions with their arguments, out come futures. Python's `ProcessPoolExecutor` gives all
workers one queue: a worker that is killed while it has the lock of that queue, or half an answer in
it, leaves the others and this process waiting for ever. Here each worker has a pipe of its own and
a thread of this process at the other end. One that dies costs the job that it was at, whose future
says so, and is replaced when there is more to do.
"""

from __future__ import annotations

import pickle
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import Any

_PATIENCE = 5.0
"""Seconds that a worker has to clean up."""


class LostWorkerError(Exception):
    """The worker died at the job, or could not be started."""


class Workers(Executor):
    """Up to `size` processes that call `begin` and then work; they start when there is work."""

    def __init__(self, size: int, context: BaseContext, begin: Callable[[], object]) -> None:
        self._size, self._context, self._begin = size, context, begin
        self._jobs = SimpleQueue[tuple[Future[Any], bytes] | None]()
        self._lock = threading.RLock()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Semaphore(0)
        """Counts the threads that wait for a job that nobody has given yet."""
        self._processes: set[BaseProcess] = set()
        self._is_closed = self._is_stopped = False

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        """The future of a call in one of the workers. Raises what keeps it from being sent."""
        data = pickle.dumps((function, arguments, named))
        future: Future[Any] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the workers have been dismissed")
            self._jobs.put((future, data))
            if not self._idle.acquire(blocking=False) and len(self._threads) < self._size:
                self._threads.append(threading.Thread(target=self._attend, daemon=True))
                self._threads[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go when all is done, or with `cancel_futures` when each has done its
        job."""
        with self._lock:
            if cancel_futures:
                self._cancel()
            if not self._is_closed:
                self._is_closed = True
                for _ in self._threads:
                    self._jobs.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def stop(self) -> None:
        """End the workers at once, whatever they are at."""
        self.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._is_stopped = True
            processes = tuple(self._processes)
        for process in processes:
            process.terminate()
        for process in processes:
            _end(process)

    def _cancel(self) -> None:
        """Cancel what nobody has begun."""
        with suppress(Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)
                    return
                job[0].cancel()

    def _attend(self) -> None:
        """One thread: give its worker one job after another."""
        worker: _Line | None = None
        while (job := self._jobs.get()) is not None:
            future, data = job
            if future.set_running_or_notify_cancel():
                worker = self._work(worker, future, data)
            del job, future, data
            self._idle.release()
        if worker is not None:
            self._dismiss(worker)

    def _work(self, worker: _Line | None, future: Future[Any], data: bytes) -> _Line | None:
        """Have one job done; the worker, if it lives."""
        try:
            worker = self._living(worker)
            is_good, answer = worker.ask(data)
        except Exception as error:
            if worker is not None:
                self._dismiss(worker)
            lost = LostWorkerError(f"a worker is lost: {error!r}")
            future.set_exception(lost)
            return None
        if is_good:
            future.set_result(answer)
        else:
            future.set_exception(answer)
        return worker

    def _living(self, worker: _Line | None) -> _Line:
        """`worker`, or if there is none or it died while it had nothing to do, a new one."""
        if worker is not None and worker.process.is_alive():
            return worker
        if worker is not None:
            self._dismiss(worker)
        with self._lock:
            if self._is_stopped:
                raise OSError("the workers have been stopped")
            worker = _Line(self._context, self._begin)
            self._processes.add(worker.process)
        return worker

    def _dismiss(self, worker: _Line) -> None:
        worker.pipe.close()
        _end(worker.process)
        with self._lock:
            self._processes.discard(worker.process)


class _Line:
    """A process and this end of its pipe."""

    def __init__(self, context: Any, begin: Callable[[], object]) -> None:
        self.pipe, other = context.Pipe()
        # The interpreter ends such processes when it ends, and waits for others.
        self.process: BaseProcess = context.Process(target=_serve, args=(other, begin), daemon=True)
        try:
            self.process.start()
        finally:
            # Only the worker has it now, so its end is the end of the pipe.
            other.close()

    def ask(self, data: bytes) -> tuple[bool, Any]:
        """Whether a job came to a result, and that or an error. Raises `EOFError`, `OSError`."""
        self.pipe.send_bytes(data)
        answer = self.pipe.recv_bytes()
        try:
            is_good, value = pickle.loads(answer)
        except Exception as error:
            return False, error
        return is_good, value


def _end(process: BaseProcess) -> None:
    process.join(_PATIENCE)
    process.kill()


def _serve(pipe: Connection, begin: Callable[[], object]) -> None:
    """The worker's side: answer one job after another until nobody asks any more."""
    begin()
    with suppress(EOFError):
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _answer(data: bytes) -> bytes:
    try:
        function, arguments, named = pickle.loads(data)
        return pickle.dumps((True, function(*arguments, **named)))
    except Exception as error:
        error.add_note(f"In a worker:\n{traceback.format_exc()}")
        with suppress(Exception):
            return pickle.dumps((False, error))
        return pickle.dumps((False, RuntimeError(repr(error))))
