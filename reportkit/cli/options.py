"""What commands share: options, and how findings reach the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

import click

from reportkit import console
from reportkit.diagnostics import LINE_END, Diagnostics
from reportkit.project import find_root
from reportkit.workspace import is_file

FORMS = ("human", "short")

strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
form_option = click.option(
    "--diagnostic-format",
    "form",
    type=click.Choice(FORMS),
    default=FORMS[0],
    show_default=True,
    help="How findings are written.",
)
colour_option = click.option(
    "--color",
    "colour",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour findings; auto heeds NO_COLOR, FORCE_COLOR and the terminal.",
)


def _settings(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """`KEY=VALUE`, each key once."""
    found: dict[str, str] = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not (key and sign):
            raise click.BadParameter(f"{text!r} is not KEY=VALUE")
        if key in found:
            raise click.BadParameter(f"{key!r} is set twice")
        found[key] = value
    return found


set_option = click.option(
    "--set",
    "settings",
    metavar="KEY=VALUE",
    multiple=True,
    callback=_settings,
    help="Set a variable that the briefing declares, or date, draft, handling, number.",
)


def _printable(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    if text is not None and not (text.strip() and text.isprintable()):
        raise click.BadParameter(f"{text!r} is no line of text")
    return text


title_option = click.option("--title", callback=_printable, help="The title of the briefing.")


def today(environ: Mapping[str, str]) -> date:
    """The day of what is made now; SOURCE_DATE_EPOCH sets it."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(float(epoch) if epoch else time.time(), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds"
        raise click.UsageError(message) from None


def _themes(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from reportkit import build as stages

    return [name for name in stages.themes(find_root(Path.cwd())) if name.startswith(begun)]


theme_option = click.option(
    "-t",
    "--theme",
    shell_complete=_themes,
    help="A folder in styles/.  [default: the project's, or institute]",
)


def wants_colour(choice: str, stream: TextIO | None = None) -> bool:
    """Whether `stream`, or what findings go to, is coloured: by the option, the environment and
    the terminal."""
    import os

    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream or sys.stderr).isatty()


class Report:
    """Writes findings to standard error, and keeps the exit code of the run."""

    def __init__(self, form: str, colour: str, strict: bool) -> None:
        self.form, self.colour, self.strict = form, wants_colour(colour), strict
        self.code = 0

    def show(self, diagnostics: Diagnostics) -> None:
        """Write the findings of one briefing."""
        for item in diagnostics:
            text = (
                console.short(item)
                if self.form == "short"
                else console.human(item, _lines, self.colour) + "\n"
            )
            click.echo(text, err=True, color=self.colour)
        counted = console.tally(diagnostics)
        if counted and self.form == "human":
            click.echo(counted, err=True)
        self.code = max(self.code, diagnostics.exit_code(self.strict))

    def say(self, rows: Sequence[str]) -> None:
        """Write lines that are no findings."""
        for row in rows:
            click.echo(row, err=True)


def _lines(file: str) -> Sequence[str]:
    """The lines of a file named by a finding; none where it cannot be read as text."""
    path = Path(file)
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace") if is_file(path) else ""
    except OSError:
        return ()
    return LINE_END.split(text)
