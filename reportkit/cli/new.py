"""`reportkit new`: a briefing to begin from."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reportkit import results, scaffold
from reportkit.cli.options import colour_option, form_option, title_option, today
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import SOURCES, SUFFIXES, find_root
from reportkit.workspace import Workspace

LONGEST = 200
"""Bytes in the name of a briefing, after which those of its results have room for more."""
_EXAMPLES = """\b
Examples:
  reportkit new water-2026              sources/water-2026.yaml, titled “Water 2026”
  reportkit new "Water under pressure"  sources/water-under-pressure.yaml
"""


@click.command(name="new", epilog=_EXAMPLES)
@click.argument("name")
@title_option
@form_option
@colour_option
def command(name: str, title: str | None, form: str | None, colour: str) -> None:
    """Make a briefing that is called NAME.

    It joins the project around the working directory, builds as it is, and shows how sections,
    points, notes and references are written.
    """
    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    workspace = Workspace(find_root(Path.cwd()))
    base = _base(name)
    path = workspace.root / SOURCES / f"{scaffold.slug(base)}.yaml"
    if os.path.lexists(path):
        place, hint = Span(workspace.shown(path)), "choose another name"
        diagnostics.error("RK0805", "the briefing is there already", place, hint)
    else:
        text = scaffold.briefing(title or scaffold.title_of(base), today(workspace.environ))
        for written in results.write({path: text}, workspace, diagnostics):
            click.echo(workspace.shown(written))
    report.show(diagnostics)
    report.end()


def _base(name: str) -> str:
    """`name` without the suffix of a source."""
    base = name.removesuffix(Path(name).suffix) if Path(name).suffix in SUFFIXES else name
    is_printed = base.isprintable() and "/" not in base and "\\" not in base
    if not (is_printed and 0 < len(os.fsencode(scaffold.slug(base))) <= LONGEST):
        raise click.BadParameter(f"{name!r} is no name for a file", param_hint="NAME")
    return base
