"""`python -m benchmarks [PART…]`: what reports cost, against the same text printed otherwise.

Writes benchmarks/RESULTS.md, part by part, in twenty minutes. Every case runs in a process of its
own and the cases take turns, so that a machine that is busy is busy for all; of several runs the
least counts. What is compared is CPU time with all child processes; wall time where several work at
once.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import cases, results
from benchmarks.check import check
from benchmarks.measure import Case
from benchmarks.reports import write_briefings, write_report, write_table, write_timeline

ROOT = Path(__file__).parents[1]
BRIEFINGS = 200
SINGLES = 4
"""Of the briefings, those that plain WeasyPrint prints, since each costs as much as the others."""


def main(wanted: Sequence[str]) -> None:
    made = []
    for name, part in PARTS.items():
        if not wanted or name in wanted:
            with tempfile.TemporaryDirectory(prefix="reportkit-bench-") as scratch:
                made.append(part(Path(scratch)))
            results.write(made)


def _report(pages: int, rounds: int) -> Callable[[Path], str]:
    """Measures all ways to a report of so many pages."""

    def measured(scratch: Path) -> str:
        made = _in_turns(scratch, cases.all_ways(), pages, rounds)
        return results.table(f"A report of {pages:,} pages", made)

    return measured


def _in_turns(scratch: Path, made: Iterator[Case], pages: int, rounds: int) -> list[Case]:
    found = list(made)
    for _ in range(rounds):
        for case in found:
            source = write_report(scratch, pages)
            case.measure(scratch)
            check(scratch / case.output, source)
    return found


def _briefings(scratch: Path) -> str:
    write_briefings(scratch, BRIEFINGS)
    singles, one, two = cases.singles(SINGLES), cases.batch(1), cases.batch(2)
    for case in (*singles, one, *singles, two, *singles):
        case.measure(scratch)
    return results.batch(singles, one, two, BRIEFINGS)


def _pages(scratch: Path) -> str:
    return _growth(scratch, "Pages", (50, 200, 1000), write_report)


def _rows(scratch: Path) -> str:
    return _growth(scratch, "Rows of one table", (100, 1000, 10_000), write_table)


def _events(scratch: Path) -> str:
    return _growth(scratch, "Events of a timeline", (50, 500, 2000), write_timeline)


def _growth(
    scratch: Path, title: str, sizes: Sequence[int], write: Callable[[Path, int], object]
) -> str:
    rows = []
    for size in sizes:
        case = cases.first_build()
        write(scratch, size)
        case.measure(scratch)
        check(scratch / case.output, scratch / "sources" / "report.yaml")
        rows.append((size, case))
    return results.growth(title, rows)


def _example(scratch: Path) -> str:
    made = list(cases.example(ROOT / "sources" / "us-russia-thaw.yaml"))
    for _ in range(3):
        for case in made:
            case.measure(scratch)
    return results.table("The example, HTML and PDF", made)


PARTS: dict[str, Callable[[Path], str]] = {
    "short": _report(8, rounds=3),
    "middling": _report(50, rounds=2),
    "long": _report(200, rounds=2),
    "longest": _report(1000, rounds=1),
    "briefings": _briefings,
    "pages": _pages,
    "rows": _rows,
    "events": _events,
    "example": _example,
}

if __name__ == "__main__":
    main(sys.argv[1:])
