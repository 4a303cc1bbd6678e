"""`reportkit schema`: the JSON Schema of briefings, for editors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

import reportkit.build as stages
from reportkit import editor, results
from reportkit.cli.options import colour_option, form_option
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_root
from reportkit.workspace import Workspace

_EXAMPLES = """\b
Examples:
  reportkit schema                            to standard output
  reportkit schema -o briefing.schema.json    into a file
  reportkit schema --install                  for the editors of a project, with all they need
"""


@click.command(name="schema", epilog=_EXAMPLES)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write it to this file instead."
)
@click.option("--install", is_flag=True, help="Put it where editors find it.")
@form_option
@colour_option
def command(output: Path | None, install: bool, form: str | None, colour: str) -> None:
    """Print the JSON Schema of briefings.

    Editors with yaml-language-server check a briefing by it as it is written, where the first line
    is `# yaml-language-server: $schema=` and the path of the file.

    --install writes it into .reportkit/ of the project around the working directory, puts that
    first line above every briefing in sources/ that lacks it, and tells VS Code of the schema in
    .vscode/settings.json.
    """
    if output and install:
        raise click.UsageError("--output and --install exclude each other")
    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    workspace, text = Workspace(find_root(Path.cwd())), stages.schema()
    if output is None and not install:
        click.echo(text, nl=False)
        return
    files = {output: text.encode()} if output else editor.install(text, workspace, diagnostics)
    if not diagnostics.has_errors:
        for path in results.write(files, workspace, diagnostics):
            click.echo(workspace.shown(path))
    report.show(diagnostics)
    report.end()


def renew(root: Path, sources: Iterable[Path]) -> None:
    """Put the schema where `sources` of the project at `root` name it, if it is not there: what is
    kept there is not handed on. Nothing is said where that cannot be."""
    if editor.is_due(root, sources):
        made = {root / editor.SCHEMA: stages.schema().encode()}
        results.write(made, Workspace(root), Diagnostics())
