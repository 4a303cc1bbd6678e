"""What was measured, as benchmarks/RESULTS.md shows it."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measure import Case

RESULTS = Path(__file__).with_name("RESULTS.md")

_HEAD = """# What reports cost

Made by `make bench`: the least of the runs of one case, in turns; what is long ran once. Ratios
are to the first line: WeasyPrint alone, by its public interface, on the same text and styles. Each
run is a new process that starts Python and reads the source too, save where it says “resident”.
Each output was found to hold every paragraph and the words of the source. MB is the greatest
resident set of one process; of the first, if it does not tell its CPU time because it has others
work for it. “Reckoned” says that parts were compiled one after the other and timed, and the wall
time is what it would have been with a core for each worker.
"""
_PACKAGES = ("reportkit", "weasyprint", "typst")


def write(sections: Sequence[str]) -> None:
    """All that is measured so far."""
    RESULTS.write_text("\n".join([_HEAD, *_machine(), *sections]) + "\n")


def table(title: str, made: Sequence[Case]) -> str:
    """Ways to one report, against the first of them."""
    base = made[0]
    rows = [f"\n## {title}\n", "| | CPU s | ratio | wall s | ratio | MB |"]
    rows.append("| --- | --: | --: | --: | --: | --: |")
    for case in made:
        cpu, wall = case.least("cpu"), case.least("wall")
        by_cpu = f"{cpu:.2f} | {cpu / base.least('cpu'):.3f}"
        by_wall = f"{wall:.2f} | {wall / base.least('wall'):.3f}"
        figures = f"{'– | –' if case.has_workers else by_cpu} | {by_wall}"
        rows.append(f"| {case.name} | {figures} | {case.least('memory'):.0f} |")
    return "\n".join(rows)


def batch(singles: Sequence[Case], one: Case, two: Case, count: int) -> str:
    """A batch against as many single builds, of which some were measured."""
    cpu, wall = (_mean(singles, figure) * count for figure in ("cpu", "wall"))
    memory = max(case.least("memory") for case in singles)
    rows = [f"\n## {count} briefings of 8 pages\n", "| | CPU s | ratio | wall s | ratio | MB |"]
    rows.append("| --- | --: | --: | --: | --: | --: |")
    name = f"WeasyPrint alone, {count} × the mean of {len(singles)}"
    rows.append(f"| {name} | {cpu:.1f} | 1.000 | {wall:.1f} | 1.000 | {memory:.0f} |")
    for case in (one, two):
        ratio = f"{case.least('cpu'):.1f} | {case.least('cpu') / cpu:.3f}"
        spent = f"{case.least('wall'):.1f} | {case.least('wall') / wall:.3f}"
        figures = f"{'– | –' if case.has_workers else ratio} | {spent}"
        rows.append(f"| {case.name} | {figures} | {case.least('memory'):.0f} |")
    return "\n".join(rows)


def growth(title: str, made: Sequence[tuple[int, Case]]) -> str:
    """First builds by one process, of ever more."""
    rows = [f"\n## {title}\n", "| | CPU s | ms each | MB |", "| --: | --: | --: | --: |"]
    for size, case in made:
        cpu = case.least("cpu")
        each = f"{1000 * cpu / size:.1f}"
        rows.append(f"| {size:,} | {cpu:.1f} | {each} | {case.least('memory'):.0f} |")
    return "\n".join(rows)


def _mean(made: Sequence[Case], figure: str) -> float:
    return sum(case.least(figure) for case in made) / len(made)


def _machine() -> Iterator[str]:
    yield f"- {time.strftime('%Y-%m-%d')}, {_processor()}, {os.cpu_count()} cores, {_memory()}"
    yield f"- Python {platform.python_version()}, {', '.join(_versions())}"
    yield f"- load average at the end: {os.getloadavg()[1]:.1f}; where that is more than the cores,"
    yield "  other work ran on the machine, and wall time tells little"


def _processor() -> str:
    """The model, as Linux tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def _memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GB"


def _versions() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
