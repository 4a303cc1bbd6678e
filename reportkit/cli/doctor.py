"""`reportkit doctor`: what the machine has and lacks."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.options import colour_option, wants_colour
from reportkit.diagnostics import Blame
from reportkit.project import find_root
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.doctor import Check

_EXAMPLES = """\b
Examples:
  reportkit doctor                        what is here, and the line to type for what is not
  reportkit doctor --json | jq .checks    the same for a script
"""
_SCHEMA = 1
"""Counts up when a field of the JSON goes or changes its meaning."""
_COLOURS = {"fine": "green", "lacking": "red", "absent": "yellow"}


@click.command(name="doctor", epilog=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@colour_option
def command(as_json: bool, colour: str) -> None:
    """Say what the machine has and lacks, with the line to type.

    `lacking` is what a build needs; `absent` is what only some reports do. Exit code 3 if anything
    is lacking.
    """
    from reportkit import doctor

    checks = list(doctor.examine(Workspace(find_root(Path.cwd()))))
    is_well = all(check.state != doctor.LACKING for check in checks)
    if as_json:
        found = {"schema": _SCHEMA, "is_well": is_well, "checks": [asdict(c) for c in checks]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _show(checks, wants_colour(colour, sys.stdout))
    raise SystemExit(0 if is_well else Blame.MACHINE.value)


def _show(checks: Sequence[Check], colour: bool) -> None:
    width = max(len(check.name) for check in checks)
    for check in checks:
        state = f"{check.state:<8}"
        state = click.style(state, fg=_COLOURS[check.state]) if colour else state
        click.echo(f"{state} {check.name:<{width}}  {check.detail}", color=colour)
        if check.mend:
            click.echo(f"{'':8} {'':{width}}  = {check.mend}")
