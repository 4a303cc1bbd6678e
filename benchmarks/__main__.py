"""`python -m benchmarks [PAGES…]`: how long reports take, against the same text printed otherwise.

Writes benchmarks/RESULTS.md. Every case runs in a process of its own; the cases take turns, so that
a machine that is busy is busy for all. What is compared is CPU time with all child processes, in
medians; wall time where there are several processes.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pypdfium2

from benchmarks.reports import marks, write_report

ROUNDS = 3
PAGES = (8, 50, 200)
RESULTS = Path(__file__).with_name("RESULTS.md")
BASELINE = "WeasyPrint alone"

_REPORTKIT = [sys.executable, "-m", "reportkit", "build", "sources/report.yaml", "-f", "pdf"]


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, with its children."""

    cpu: float
    wall: float
    memory: int
    """Greatest resident set of one of the processes, in MB."""


@dataclass(slots=True)
class Case:
    """A way to a PDF."""

    name: str
    command: list[str]
    prepare: Callable[[Path, int], None] = lambda folder, pages: None
    output: str = "out/report.pdf"
    has_workers: bool = False
    """Its CPU time is not all seen, so only wall time is told."""
    runs: list[Run] = field(default_factory=list)

    def median(self, figure: str) -> float:
        return statistics.median(getattr(run, figure) for run in self.runs)


def cases() -> Iterator[Case]:
    bare = [sys.executable, "-m", "benchmarks.bare", *_REPORTKIT[3:], "--press", "plain"]
    yield Case(BASELINE, bare, _cold)
    yield Case("reportkit, first build, `-j 1`", [*_REPORTKIT, "-j", "1"], _cold)
    yield Case("reportkit, first build, `-j 2`", [*_REPORTKIT, "-j", "2"], _cold, has_workers=True)
    yield Case("reportkit, nothing changed", _REPORTKIT, _built)
    yield Case("reportkit, one word changed", [*_REPORTKIT, "-j", "1"], _edited("word"))
    yield Case("reportkit, three pages more", [*_REPORTKIT, "-j", "1"], _edited("pages"))
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        yield Case("Chromium, from reportkit's page", _chromium(chromium), _page, "out/page.pdf")


def main(arguments: Sequence[str]) -> None:
    tables = []
    for pages in map(int, arguments) if arguments else PAGES:
        with tempfile.TemporaryDirectory(prefix="reportkit-bench-") as scratch:
            tables.append(_table(pages, list(_measured(pages, Path(scratch)))))
    RESULTS.write_text("\n".join([*_head(), *tables]) + "\n")


def _measured(pages: int, scratch: Path) -> Iterator[Case]:
    made = list(cases())
    for _ in range(ROUNDS if pages < 500 else 1):
        for number, case in enumerate(made):
            folder = scratch / str(number)
            write_report(folder, pages)
            case.prepare(folder, pages)
            case.runs.append(_run(case.command, folder))
            _check(folder / case.output, pages)
            print(f"{pages:5} {case.name:34} {case.runs[-1]}", file=sys.stderr, flush=True)
    return iter(made)


def _run(command: list[str], folder: Path) -> Run:
    """Run `command`, which counts with those of its children that it waits for."""
    start = time.perf_counter()
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdout=log, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (folder / "log.txt").read_text()
    wall = time.perf_counter() - start
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024)


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[1])
    return {**os.environ, "PYTHONPATH": root, "NO_COLOR": "1"}


def _cold(folder: Path, pages: int) -> None:
    for kept in ("press", "builds"):
        shutil.rmtree(folder / ".reportkit" / kept, ignore_errors=True)


def _built(folder: Path, pages: int) -> None:
    _run([*_REPORTKIT, "-j", "1"], folder)


def _edited(edit: str) -> Callable[[Path, int], None]:
    def prepare(folder: Path, pages: int) -> None:
        _cold(folder, pages)
        _built(folder, pages)
        write_report(folder, pages, edit)

    return prepare


def _page(folder: Path, pages: int) -> None:
    _run([*_REPORTKIT[:-1], "html"], folder)


def _chromium(program: str) -> list[str]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    target = ["--user-data-dir=chromium", "--print-to-pdf=out/page.pdf", "out/report.html"]
    return [program, *flags, *quiet, *target]


def _check(pdf: Path, pages: int) -> None:
    """No paragraph is lost."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    lost = [mark for mark in marks(pages) if mark not in text]
    assert not lost, f"{pdf} lacks {len(lost)} paragraphs, such as {lost[0]}"


def _head() -> Iterator[str]:
    yield "# How long a report takes\n"
    yield f"Made by `make bench`: medians of {ROUNDS} runs in turns, one from 500 pages. Ratios"
    yield f"are to “{BASELINE}” on the same text and styles; each run reads the source too.\n"
    yield f"- {time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores,"
    yield f"  Python {platform.python_version()}"
    yield f"- {', '.join(_versions(('reportkit', 'weasyprint', 'uharfbuzz')))}\n"


def _versions(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _table(pages: int, made: list[Case]) -> str:
    base = made[0]
    rows = [f"## About {pages} pages\n", "| | CPU s | ratio | wall s | ratio | MB |"]
    rows.append("| --- | --: | --: | --: | --: | --: |")
    for case in made:
        cpu, wall = case.median("cpu"), case.median("wall")
        by_cpu = f"{cpu:.2f} | {cpu / base.median('cpu'):.3f}"
        by_wall = f"{wall:.1f} | {wall / base.median('wall'):.2f}"
        figures = f"{'– | –' if case.has_workers else by_cpu} | {by_wall}"
        rows.append(f"| {case.name} | {figures} | {case.median('memory'):.0f} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
