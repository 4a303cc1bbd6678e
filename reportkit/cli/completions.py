"""`reportkit completions`: what lets a shell complete commands, options, codes and briefings."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_EXAMPLES = """\b
Examples:
  eval "$(reportkit completions bash)"    in ~/.bashrc
  eval "$(reportkit completions zsh)"     in ~/.zshrc, after compinit
  reportkit completions fish > ~/.config/fish/completions/reportkit.fish
"""
_SHELLS = ("bash", "zsh", "fish")
_NAME, _VARIABLE = "reportkit", "_REPORTKIT_COMPLETE"


@click.command(name="completions", epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what lets SHELL complete commands and options.

    It is a script for SHELL, which completes codes, themes and briefings as well.
    """
    group = context.find_root().command
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(group, {}, _NAME, _VARIABLE).source())
