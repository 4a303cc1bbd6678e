"""`reportkit themes`: the theme kit, a module each command."""

from __future__ import annotations

from importlib import import_module

import click

_EXAMPLES = """\b
Examples:
  reportkit themes list                    the themes that there are
  reportkit themes show ministry           fonts, tokens, and its pages side by side
  reportkit themes new house --from plain  one of your own
  reportkit themes check house             what is wrong with it
"""
_COMMANDS = {"list": "list_", "show": "show", "new": "new", "check": "check"}
"""The commands, each with its module."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command = import_module(f"reportkit.cli.themes.{_COMMANDS[name]}").command
        assert isinstance(command, click.Command)
        return command


@click.command(name="themes", cls=_Commands, epilog=_EXAMPLES)
def command() -> None:
    """List, show, make and check themes."""
