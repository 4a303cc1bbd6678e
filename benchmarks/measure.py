"""One way to a PDF, run and measured.

What goes in: a command and a folder. What comes out: CPU and wall time with all child processes
that it waited for, and the greatest resident set of one of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LOG = "log.txt"
"""What a run printed, in its folder."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, with its children."""

    cpu: float
    """Seconds."""
    wall: float
    """Seconds."""
    memory: int
    """Greatest resident set of one of the processes, in MB."""

    def __str__(self) -> str:
        return f"{self.cpu:8.2f} s of CPU {self.wall:8.2f} s {self.memory:5} MB"


@dataclass(slots=True)
class Case:
    """A way to a PDF."""

    name: str
    command: list[str]
    prepare: Callable[[Path], None] = lambda folder: None
    """Brings the folder into the state that the command is measured from."""
    output: str = "out/report.pdf"
    has_workers: bool = False
    """Its CPU time is not all seen, so only wall time is told."""
    tells: bool = False
    """It measures a part of itself, and its last line says what that took."""
    runs: list[Run] = field(default_factory=list)

    def least(self, figure: str) -> float:
        """The least of all runs: what a busy machine adds is no part of the cost."""
        return float(min(getattr(run, figure) for run in self.runs))

    def measure(self, folder: Path) -> None:
        self.prepare(folder)
        made = run(self.command, folder)
        self.runs.append(_told(folder, made.memory) if self.tells else made)
        print(f"{self.name:44} {self.runs[-1]}", file=sys.stderr, flush=True)


def run(command: list[str], folder: Path) -> Run:
    """Run `command` in `folder`."""
    start = time.perf_counter()
    with (folder / LOG).open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdout=log, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (folder / LOG).read_text()
    wall = time.perf_counter() - start
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024)


def _told(folder: Path, memory: int) -> Run:
    cpu, wall = (folder / LOG).read_text().splitlines()[-1].split()
    return Run(float(cpu), float(wall), memory)


def _environment() -> dict[str, str]:
    """With bytecode, as every installed package has it, ours and WeasyPrint's alike."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[1]), "NO_COLOR": "1"}
