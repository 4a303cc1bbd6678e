"""`reportkit check`: every finding, nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportkit.cli.briefings import requests
from reportkit.cli.options import (
    colour_option,
    form_option,
    ignore_option,
    select_option,
    set_option,
    sources_argument,
    strict_option,
    theme_option,
)
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.wishes import Wishes
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportkit.build import Request

_EXAMPLES = """\b
Examples:
  reportkit check                                 every briefing in sources/
  reportkit check sources/us-russia-thaw.yaml     one briefing
  reportkit check --layout                        the pages too
  reportkit check --strict --ignore RK0117,RK05   warnings count, but not these
  reportkit check --diagnostic-format sarif       for a code host
"""


@click.command(name="check", epilog=_EXAMPLES)
@sources_argument
@click.option("--layout", is_flag=True, help="Lay the pages out, and tell what is wrong with them.")
@theme_option
@set_option
@select_option
@ignore_option
@strict_option
@form_option
@colour_option
def command(
    sources: tuple[Path, ...], layout: bool, form: str | None, colour: str, **wishes: Any
) -> None:
    """Tell every finding of briefings, and write nothing.

    Without SOURCE, every briefing of the project around the working directory. Findings go to
    standard output.

    \b
    A comment in a source lets what is found on its line stand:
      # reportkit: ignore RK0309
    """
    report = Report(form, colour, wishes["strict"], are_data=True)
    wanted = Wishes(**wishes, formats=("pdf",), tells_pages=layout)
    for root, asked in requests(sources, wanted, report).items():
        for diagnostics in _of_pages(root, asked) if layout else _of_sources(root, asked):
            report.show(diagnostics)
    report.end()


def _of_sources(root: Path, asked: list[Request]) -> Iterator[Diagnostics]:
    """The findings of each briefing of a project, without its pages."""
    import reportkit.check as checking

    for request in asked:
        diagnostics = Diagnostics(request.policy)
        checking.check(request, Workspace(root), diagnostics)
        yield diagnostics


def _of_pages(root: Path, asked: list[Request]) -> Iterator[Diagnostics]:
    """All findings of each briefing of a project."""
    import reportkit.check as checking
    from reportkit.session import Session

    with Session(root) as session:
        for request in asked:
            diagnostics = Diagnostics(request.policy)
            checking.check_pages(request, Workspace(root), diagnostics, session)
            yield diagnostics
