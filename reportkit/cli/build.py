"""`reportkit build`: briefings to HTML and PDF."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from reportkit import build as stages
from reportkit.batch import build_all
from reportkit.cli.options import (
    Report,
    colour_option,
    form_option,
    set_option,
    strict_option,
    theme_option,
)
from reportkit.cli.progress import Progress
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import SOURCES, find_root, find_sources, read_settings
from reportkit.session import PRESSES, Session
from reportkit.sheets import PAGE_SIZES
from reportkit.workspace import Workspace

_EXAMPLES = """\b
Examples:
  reportkit build                              every briefing in sources/
  reportkit build sources/us-russia-thaw.yaml  one briefing
  reportkit build --format pdf --output dist   PDFs alone, into dist/
  reportkit build --set draft=true             marked as drafts
  reportkit build -j 8 --timings               eight at once, and where the time went
"""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the command line asks for; None leaves it to the project."""

    theme: str | None
    page_size: str | None
    output: Path | None
    formats: tuple[str, ...]
    strict: bool
    jobs: int | None
    press: str
    scheduler: str
    force: bool
    settings: dict[str, str]


@click.command(name="build", epilog=_EXAMPLES)
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE]...")
@theme_option
@click.option(
    "--page-size",
    type=click.Choice(PAGE_SIZES, case_sensitive=False),
    help="The sheet.  [default: the briefing's, the project's or the theme's]",
)
@click.option(
    "-f",
    "--format",
    "formats",
    default=",".join(stages.FORMATS),
    show_default=True,
    help="What to make, separated by commas.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder for the results.  [default: the project's out/]",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that may work at once.  [default: one a core, if that is worth while]",
)
@click.option(
    "--press",
    type=click.Choice(PRESSES),
    default=PRESSES[0],
    show_default=True,
    help="linked lays out what has changed; plain asks WeasyPrint alone for the whole.",
)
@click.option("--scheduler", metavar="ADDRESS", default="", help="Lay out on a Dask cluster.")
@set_option
@click.option("--force", is_flag=True, help="Build even what has not changed.")
@click.option("--timings", is_flag=True, help="Tell where the time went.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, only findings.")
@strict_option
@form_option
@colour_option
def command(
    sources: tuple[Path, ...],
    form: str,
    colour: str,
    quiet: bool,
    timings: bool,
    **wishes: Any,
) -> None:
    """Build briefings: an HTML page and a PDF each.

    Without SOURCE, every briefing of the project around the working directory. The paths of the
    files made go to standard output, findings to standard error. A briefing at fault writes
    nothing; the others are built all the same.
    """
    report = Report(form, colour, wishes["strict"])
    wanted = _Wishes(**{**wishes, "formats": _formats(wishes["formats"])})
    groups = _by_project(sources, report)
    asked = ((root, _requests(root, group, wanted, report)) for root, group in groups.items())
    plans = {root: requests for root, requests in asked if requests}
    if _are_apart(plans, report):
        progress = Progress(sum(map(len, plans.values())), quiet)
        for root, requests in plans.items():
            _build_project(root, requests, wanted, report, progress, timings)
        if timings:
            report.say([f"this process, its start included: {time.process_time():.3f} s of CPU"])
    raise SystemExit(report.code)


def _by_project(sources: tuple[Path, ...], report: Report) -> dict[Path, list[Path]]:
    """The sources asked for, each once, below the folder of their project."""
    groups: dict[Path, list[Path]] = {}
    asked = (source.absolute() for source in sources or _all_sources(report))
    for source in {_place(source): source for source in asked}.values():
        groups.setdefault(find_root(source), []).append(source)
    return groups


def _all_sources(report: Report) -> list[Path]:
    """Those of the project around the working directory."""
    none, root = Diagnostics(), find_root(Path.cwd())
    folder = root / SOURCES
    place = Span(Workspace(root).shown(folder))
    try:
        if found := find_sources(root):
            return found
        hint = "name one, or put a briefing into sources/"
        none.error("RK0802", "the project has no source", place, hint)
    except OSError as error:
        none.error("RK0111", f"the folder cannot be read: {error.strerror or error}", place)
    report.show(none)
    return []


def _place(path: Path) -> Path:
    """The one name of what stands at `path`, which may be a link, whatever folders lead there."""
    return Path(os.path.realpath(path.parent), path.name)


def _requests(
    root: Path, sources: list[Path], wishes: _Wishes, report: Report
) -> list[stages.Request]:
    """What is to be built of a project; nothing if its file is at fault."""
    diagnostics = Diagnostics()
    settings = read_settings(Workspace(root), diagnostics)
    report.show(diagnostics)
    if diagnostics.exit_code(wishes.strict):
        return []
    output = wishes.output.absolute() if wishes.output else root / settings.output
    return [
        stages.Request(
            source,
            output,
            wishes.theme or settings.theme,
            wishes.formats,
            wishes.strict,
            wishes.settings,
            None if wishes.theme else settings.theme_span,
            wishes.page_size or "",
            settings.page_size,
        )
        for source in sources
    ]


def _are_apart(plans: dict[Path, list[stages.Request]], report: Report) -> bool:
    """Whether no two briefings, of whichever projects, would become the same file."""
    diagnostics = Diagnostics()
    taken: dict[Path, stages.Request] = {}
    for root, requests in plans.items():
        shown = Workspace(root).shown
        for request in requests:
            result = request.result(request.formats[0])
            other = taken.setdefault(_place(result), request)
            if other is not request:
                both = f"{shown(request.source)} and {shown(other.source)}"
                message = f"{both} would both become {shown(result)}"
                place = Span(shown(request.source))
                diagnostics.error("RK0803", message, place, "rename one of them")
    report.show(diagnostics)
    return not diagnostics.has_errors


def _build_project(
    root: Path,
    requests: list[stages.Request],
    wishes: _Wishes,
    report: Report,
    progress: Progress,
    timings: bool,
) -> None:
    with Session(root, wishes.press, wishes.jobs, wishes.scheduler, wishes.force) as session:
        unreachable = Diagnostics()
        if not session.connect(unreachable):
            report.show(unreachable)
            return
        for outcome in build_all(requests, session, lambda done: progress.done(done.pages)):
            progress.clear()
            report.show(outcome.diagnostics)
            for path in outcome.written:
                click.echo(Workspace(root).shown(path))
            if timings:
                report.say(outcome.timings.rows(outcome.request.source.name))
    progress.clear()


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in stages.FORMATS:
            known = ", ".join(stages.FORMATS)
            raise click.BadParameter(f"{name!r} is none of {known}", param_hint="--format")
    if not wanted:
        raise click.BadParameter("nothing is named", param_hint="--format")
    return wanted
