"""What each code means: one Markdown file a code, beside this one.

In goes a code, out comes its explanation: what was found, why it matters, how to mend it, with an
example that fails and one that passes. The files are data, so that the command line, SARIF and the
documentation say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportkit.frozen import frozen

HEADINGS = ("What", "Why", "How", "Fails", "Passes")
FOLDER = Path(__file__).parent
_FENCE = re.compile(r"^```(\S+)(?: +(\S+))?(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@frozen
class Piece:
    """A fenced piece of an example."""

    language: str
    """`sh` holds commands, `text` is only shown; others are files."""
    path: str
    """Of a file, from the project's folder."""
    encoding: str
    """Of a file: `base64` says that the text stands for bytes."""
    text: str


@frozen
class Explanation:
    """What a code means."""

    code: str
    title: str
    text: str
    """All of it, in Markdown."""
    what: str
    why: str
    how: str
    fails: str
    """An example that ends in the finding, in Markdown."""
    passes: str


def find(code: str) -> Explanation | None:
    """The explanation of `code`, if there is one."""
    path = FOLDER / f"{code}.md"
    if not path.is_file():
        return None
    text = path.read_text("utf-8")
    head, *rest = _HEADING.split(text)
    sections = dict(zip(rest[::2], (body.strip() for body in rest[1::2]), strict=True))
    if tuple(sections) != HEADINGS:
        raise ValueError(f"{path.name} must have the headings {', '.join(HEADINGS)}")
    title = head.strip().removeprefix(f"# {code}: ")
    return Explanation(code, title, text, *(sections[name] for name in HEADINGS))


def pieces(example: str) -> Iterator[Piece]:
    """The files and commands of an example."""
    for language, path, encoding, text in _FENCE.findall(example):
        yield Piece(language, path or "sources/briefing.yaml", encoding or "utf-8", text)
