"""The ways to a PDF that are compared, each with the state that it starts from."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Case, run
from benchmarks.reports import pages_for, write_report
from benchmarks.typst_report import write_typst

PLAIN = "WeasyPrint alone"

_BUILD = [sys.executable, "-m", "reportkit", "build", "-f", "pdf"]
_BARE = [sys.executable, "-m", "benchmarks.bare", *_BUILD[3:], "--press", "plain"]
_SOURCE = "sources/report.yaml"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def all_ways() -> Iterator[Case]:
    """Ways to the report that is in the folder."""
    yield Case(PLAIN, [*_BARE, _SOURCE], _cold)
    yield first_build()
    two = [*_BUILD, "-j", "2", _SOURCE]
    yield Case("reportkit, first build, `-j 2`", two, _cold, has_workers=True)
    many = [sys.executable, "-m", "benchmarks.many", "16", _SOURCE]
    yield Case("reportkit, first build, 16 workers, reckoned", many, _cold, tells=True)
    yield Case("reportkit, nothing changed", [*_BUILD, _SOURCE], _built)
    one = [*_BUILD, "-j", "1", _SOURCE]
    yield Case("reportkit, one word changed", one, _edited("word"))
    yield Case("reportkit, three pages more", one, _edited("pages"))
    resident = [sys.executable, "-m", "benchmarks.resident", _SOURCE, "3"]
    yield Case("reportkit, one word changed, resident", resident, _edited("word"), tells=True)
    yield from _others()


def first_build() -> Case:
    """reportkit with nothing kept but its fonts."""
    return Case("reportkit, first build, `-j 1`", [*_BUILD, "-j", "1", _SOURCE], _cold)


def singles(count: int) -> list[Case]:
    """Briefings printed by WeasyPrint, a process each."""
    sources = (f"sources/briefing-{number:03d}.yaml" for number in range(count))
    return [Case(f"{PLAIN}, one briefing", [*_BARE, source], _cold) for source in sources]


def batch(jobs: int) -> Case:
    """All briefings by one command."""
    command = [*_BUILD, "-j", str(jobs)]
    return Case(f"reportkit, all at once, `-j {jobs}`", command, _cold, has_workers=jobs > 1)


def example(source: Path) -> Iterator[Case]:
    """The example, whose states are a first build and a word changed."""
    both = [sys.executable, "-m", "reportkit", "build", "-j", "1", f"sources/{source.name}"]

    def fresh(folder: Path) -> None:
        _cold(folder)
        (folder / "sources").mkdir(exist_ok=True)
        (folder / "reportkit.toml").write_text("")
        shutil.copy(source, folder / "sources")

    def edited(folder: Path) -> None:
        fresh(folder)
        run(both, folder)
        copy = folder / "sources" / source.name
        copy.write_text(copy.read_text().replace("opportunities", "prospects", 1))

    yield Case("reportkit, first build", both, fresh)
    yield Case("reportkit, one word changed", both, edited)


def _others() -> Iterator[Case]:
    if find_spec("typst"):
        command = [sys.executable, "-m", "benchmarks.typst_report", "sources/report.typ"]
        yield Case("Typst", [*command, "out/typst.pdf"], _typst, "out/typst.pdf")
    if chromium := next(filter(None, map(shutil.which, _CHROMIUM)), None):
        name, command = "Chromium, from reportkit's page", _chromium(chromium)
        yield Case(name, command, _page, "out/page.pdf", has_workers=True)


def _cold(folder: Path) -> None:
    for kept in ("press", "builds"):
        shutil.rmtree(folder / ".reportkit" / kept, ignore_errors=True)


def _built(folder: Path) -> None:
    """What a build leaves, made once and put back for each run."""
    kept, own = folder / "kept", folder / ".reportkit"
    if not kept.exists():
        run([*_BUILD, "-j", "1", _SOURCE], folder)
        shutil.copytree(own, kept)
    _cold(folder)
    shutil.copytree(kept, own, dirs_exist_ok=True)


def _edited(edit: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        _built(folder)
        sections = (folder / _SOURCE).read_text().count("\n  - title:")
        write_report(folder, pages_for(sections), edit)

    return prepare


def _typst(folder: Path) -> None:
    write_typst(folder / _SOURCE)


def _page(folder: Path) -> None:
    if not (folder / "out" / "report.html").exists():
        run([*_BUILD[:-1], "html", _SOURCE], folder)


def _chromium(program: str) -> list[str]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    target = ["--user-data-dir=chromium", "--print-to-pdf=out/page.pdf", "out/report.html"]
    return [program, *flags, *quiet, *target]
