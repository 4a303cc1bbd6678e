"""What the documentation shows: its pages, the fenced pieces in them, and the commands in those.

In go README.md, CONTRIBUTING.md, styles/README.md, docs/ and the guide, which is a briefing; out
come pieces with their page and line. It is apart from the tests so that commands, links and
examples are found in one way.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

import click
from conftest import ROOT

from reportkit.cli import reportkit

_GUIDES = sorted((ROOT / "docs").glob("*.md"))
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        ROOT / "styles/README.md",
        *(path for path in _GUIDES if not path.name.endswith(".intro.md")),
    )
}
"""Each page by its path; what pages are generated from is not one."""
CHAPTERS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "docs/guide").rglob("*.yaml"))
}
"""The files of the guide. Its examples are files of their own, so it shows commands alone."""
ALL = {**PAGES, **CHAPTERS}
_FENCE = re.compile(r"^```(\S*)(?: +(\S+))?[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"^( *)language: (sh)\n\1text: \|\n((?:\1  .*\n|\n)+)", re.MULTILINE)

NOT_RUN = {
    r"make\b": (
        "sets up an environment of its own, or takes minutes; that the goals exist is tested",
        "tests/test_scripts.py",
    ),
    r"pip install |python3 -m venv |\. ~/": (
        "fetches packages; that the extras exist is tested",
        "tests/test_packaging.py",
    ),
    r"cd [\w-]+$": ("changes the folder and nothing else", "tests/test_getting_started.py"),
    r"reportkit preview": ("serves until it is interrupted", "tests/test_preview.py"),
    r"dask |reportkit build --scheduler": ("needs a cluster", "tests/test_cluster.py"),
    r"reportkit themes (check|show) \w+((?! --styles| --no-sheet).)*$": (
        "prints a report with every block, which takes half a minute",
        "tests/test_themes_docs.py",
    ),
}
"""Commands that are shown and not run: why, and the test that proves what they do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A fenced piece of a page."""

    page: str
    line: int
    language: str
    """`sh` are commands, `console` are commands with what they print, `diff` is an edit, `text` and
    "" are only shown."""
    path: str
    """Of a file that the reader is to write; "" if the piece is none."""
    text: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def pieces(page: str) -> list[Piece]:
    """The fenced pieces of `page`, or those of a chapter that are commands, in their order."""
    text = ALL[page]
    if page in CHAPTERS:
        found = ((text.count("\n", 0, each.start()) + 1, each[3]) for each in _CODE.finditer(text))
        return [Piece(page, line, "sh", "", shown) for line, shown in found]
    return [
        Piece(page, text.count("\n", 0, found.start()) + 1, found[1], found[2] or "", found[3])
        for found in _FENCE.finditer(text)
    ]


def commands(piece: Piece) -> list[str]:
    """The lines of a piece of commands, without remarks."""
    lines = (line.partition("  #")[0].strip() for line in piece.text.splitlines())
    if piece.language == "console":
        lines = (line.removeprefix("$ ") for line in lines if line.startswith("$ "))
    return [line for line in lines if line and not line.startswith("#")]


def words(line: str) -> list[str]:
    """What a shell would hand to the reportkit in `line`, after its name; what takes its output is
    left out. Nothing if it is another command."""
    inner = re.search(r"\$\((reportkit .*?)\)", line)
    found = shlex.split(inner[1] if inner else line)
    ends = [index for index, word in enumerate(found) if word in ("|", ">")]
    return found[1 : ends[0] if ends else None] if found[:1] == ["reportkit"] else []


def is_run(line: str) -> bool:
    """Whether `line` is to be run; fails if nobody has said why another command is not."""
    if any(re.match(pattern, line) for pattern in NOT_RUN):
        return False
    assert words(line), f"{line!r}: say in NOT_RUN why it is not run, and what proves it"
    return True


def parse(given: list[str], are_values: bool = False) -> None:
    """Hold the words after `reportkit` against its options. Raises `click.UsageError`.

    Values are only looked at where they are some, and no names that stand for them: `--deps FILE`.
    """
    command: click.Command = reportkit
    context = click.Context(command, info_name="reportkit")
    while isinstance(command, click.Group) and given and not given[0].startswith("-"):
        name, *given = given
        found = command.get_command(context, name)
        if found is None:
            raise click.UsageError(f"there is no command {name!r}")
        command, context = found, click.Context(found, parent=context, info_name=name)
    if are_values:
        command.make_context(str(context.info_name), given, context.parent)
    else:
        command.make_parser(context).parse_args(given)


def prose(page: str) -> str:
    """`page` without its fenced pieces."""
    return _FENCE.sub("", ALL[page])


def code(page: str) -> Iterator[str]:
    """What stands in the text of `page` as code."""
    yield from (" ".join(found.split()) for found in re.findall(r"`([^`]+)`", prose(page)))
