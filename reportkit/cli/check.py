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
        for request in asked:
            report.show(_findings(root, request, layout))
    report.end()


def _findings(root: Path, request: Request, layout: bool) -> Diagnostics:
    import reportkit.check as checking

    diagnostics, workspace = Diagnostics(request.policy), Workspace(root)
    if not layout:
        checking.check(request, workspace, diagnostics)
        return diagnostics
    from reportkit.session import Session

    with Session(root) as session:
        checking.check_pages(request, workspace, diagnostics, session)
    return diagnostics
