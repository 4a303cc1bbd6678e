"""Workers that have nothing in common: one that dies, at whatever moment, costs its own job."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from reportkit import workers
from reportkit.executor import LostWorkerError, Workers

SOON = 60
"""Seconds after which what should end is taken to hang."""


@pytest.fixture
def two() -> Iterator[Workers]:
    made = workers.executor(2, "json")
    yield made
    made.stop()


def dies_of_its_answer() -> bytes:
    """More than a pipe holds, from a worker that is killed before all of it is handed over."""
    answer = bytes(100_000_000)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    return answer


def test_a_worker_that_dies_with_half_an_answer_harms_no_other(two: Workers) -> None:
    lost, done = two.submit(dies_of_its_answer), two.submit(len, "three")
    assert isinstance(lost.exception(SOON), LostWorkerError)
    assert done.result(SOON) == 5
    assert two.submit(len, "four").result(SOON) == 4


def test_workers_that_are_killed_while_they_wait_cost_nothing(two: Workers) -> None:
    wait([two.submit(time.sleep, 0.1) for _ in range(2)], SOON)
    for process in tuple(two._processes):
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(SOON)
    assert [two.submit(len, "three").result(SOON) for _ in range(4)] == [5, 5, 5, 5]


def test_the_end_does_not_wait_for_workers_that_are_killed(two: Workers) -> None:
    wait([two.submit(time.sleep, 0.1) for _ in range(2)], SOON)
    first, _ = two._processes
    os.kill(first.pid or 0, signal.SIGKILL)
    ending = threading.Thread(target=two.shutdown, daemon=True)
    ending.start()
    ending.join(SOON)
    assert not ending.is_alive()


def test_an_error_says_where_in_the_worker_it_was_raised(two: Workers) -> None:
    error = two.submit(int, "x").exception(SOON)
    assert isinstance(error, ValueError)
    assert "In a worker:" in error.__notes__[0]


def test_an_answer_that_cannot_be_sent_is_an_error_and_the_worker_goes_on(two: Workers) -> None:
    assert two.submit(threading.Lock).exception(SOON)
    assert two.submit(len, "three").result(SOON) == 5


def test_stopped_workers_leave_what_they_are_at_and_begin_nothing_more() -> None:
    pool = workers.executor(1, "json")
    begun, next_one = pool.submit(time.sleep, SOON), pool.submit(time.sleep, SOON)
    while not pool._processes:
        time.sleep(0.01)
    pool.stop()
    assert isinstance(begun.exception(SOON), LostWorkerError)
    assert next_one.cancelled()
    with pytest.raises(RuntimeError):
        pool.submit(len, "three")
