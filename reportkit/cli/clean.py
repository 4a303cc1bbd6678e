"""`reportkit clean`: what reportkit keeps for itself, removed."""

from __future__ import annotations

from pathlib import Path

import click

from reportkit import clean
from reportkit.cli.options import colour_option, form_option
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_root
from reportkit.workspace import Workspace

_EXAMPLES = """\b
Examples:
  reportkit clean            the cache of this project
  reportkit clean --fonts    what all projects share too
"""


@click.command(name="clean", epilog=_EXAMPLES)
@click.option("--fonts", is_flag=True, help="Fonts and images too, which all projects share.")
@form_option
@colour_option
def command(fonts: bool, form: str | None, colour: str) -> None:
    """Remove what is kept of earlier builds.

    That is .reportkit/ in the project around the working directory. Sources and results stay, and
    the next build makes all of it again.
    """
    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    workspace = Workspace(find_root(Path.cwd()))
    for path in clean.clean(workspace, fonts, diagnostics):
        click.echo(workspace.shown(path))
    report.show(diagnostics)
    report.end()
