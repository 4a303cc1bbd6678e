"""The command line: one module a command, imported when it is called.

Exit codes: 0 fine, 1 the document is at fault (or warns, under --strict), 2 usage, 3 the machine
or a dependency, 4 a bug of ours, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from reportkit import __version__, garbage
from reportkit.cli import streams
from reportkit.diagnostics import Blame

COMMANDS = (
    *("init", "new", "import", "build", "preview", "check", "explain", "themes"),
    *("clean", "schema", "doctor", "completions"),
)
INTERRUPTED = 130
_EPILOG = """\b
Examples:
  reportkit init reports    a project with a first briefing that builds at once
  reportkit check           what is wrong with the briefings of the project around you
  reportkit build           out/NAME.html and out/NAME.pdf of each
  reportkit build --help    more of one command

Exit codes: 0 fine, 1 the document is at fault, 2 usage, 3 the machine, 4 a bug, 130 interrupted.
"""


class Commands(click.Group):
    """Knows its commands by name, so that help costs no import but the one it needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(f"reportkit.cli.{name}{'_' * iskeyword(name)}").command
        assert isinstance(command, click.Command)
        return command


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def reportkit() -> None:
    """Compile briefings (YAML) to print reports: HTML and tagged PDF."""
    try:
        Path.cwd()
    except OSError:
        click.echo("error: the working directory does not exist any more [RK0906]", err=True)
        click.echo("  = go to another folder and come back", err=True)
        raise SystemExit(Blame.MACHINE.value) from None


def main() -> None:
    """Run the command line; never ends in a traceback unless REPORTKIT_TRACEBACK is set."""
    gc.set_threshold(*garbage.SELDOM)
    # Plugins have no say in what is valid, and looking for them takes longer with every package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    streams.guard()
    code = streams.settle(_run())
    gc.freeze()  # The process ends: nothing is worth being looked through once more.
    sys.exit(code)


def _run() -> int:
    """The exit code of the command."""
    try:
        ended = reportkit.main(prog_name="reportkit", standalone_mode=False)
    except SystemExit as error:
        ended = error.code
    except click.ClickException as error:
        error.show()
        ended = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        ended = INTERRUPTED
    except Exception as error:
        ended = _bug(error)
    return ended if isinstance(ended, int) else 0


def _bug(error: Exception) -> int:
    if os.environ.get("REPORTKIT_TRACEBACK"):
        raise error
    kind = type(error).__name__
    click.echo(f"error: reportkit failed: {kind}: {error} [RK0999]", err=True)
    click.echo("  = this is a bug; REPORTKIT_TRACEBACK=1 shows where it happened", err=True)
    return Blame.BUG.value
