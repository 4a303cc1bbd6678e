"""`reportkit build`: briefings to HTML and PDF."""

from __future__ import annotations

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
)
from reportkit.cli.progress import Progress
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import Settings, find_root, find_sources, read_settings
from reportkit.session import PRESSES, Session
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
@click.option("-t", "--theme", help="A folder in styles/.  [default: the project's, or institute]")
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
    progress = Progress(sum(map(len, groups.values())), quiet)
    for project, group in groups.items():
        _build_project(project, group, wanted, report, progress, timings)
    raise SystemExit(report.code)


def _by_project(sources: tuple[Path, ...], report: Report) -> dict[Path, list[Path]]:
    """The sources asked for, each once, below the folder of their project."""
    if not sources:
        root = find_root(Path.cwd())
        sources = tuple(find_sources(root))
        if not sources:
            none = Diagnostics()
            hint = "name one, or put a briefing into sources/"
            none.error("RK0802", "the project has no source", Span(str(root / "sources")), hint)
            report.show(none)
    groups: dict[Path, list[Path]] = {}
    for source in dict.fromkeys(source.absolute() for source in sources):
        groups.setdefault(find_root(source), []).append(source)
    return groups


def _build_project(
    root: Path,
    sources: list[Path],
    wishes: _Wishes,
    report: Report,
    progress: Progress,
    timings: bool,
) -> None:
    workspace, diagnostics = Workspace(root), Diagnostics()
    settings = read_settings(workspace, diagnostics)
    requests = _requests(root, sources, settings, wishes, diagnostics)
    report.show(diagnostics)
    if diagnostics.exit_code(wishes.strict):
        return
    with Session(root, wishes.press, wishes.jobs, wishes.scheduler, wishes.force) as session:
        unreachable = Diagnostics()
        if not session.connect(unreachable):
            report.show(unreachable)
            return
        for outcome in build_all(requests, session, lambda done: progress.done(done.pages)):
            progress.clear()
            report.show(outcome.diagnostics)
            for path in outcome.written:
                click.echo(workspace.shown(path))
            if timings:
                report.say(outcome.timings.rows(outcome.request.source.name))
    progress.clear()


def _requests(
    root: Path,
    sources: list[Path],
    settings: Settings,
    wishes: _Wishes,
    diagnostics: Diagnostics,
) -> list[stages.Request]:
    output = wishes.output.absolute() if wishes.output else root / settings.output
    taken: dict[str, Path] = {}
    for source in sources:
        other = taken.setdefault(source.stem, source)
        if other is not source:
            message = f"{source.name} and {other} would both become {source.stem}"
            diagnostics.error("RK0803", message, Span(str(source)), "rename one of them")
    theme = wishes.theme or settings.theme
    return [
        stages.Request(source, output, theme, wishes.formats, wishes.strict, wishes.settings)
        for source in sources
    ]


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in stages.FORMATS:
            known = ", ".join(stages.FORMATS)
            raise click.BadParameter(f"{name!r} is none of {known}", param_hint="--format")
    if not wanted:
        raise click.BadParameter("nothing is named", param_hint="--format")
    return wanted
