"""A briefing as it will be written: keys and values in order, and what each value says.

In go leaves, out come lines of YAML and the words of the text that they carry. A leaf is carried
by the text or derived from it; what is derived has no words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reportkit.frozen import frozen
from reportkit.importing.outline import Lines
from reportkit.importing.words import CITED, printed, words
from reportkit.source.folds import is_joined

WIDTH = 100
"""Columns of a line of YAML."""
_BARE = re.compile(r"[^\W\d_][^:#]*|[^\W_](?:[^:#\n]|:(?=[^\s])|(?<=\S)#)*")
_RESERVED = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
_NUMBER = re.compile(r"[-+.]?[\d_]|\.(?:inf|nan)|~", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\$(?=\([A-Za-z][A-Za-z0-9_-]*\))")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/\.\.)?")
_UNFOLDABLE = re.compile(r"^\s|\s$|[^\S ]|  |\n")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\xa0": "\xa0"}


@frozen
class Leaf:
    """A value."""

    text: str
    form: str = "plain"
    """`plain` words, `inline` or `blocks` of Markdown, `derived`, `switch` for true and
    false, or `numbered` by the text."""
    lines: Lines | None = None
    """Where the text says it."""
    flow: str = ""
    """The name of the note whose words it carries; "" for the text itself."""


@dataclass(slots=True)
class Map:
    """Keys with their values; a `Comment` stands between them under the key "#"."""

    items: list[tuple[str, Node]] = field(default_factory=list)

    def add(self, key: str, value: Node | None) -> None:
        if value is not None:
            self.items.append((key, value))


@dataclass(slots=True)
class Seq:
    """Values in a list."""

    items: list[Node] = field(default_factory=list)


@frozen
class Comment:
    """Words beside the print."""

    kind: str
    text: str
    lines: Lines | None = None
    is_derived: bool = False


Node: TypeAlias = Leaf | Map | Seq | Comment
Key: TypeAlias = str | int


def plain_data(node: Node) -> Any:
    """What YAML must read back."""
    if isinstance(node, Map):
        return {key: plain_data(value) for key, value in node.items if key != "#"}
    if isinstance(node, Seq):
        return [plain_data(item) for item in node.items if not isinstance(item, Comment)]
    return node.text


def leaves(
    node: Node, path: tuple[Key, ...] = ()
) -> Iterator[tuple[tuple[Key, ...], Leaf | Comment]]:
    """Every leaf and comment in order, with its path; a comment has that of what holds it."""
    if isinstance(node, Leaf | Comment):
        yield path, node
    elif isinstance(node, Map):
        for key, value in node.items:
            yield from leaves(value, path if key == "#" else (*path, key))
    else:
        at = 0
        for item in node.items:
            yield from leaves(item, path if isinstance(item, Comment) else (*path, at))
            at += not isinstance(item, Comment)


def carried(node: Node, addresses: dict[str, str]) -> dict[str, list[str]]:
    """The words that `node` carries, by flow: "" is the text, others are notes."""
    found: dict[str, list[str]] = {"": []}
    _carry(node, addresses, found)
    return found


def _carry(node: Node, addresses: dict[str, str], found: dict[str, list[str]]) -> None:
    if isinstance(node, Comment):
        found[""] += [] if node.is_derived else words(node.text)
    elif isinstance(node, Leaf):
        found.setdefault(node.flow, []).extend(_leaf_words(node, addresses))
    elif isinstance(node, Seq):
        for item in node.items:
            _carry(item, addresses, found)
    else:
        # Keys stand in the order of the text; how a list is numbered is said before its items.
        ordered = next(
            (v.text for k, v in node.items if k == "ordered" and isinstance(v, Leaf)), ""
        )
        for key, value in node.items:
            if key == "points" and ordered and isinstance(value, Seq):
                _carry_numbered(value, ordered, addresses, found)
            else:
                _carry(value, addresses, found)


def _carry_numbered(
    items: Seq, ordered: str, addresses: dict[str, str], found: dict[str, list[str]]
) -> None:
    number = 0
    for item in items.items:
        if not isinstance(item, Comment):
            number += 1
            found[""].append(counted(number, ordered))
        _carry(item, addresses, found)


def _leaf_words(leaf: Leaf, addresses: dict[str, str]) -> list[str]:
    if leaf.form in ("derived", "switch"):
        return []
    if leaf.form == "numbered":
        return [leaf.text.removeprefix(CITED)]
    text = _VARIABLE.sub("$", leaf.text)
    if leaf.form in ("inline", "blocks"):
        text = printed(text, blocks=leaf.form == "blocks", addresses=addresses)
    return words(text)


def counted(number: int, ordered: str) -> str:
    """How a list of the kind `ordered` numbers its item `number`, from 1."""
    if ordered == "letters":
        return chr(ord("a") + number - 1) if number <= 26 else str(number)
    return roman(number) if ordered == "roman" else str(number)


def roman(number: int) -> str:
    """`iv`."""
    out = ""
    for value, sign in (
        *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
        *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
    ):
        out += sign * (number // value)
        number %= value
    return out


def to_yaml(root: Map) -> str:
    """The text of a YAML file."""
    return "\n".join(_map(root, 0)) + "\n"


def _map(node: Map, indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in node.items:
        if isinstance(value, Comment):
            yield from _comment(value, pad)
        elif isinstance(value, Leaf):
            yield from _scalar(f"{pad}{_key(key)}:", value, indent + 2)
        elif isinstance(value, Map):
            yield f"{pad}{_key(key)}:"
            yield from _map(value, indent + 2)
        else:
            yield f"{pad}{_key(key)}:"
            yield from _seq(value, indent + 2)


def _seq(node: Seq, indent: int) -> Iterator[str]:
    pad = " " * indent
    for item in node.items:
        if isinstance(item, Comment):
            yield from _comment(item, pad)
        elif isinstance(item, Leaf):
            yield from _scalar(f"{pad}-", item, indent + 2)
        elif isinstance(item, Seq):
            yield f"{pad}- [{', '.join(_flow(cell) for cell in item.items)}]"
        else:
            rows = list(_map(item, indent + 2))
            # A comment cannot share the dash of its item.
            first = next(i for i, row in enumerate(rows) if not row.lstrip().startswith("#"))
            yield from rows[:first]
            yield f"{pad}- {rows[first][indent + 2 :]}"
            yield from rows[first + 1 :]


def _comment(comment: Comment, pad: str) -> Iterator[str]:
    head = f"{pad}# {comment.kind}: "
    for at, line in enumerate(comment.text.split("\n")):
        yield (head if at == 0 else f"{pad}#   ") + line


def _flow(cell: Node) -> str:
    text = cell.text if isinstance(cell, Leaf) else ""
    if not text:
        return "~"
    safe = _is_bare(text) and not re.search(r"[\[\]{},]", text)
    return text if safe else _quoted(text)


def _key(key: str) -> str:
    return (
        key if re.fullmatch(r"[A-Za-z_][\w-]*", key, re.ASCII) and _is_bare(key) else _quoted(key)
    )


def _scalar(head: str, leaf: Leaf, indent: int) -> Iterator[str]:
    text = leaf.text
    if "\n" in text and not re.search(r"^\s|[^\S\n ]|[ \n]$", text):
        pad = " " * indent
        yield f"{head} |-"
        yield from (pad + line if line else "" for line in text.split("\n"))
    elif len(head) + 1 + len(text) <= WIDTH and (_is_bare(text) or leaf.form == "switch"):
        yield f"{head} {text}"
    elif len(head) + 3 + len(text) <= WIDTH or _UNFOLDABLE.search(text) or " " not in text:
        yield f"{head} {_quoted(text)}"
    else:
        yield f"{head} >-"
        yield from _folded(text, " " * indent)


def _folded(text: str, pad: str) -> Iterator[str]:
    line = pad
    for word in text.split(" "):
        is_full = len(line) + 1 + len(word) > WIDTH and line != pad
        if is_full and not is_joined(line[-1:], word[:1]):
            yield line
            line = pad
        line += word if line == pad else f" {word}"
    yield line


def _is_bare(text: str) -> bool:
    return (
        _BARE.fullmatch(text) is not None
        and text.lower() not in _RESERVED
        and (not _NUMBER.match(text) or _DATE.fullmatch(text) is not None)
        and not text[-1:].isspace()
        and "\n" not in text
    )


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
