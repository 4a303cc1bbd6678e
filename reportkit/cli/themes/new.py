"""`reportkit themes new`: a theme to begin from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit import results
from reportkit.cli.options import colour_option, complete_themes, form_option
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import find_root
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.theme import Theme

_EXAMPLES = """\b
Examples:
  reportkit themes new house                  styles/house/, which extends plain
  reportkit themes new house --from ministry  the same, beginning from another theme
"""


def _name(_: click.Context, __: click.Parameter, name: str) -> str:
    from reportkit.kit import create

    if name == create.TAKEN or not create.NAME.fullmatch(name):
        raise click.BadParameter(f"{name!r} is no name for a theme; write it as `river-house`")
    return name


@click.command(name="new", epilog=_EXAMPLES)
@click.argument("name", callback=_name)
@click.option(
    "--from",
    "parent",
    metavar="PARENT",
    default="plain",
    show_default=True,
    shell_complete=complete_themes,
    help="The theme that it extends.",
)
@form_option
@colour_option
def command(name: str, parent: str, form: str | None, colour: str) -> None:
    """Make the theme NAME in the project around the working directory.

    It has the values of PARENT for the tokens that most themes change. The paths of new files go
    to standard output.
    """
    from reportkit import theme

    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    workspace = Workspace(find_root(Path.cwd()))
    folder = workspace.root / "styles" / name
    if os.path.lexists(folder) or name in theme.themes(workspace.root):
        hint = f"choose another name, or extend it: reportkit themes new NAME --from {name}"
        diagnostics.error("RK0805", "the theme is there already", Span(f"styles/{name}"), hint)
    elif found := theme.load(parent, workspace, diagnostics):
        for path in _write(name, found, workspace, diagnostics):
            click.echo(workspace.shown(path))
    report.show(diagnostics)
    report.end()


def _write(
    name: str, parent: Theme, workspace: Workspace, diagnostics: Diagnostics
) -> tuple[Path, ...]:
    from reportkit.kit import create

    wanted = create.files(name, parent, workspace)
    made = {workspace.root / path: data for path, data in wanted.items()}
    return results.write(made, workspace, diagnostics)
