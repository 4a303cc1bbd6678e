"""The options that commands share."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from reportkit import policy
from reportkit.forms import FORMS
from reportkit.project import PDF_VARIANTS, find_root, find_sources
from reportkit.sheets import PAGE_SIZES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
form_option = click.option(
    "--diagnostic-format",
    "form",
    type=click.Choice(FORMS),
    help="How findings are written.  [default: human, or github in a GitHub workflow]",
)
colour_option = click.option(
    "--color",
    "colour",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour findings; auto heeds NO_COLOR, FORCE_COLOR and the terminal.",
)


def _codes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes or their beginnings, as they are listed."""
    listed = (code.strip() for text in given for code in text.upper().split(","))
    found = tuple(code for code in listed if code)
    for code in found:
        if (hint := policy.fault(code)) is not None:
            raise click.BadParameter(f"no code begins with {code!r}; {hint}")
    return found


def complete_codes(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """The codes that begin so, with their titles, for shells."""
    from click.shell_completion import CompletionItem

    from reportkit.diagnostics import CODES

    fitting = ((code, CODES[code].title) for code in CODES if code.startswith(begun.upper()))
    return [CompletionItem(code, help=title) for code, title in fitting]


select_option = click.option(
    "--select",
    metavar="CODES",
    multiple=True,
    callback=_codes,
    shell_complete=complete_codes,
    help="Tell only findings whose codes begin so, such as RK03.",
)
ignore_option = click.option(
    "--ignore",
    metavar="CODES",
    multiple=True,
    callback=_codes,
    shell_complete=complete_codes,
    help="Do not tell findings whose codes begin so. Errors that stop a report stay.",
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


def complete_sources(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """The briefings of the project whose paths begin so, or else files, for shells."""
    import os

    from click.shell_completion import CompletionItem

    try:
        found = find_sources(find_root(Path.cwd()))
    except OSError:
        found = []
    paths = (os.path.relpath(path) for path in found)
    briefings = [CompletionItem(path) for path in paths if path.startswith(begun)]
    return briefings or [CompletionItem(begun, type="file")]


sources_argument = click.argument(
    "sources",
    nargs=-1,
    type=click.Path(path_type=Path),
    metavar="[SOURCE]...",
    shell_complete=complete_sources,
)


def complete_themes(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The themes whose names begin so, for shells."""
    import reportkit.build as stages

    return [name for name in stages.themes(find_root(Path.cwd())) if name.startswith(begun)]


theme_option = click.option(
    "-t",
    "--theme",
    shell_complete=complete_themes,
    help="A folder in styles/.  [default: the project's, or institute]",
)

page_size_option = click.option(
    "--page-size",
    type=click.Choice(PAGE_SIZES, case_sensitive=False),
    help="The sheet.  [default: the briefing's, the project's or the theme's]",
)


pdf_variant_option = click.option(
    "--pdf-variant",
    type=click.Choice(PDF_VARIANTS, case_sensitive=False),
    help="ua-1 is PDF/UA-1; a-3a is PDF/A-3a as well, for archives.  [default: the project's]",
)

attach_option = click.option(
    "--attach-sources/--no-attach-sources",
    default=None,
    help="Put the briefing and its data into the PDF, as files.  [default: the project's]",
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
