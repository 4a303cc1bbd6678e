"""`reportkit import`: a text that somebody wrote elsewhere, as a briefing."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import click

from reportkit import results
from reportkit.cli.options import colour_option, form_option, strict_option
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.project import SOURCES, find_root
from reportkit.workspace import Workspace

_FORMS = ("text", "markdown", "html", "word")
_EXAMPLES = """\b
Examples:
  reportkit import notes.txt                     sources/notes.yaml, and a receipt beside it
  reportkit import notes.txt --as-of 2025-03-02  "on February 18" is 2025-02-18
  reportkit import memo.docx -o sources/memo-12.yaml
  reportkit import old.txt --encoding windows-1251 --language ru
  reportkit import notes.txt                     once more: merges what changed in the text
"""


@click.command(name="import", epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The briefing.  [default: sources/NAME]"
)
@click.option(
    "--from",
    "written_as",
    type=click.Choice(_FORMS),
    help="What FILE is.  [default: by its name and look]",
)
@click.option("--encoding", default="", help="Its encoding, if it is not UTF-8.")
@click.option("--language", default="", help="Its language, as a tag.  [default: as it looks]")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day near which dates without a year lie; such years are marked as inferred.",
)
@click.option(
    "--prefer",
    type=click.Choice(("edits", "text")),
    default=None,
    help="Whose lines stand where FILE changed and the briefing was edited.",
)
@click.option("--force", is_flag=True, help="Replace a briefing that is there, edits and all.")
@strict_option
@form_option
@colour_option
def command(
    file: Path,
    output: Path | None,
    written_as: str | None,
    encoding: str,
    language: str,
    as_of: datetime | None,
    prefer: str | None,
    force: bool,
    strict: bool,
    form: str | None,
    colour: str,
) -> None:
    """Make a briefing of FILE: a text, Markdown, HTML or Word.

    Every word of FILE is in the briefing, in its order, or nothing is written. What can be read in
    two ways stays as it is written and is reported. A receipt beside the briefing says what became
    of what; by it a second import merges changes of FILE into a briefing that was edited since.
    """
    from reportkit.importing.convert import Options
    from reportkit.importing.plan import Request, plan

    report, diagnostics = Report(form, colour, strict), Diagnostics()
    workspace = Workspace(find_root(Path.cwd()))
    options = Options(written_as or "", encoding, language, as_of.date() if as_of else None)
    briefing = (output or workspace.root / SOURCES / _name(file)).absolute()
    request = Request(file.absolute(), briefing, options, prefer or "", force)
    made = plan(request, workspace, diagnostics)
    if made is not None and not diagnostics.exit_code(strict):
        for path in results.write(made, workspace, diagnostics):
            click.echo(workspace.shown(path))
    report.show(diagnostics)
    raise SystemExit(report.code)


def _name(file: Path) -> str:
    """The name of the briefing for a text of that name."""
    stem = re.sub(r"[^\w.-]+", "-", file.stem).strip(".-")
    return f"{stem or 'briefing'}.yaml"
