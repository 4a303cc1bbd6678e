"""`reportkit themes check`: everything that can be told of a theme."""

from __future__ import annotations

from pathlib import Path

import click

from reportkit.cli.options import (
    colour_option,
    complete_themes,
    form_option,
    page_size_option,
    strict_option,
)
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_root
from reportkit.workspace import Workspace

_EXAMPLES = """\b
Examples:
  reportkit themes check house                     stylesheets, fonts, and pages
  reportkit themes check house --styles            stylesheets and fonts alone, at once
  reportkit themes check house --page-size letter  on the other sheet
"""


@click.command(name="check", epilog=_EXAMPLES)
@click.argument("name", shell_complete=complete_themes)
@click.option("--styles", is_flag=True, help="Look at stylesheets and fonts, and print no pages.")
@page_size_option
@strict_option
@form_option
@colour_option
def command(
    name: str, styles: bool, page_size: str | None, strict: bool, form: str | None, colour: str
) -> None:
    """Tell every finding of the theme NAME, and write nothing.

    Looked at are names that the contract does not have, contrast, fonts, and the pages of made-up
    reports: one with every block, one with what goes wrong, and one in each language. Findings go
    to standard output.
    """
    from reportkit.kit.check import check

    report, diagnostics = Report(form, colour, strict, are_data=True), Diagnostics()
    workspace = Workspace(find_root(Path.cwd()))
    check(name, workspace, diagnostics, page_size or "", with_pages=not styles)
    report.show(diagnostics)
    report.end()
