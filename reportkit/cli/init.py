"""`reportkit init`: a project that builds at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

import reportkit.build as stages
from reportkit import editor, results, scaffold
from reportkit.cli.options import colour_option, form_option, title_option, today
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import is_project, read_settings
from reportkit.workspace import Workspace

_EXAMPLES = """\b
Examples:
  reportkit init                          a project in this folder
  reportkit init reports --title "Water"  one in reports/, with a briefing of that title
  reportkit init --github --pre-commit    add a workflow and a hook, also to a project of yours
"""


@click.command(name="init", epilog=_EXAMPLES)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@title_option
@click.option("--github", is_flag=True, help="A GitHub workflow that checks and builds.")
@click.option("--pre-commit", "hook", is_flag=True, help="A pre-commit hook that checks.")
@form_option
@colour_option
def command(
    folder: Path, title: str | None, github: bool, hook: bool, form: str | None, colour: str
) -> None:
    """Make a project in DIR, with a first briefing.

    It has settings, a briefing that builds as it is, and a place for styles. Files that are there
    already stay as they are; a .gitignore gets the lines that it lacks. A workflow and a hook stand
    at the top of the Git repository around DIR. The paths of new files go to standard output.
    """
    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    workspace = Workspace(folder.absolute())
    wanted = _automatic(workspace, github, hook)
    if not is_project(workspace.root):
        named = title or scaffold.title_of(workspace.root.resolve().name) or "Report"
        started = scaffold.project(named, today(workspace.environ))
        started[editor.SCHEMA] = stages.schema().encode()
        wanted = {**_below(workspace.root, started), **wanted}
    elif not wanted:
        place = Span(workspace.shown(workspace.root))
        hints = ("add a briefing: reportkit new NAME", "add a workflow: reportkit init --github")
        diagnostics.error("RK0805", "the folder is a project already", place, *hints)
    for path in _write(wanted, workspace, diagnostics):
        click.echo(workspace.shown(path))
    report.show(diagnostics)
    report.end()


def _automatic(workspace: Workspace, github: bool, hook: bool) -> dict[Path, bytes]:
    """What checks and builds by itself. GitHub and pre-commit look at the top of a repository."""
    root, output = workspace.root, read_settings(workspace, Diagnostics()).output
    top = next((above for above in (root, *root.parents) if (above / ".git").exists()), root)
    folder = f"{root.relative_to(top).as_posix()}/" if root != top else ""
    wanted = {
        **(scaffold.workflow(folder, output) if github else {}),
        **(scaffold.hook(folder) if hook else {}),
    }
    return _below(top, wanted)


def _below(folder: Path, files: dict[str, bytes]) -> dict[Path, bytes]:
    return {folder / name: data for name, data in files.items()}


def _write(
    wanted: dict[Path, bytes], workspace: Workspace, diagnostics: Diagnostics
) -> tuple[Path, ...]:
    """Write what is not there yet; the files written."""
    made: dict[Path, bytes] = {}
    for path, data in wanted.items():
        if not os.path.lexists(path):
            made[path] = data
        elif path.name == scaffold.IGNORES and path.is_file():
            kept = path.read_bytes().decode("utf-8", errors="surrogateescape")
            made[path] = scaffold.ignoring(kept).encode("utf-8", errors="surrogateescape")
        elif path != workspace.root / editor.SCHEMA:
            place = Span(workspace.shown(path))
            diagnostics.note("RK0805", "the file is there already and stays as it is", place)
    return results.write(made, workspace, diagnostics) if made else ()
