"""`reportkit schema`: the JSON Schema of briefings, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from reportkit import build as stages
from reportkit.cli.options import Report, colour_option, form_option
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_root
from reportkit.workspace import Workspace


@click.command(name="schema")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write it to this file instead."
)
@form_option
@colour_option
def command(output: Path | None, form: str, colour: str) -> None:
    """Print the JSON Schema of briefings.

    Editors with yaml-language-server check a briefing by it as it is written, where the first line
    is `# yaml-language-server: $schema=` and the path of the file.
    """
    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    text = stages.schema()
    if output is None:
        click.echo(text, nl=False)
        return
    workspace = Workspace(find_root(Path.cwd()))
    for path in stages.write({output: text.encode()}, workspace, diagnostics):
        click.echo(workspace.shown(path))
    report.show(diagnostics)
    raise SystemExit(report.code)
