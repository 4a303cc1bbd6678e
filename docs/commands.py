"""Write docs/command-line.md, every command with its options: `python docs/commands.py`.

In go the commands themselves and docs/command-line.intro.md; a test holds the file against what
comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from reportkit.cli import reportkit

DOCS = Path(__file__).parent
FILE = DOCS / "command-line.md"
_EXAMPLES = "Examples:"


def text() -> str:
    """The whole file."""
    intro = (DOCS / "command-line.intro.md").read_text("utf-8").rstrip()
    found = list(commands())
    parts = [intro, _index(found), *(_entry(context) for context in found)]
    return "\n\n".join(parts) + "\n"


def commands(context: click.Context | None = None) -> Iterator[click.Context]:
    """`reportkit` and each of its commands, groups before what is in them."""
    context = context or click.Context(reportkit, info_name="reportkit")
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command, name
            yield from commands(click.Context(command, parent=context, info_name=name))


def examples(context: click.Context) -> list[tuple[str, str]]:
    """The examples in a command's help: each a line to type, and what it does, or ""."""
    listed = (context.command.epilog or "").partition(_EXAMPLES)[2].partition("\n\n")[0]
    lines = (line.strip() for line in listed.strip().splitlines())
    return [(line, rest.strip()) for line, _, rest in (each.partition("  ") for each in lines)]


def _index(found: list[click.Context]) -> str:
    rows = ["| command | what |", "| --- | --- |"]
    for context in found[1:]:
        path = context.command_path
        rows.append(f"| [`{path}`](#{path.replace(' ', '-')}) | {_about(context)[0]} |")
    return "\n".join(rows)


def _entry(context: click.Context) -> str:
    usage = " ".join([context.command_path, *context.command.collect_usage_pieces(context)])
    parts = [f"### {context.command_path}", f"```text\n{usage}\n```", *_about(context)]
    parts += [_options(context), _example_block(context)]
    return "\n\n".join(part for part in parts if part)


def _about(context: click.Context) -> list[str]:
    """What a command's help says, paragraph by paragraph, in Markdown."""
    return [_paragraph(part) for part in cleandoc(context.command.help or "").split("\n\n")]


def _paragraph(words: str) -> str:
    """A paragraph; click marks one that is to keep its lines with a backspace."""
    if not words.startswith("\b\n"):
        return " ".join(words.split())
    above, *lines = words.removeprefix("\b\n").splitlines()
    kept = "\n".join(line.strip() for line in lines)
    return f"{above}\n\n```text\n{kept}\n```"


def _options(context: click.Context) -> str:
    """The table of options but `--help`, in the words of the help."""
    rows = ["| option | what |", "| --- | --- |"]
    for parameter in context.command.params:
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            rows.append("| `{}` | {} |".format(*(_cell(words) for words in record)))
    return "\n".join(rows) if len(rows) > 2 else ""


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _example_block(context: click.Context) -> str:
    """The examples as lines for a shell, what they do behind them."""
    shown = examples(context)
    width = max(len(line) for line, _ in shown)
    lines = [f"{line:{width}}  # {what}" if what else line for line, what in shown]
    return "```sh\n{}\n```".format("\n".join(lines))


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
