"""`reportkit build`: briefings to HTML and PDF."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

import reportkit.build as stages
from reportkit import results
from reportkit.batch import Outcome, build_all
from reportkit.cli.briefings import place, requests
from reportkit.cli.options import (
    attach_option,
    colour_option,
    form_option,
    ignore_option,
    page_size_option,
    pdf_variant_option,
    select_option,
    set_option,
    sources_argument,
    strict_option,
    theme_option,
)
from reportkit.cli.progress import Progress
from reportkit.cli.report import Report
from reportkit.cli.schema import renew
from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.project import find_root
from reportkit.session import PRESSES, Session
from reportkit.wishes import Wishes
from reportkit.workspace import Workspace

IDLE_WITHOUT = {"linked": "html", "dpi": "png"}
"""Options -> the format that they are for."""
_EXAMPLES = """\b
Examples:
  reportkit build                              every briefing in sources/
  reportkit build sources/us-russia-thaw.yaml  one briefing
  reportkit build --format pdf --output dist   PDFs alone, into dist/
  reportkit build --linked -f html             the page, its styles in files beside it
  reportkit build -f md,txt,json               for a wiki, for mail, for programs
  reportkit build -f png --dpi 200             pictures of the pages, a card for the web
  reportkit build --set draft=true             marked as drafts
  reportkit build -j 8 --timings               eight at once, and where the time went
  reportkit build --deps out/reports.d         what each was made from, for make and ninja
"""


def _complete_formats(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Lists of formats that begin so, for shells."""
    head, comma, last = begun.rpartition(",")
    named = head.split(",")
    fitting = (name for name in stages.FORMATS if name.startswith(last) and name not in named)
    return [f"{head}{comma}{name}" for name in fitting]


@click.command(name="build", epilog=_EXAMPLES)
@sources_argument
@theme_option
@page_size_option
@pdf_variant_option
@attach_option
@click.option(
    "-f",
    "--format",
    "formats",
    default=",".join(stages.USUAL),
    show_default=True,
    shell_complete=_complete_formats,
    help=f"What to make, separated by commas: {', '.join(stages.FORMATS)}.",
)
@click.option(
    "--linked",
    is_flag=True,
    help="The page's styles, images and fonts as files beside it, for work on a theme.",
)
@click.option(
    "--dpi",
    type=click.IntRange(stages.LEAST_DPI, stages.MOST_DPI),
    default=stages.DPI,
    show_default=True,
    help="Pixels in an inch of the pictures of pages, which the format png makes.",
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
@click.option(
    "--deps",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what each result was made from: for make, or as JSON if FILE ends in .json.",
)
@click.option("--timings", is_flag=True, help="Tell where the time went.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, only findings.")
@select_option
@ignore_option
@strict_option
@form_option
@colour_option
def command(
    sources: tuple[Path, ...],
    form: str | None,
    colour: str,
    quiet: bool,
    deps: Path | None,
    timings: bool,
    **wishes: Any,
) -> None:
    """Build briefings: an HTML page and a PDF each.

    Without SOURCE, every briefing of the project around the working directory. The paths of the
    files made go to standard output, findings to standard error. A briefing at fault writes
    nothing; the others are built all the same. --format asks for more than the two, or for others.
    """
    report = Report(form, colour, wishes["strict"])
    session = {name: wishes.pop(name) for name in ("press", "jobs", "scheduler", "force")}
    formats = _formats(wishes["formats"])
    _refuse_idle(formats)
    wanted = Wishes(**{**wishes, "formats": formats})
    plans = requests(sources, wanted, report)
    if _are_apart(plans, report):
        progress, outcomes = Progress(sum(map(len, plans.values())), quiet), []
        for root, asked in plans.items():
            with Session(root, **session) as opened:
                outcomes += _build_project(root, asked, opened, report, progress, timings)
            renew(root, (request.source for request in asked))
        if deps and not report.code:
            _write_deps(deps, outcomes, report)
        if timings:
            report.say([f"this process, its start included: {time.process_time():.3f} s of CPU"])
    report.end()


def _are_apart(plans: dict[Path, list[stages.Request]], report: Report) -> bool:
    """Whether no two briefings, of whichever projects, would become the same file."""
    diagnostics = Diagnostics()
    taken: dict[Path, stages.Request] = {}
    for root, asked in plans.items():
        shown = Workspace(root).shown
        for request in asked:
            result = request.result(request.formats[0])
            other = taken.setdefault(place(result), request)
            if other is not request:
                both = f"{shown(request.source)} and {shown(other.source)}"
                message = f"{both} would both become {shown(result)}"
                span = Span(shown(request.source))
                diagnostics.error("RK0803", message, span, "rename one of them")
    report.show(diagnostics)
    return not diagnostics.has_errors


def _build_project(
    root: Path,
    asked: list[stages.Request],
    session: Session,
    report: Report,
    progress: Progress,
    timings: bool,
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    unreachable = Diagnostics()
    if not session.connect(unreachable):
        report.show(unreachable)
        return outcomes
    for outcome in build_all(asked, session, lambda done: progress.done(done.pages)):
        progress.clear()
        report.show(outcome.diagnostics)
        for path in outcome.written:
            if not path.is_relative_to(outcome.request.assets):
                click.echo(Workspace(root).shown(path))
        if timings:
            report.say(outcome.timings.rows(outcome.request.source.name))
        outcomes.append(outcome)
    progress.clear()
    return outcomes


def _write_deps(path: Path, outcomes: list[Outcome], report: Report) -> None:
    from reportkit import deps

    diagnostics, workspace = Diagnostics(), Workspace(find_root(Path.cwd()))
    write = deps.as_json if path.suffix == ".json" else deps.make
    results.write({path: write(outcomes, workspace.shown).encode()}, workspace, diagnostics)
    report.show(diagnostics)


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in wanted:
        if name not in stages.FORMATS:
            hint = suggestion(name, stages.FORMATS)
            message = f"{name!r} is none of {', '.join(stages.FORMATS)}"
            message += f"; {hint}" if hint else ""
            raise click.BadParameter(message, param_hint="--format")
    if not wanted:
        raise click.BadParameter("nothing is named", param_hint="--format")
    return wanted


def _refuse_idle(formats: tuple[str, ...]) -> None:
    """A usage error for an option that no format of the call takes."""
    for option, name in IDLE_WITHOUT.items():
        given = click.get_current_context().get_parameter_source(option)
        if given is ParameterSource.COMMANDLINE and name not in formats:
            message = f"it is for the format {name}, which is not asked for"
            raise click.BadParameter(message, param_hint=f"--{option}")
