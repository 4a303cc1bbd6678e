"""The press for long: many edits, many workers, many that die. Only `make soak` runs these."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from test_linked import WORDS, Manuscript, linked_pdf, parts
from test_linked_cache import build, edited
from test_linked_cache import manuscript as manuscript

from benchmarks.reports import write_report
from reportkit import build as stages
from reportkit.build import Request
from reportkit.diagnostics import Diagnostics
from reportkit.press import pool
from reportkit.press.compile import Compiled, Job, compile_part
from reportkit.press.pool import Pool
from reportkit.press.store import DiskStore
from reportkit.session import Session
from reportkit.workspace import Workspace

pytestmark = pytest.mark.soak

EDITS = 100
GROWTH = 5.0
"""MB that a process may grow by: object files of all edits are on disk, not in memory."""


def test_a_process_does_not_grow_over_a_hundred_edits(tmp_path: Path) -> None:
    source = write_report(tmp_path, 8, "word")
    command = [sys.executable, "-m", "benchmarks.resident", str(source), str(EDITS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert float(told.stdout.splitlines()[-2]) < GROWTH


@pytest.mark.parametrize("seed", range(8))
def test_bytes_are_the_same_after_any_edits_with_any_number_of_workers(
    manuscript: Manuscript, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    store = DiskStore(tmp_path / "press")
    made = manuscript
    with Pool(1 + seed % 4) as workers:
        for _ in range(4):
            before = made if dice.random() < 0.7 else manuscript
            made = edited(before, dice.randrange(5), WORDS * dice.randrange(1, 20))
            pdf, _ = build(made, store, workers)
    assert pdf == build(made)[0]


def _dies_once(job: Job) -> Compiled:
    marker = job.mounts["styles"][0] / "victim"
    if marker.exists() and marker.read_text() == job.name:
        marker.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return compile_part(job)


@pytest.mark.parametrize("seed", range(30))
def test_a_worker_that_is_killed_at_any_part_loses_nothing(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(pool, "_limited", _dies_once)
    made = replace(manuscript, parts=parts(*(f"<h1>{i}</h1>{WORDS}" for i in range(6))))
    victim = manuscript.mounts["styles"][0] / "victim"
    victim.write_text(f"p{random.Random(seed).randrange(6)}")
    with Pool(2 + seed % 3) as workers:
        pdf, findings = build(made, pool=workers)
    assert not victim.exists()
    assert not findings
    assert pdf == linked_pdf(made)


LINEAR = 1.6
"""How many times as much a row may cost in a report four times as long; the start is in both."""


@pytest.mark.parametrize("kind", ["rows", "events"])
def test_cost_grows_in_step_with_rows_and_events(tmp_path: Path, kind: str) -> None:
    """A selector, or a list that is searched, for each row would make it the square."""
    seconds = {}
    for count in (500, 2000):
        root = tmp_path / str(count)
        (root / "sources").mkdir(parents=True)
        source = root / "sources/a.yaml"
        source.write_text(LONG[kind](count))
        begun = time.process_time()
        diagnostics = Diagnostics()
        request = Request(source, root / "out", formats=("pdf",))
        assert stages.build(request, Workspace(root), diagnostics, Session(root, jobs=1)), list(
            diagnostics
        )
        seconds[count] = time.process_time() - begun
    assert seconds[2000] / 2000 < LINEAR * seconds[500] / 500, seconds


def _rows(count: int) -> str:
    rows = "".join(f"          - [row {i}, {i * 7}, {i * 13 % 1000}]\n" for i in range(count))
    table = f"table:\n        caption: Rows\n        columns: [A, B, C]\n        rows:\n{rows}"
    return f"title: Rows\nsections:\n  - title: One\n    body:\n    - {table}"


def _events(count: int) -> str:
    events = "".join(
        f"    - {{when: {1800 + i // 12}-{i % 12 + 1:02d}, text: Made-up event {i}}}\n"
        for i in range(count)
    )
    return (
        f"title: Events\nsections:\n  - title: One\n    body: Text.\ntimeline:\n  events:\n{events}"
    )


LONG = {"rows": _rows, "events": _events}
