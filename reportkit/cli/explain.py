"""`reportkit explain`: what a code means, and how to mend what it stands for."""

from __future__ import annotations

import re

import click

from reportkit.cli.options import colour_option, complete_codes, wants_colour
from reportkit.diagnostics import CODES, suggestion

_EXAMPLES = """\b
Examples:
  reportkit explain RK0301   one code, with an example that fails and one that passes
  reportkit explain          all codes, a line each
"""
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


@click.command(name="explain", epilog=_EXAMPLES)
@click.argument("code", required=False, shell_complete=complete_codes)
@colour_option
def command(code: str | None, colour: str) -> None:
    """Say what CODE means, why it matters and how to mend it.

    Without CODE, list all.
    """
    import sys

    is_coloured = wants_colour(colour, sys.stdout)
    text = _list() if code is None else _explanation(code.upper(), is_coloured)
    click.echo(text, nl=False, color=is_coloured)


def _list() -> str:
    return "".join(f"{name}  {code.title}\n" for name, code in CODES.items())


def _explanation(code: str, is_coloured: bool) -> str:
    from reportkit import explanations

    found = explanations.find(code) if code in CODES else None
    if found is None:
        near = suggestion(code, CODES)
        raise click.BadParameter(f"there is no code {code!r}" + (f"; {near}" if near else ""))
    return _HEADING.sub(lambda match: _head(match[1], is_coloured), found.text)


def _head(text: str, is_coloured: bool) -> str:
    return click.style(text, bold=True) if is_coloured else text
