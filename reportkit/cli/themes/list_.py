"""`reportkit themes list`: which themes there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.options import colour_option, form_option
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics
from reportkit.project import find_root
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.kit.catalogue import Entry

_EXAMPLES = """\b
Examples:
  reportkit themes list          those that come along, and those of the project
  reportkit themes list --json   the same for a script
"""
_SCHEMA = 1
"""Counts up when a field of the JSON goes or changes its meaning."""


@click.command(name="list", epilog=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@form_option
@colour_option
def command(as_json: bool, form: str | None, colour: str) -> None:
    """List the themes that briefings of this project can use."""
    from reportkit.kit.catalogue import catalogue

    report, diagnostics = Report(form, colour, strict=False), Diagnostics()
    found = list(catalogue(Workspace(find_root(Path.cwd())), diagnostics))
    if as_json:
        data = {"schema": _SCHEMA, "themes": [asdict(entry) for entry in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _show(found)
    report.show(diagnostics)
    report.end()


def _show(entries: Sequence[Entry]) -> None:
    width = max((len(entry.name) for entry in entries), default=0)
    for entry in entries:
        extends = f"extends {entry.parent}" if entry.parent else ""
        whose = "of this project" if entry.is_own else ""
        about = "; ".join(filter(None, (whose, extends)))
        more = f"({about})" if about else ""
        words = " ".join(filter(None, (entry.description, more)))
        click.echo(f"{entry.name:<{width}}  {words}".rstrip())
