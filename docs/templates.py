"""Write docs/templates.md, what each template is given: `python docs/templates.py`.

In go the templates, the table of their contexts and the dataclasses of the view with their
docstrings; a test holds the file against what comes out.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from textwrap import dedent
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from reportkit.html.context import contexts, members

DOCS = Path(__file__).parent
FILE = DOCS / "templates.md"
TEMPLATES = DOCS.parent / "templates"


def text() -> str:
    """The reference as Markdown."""
    intro = (DOCS / "templates.intro.md").read_text("utf-8").rstrip()
    found = contexts()
    kinds = list(dict.fromkeys(_kinds(kind for given in found.values() for kind in given.values())))
    parts = [intro, "## Templates", *(_template(name, given) for name, given in found.items())]
    parts.append("## Types")
    parts += [_type(kind) for kind in sorted(kinds, key=lambda kind: kind.__name__)]
    return "\n\n".join(parts) + "\n"


def _template(name: str, given: Mapping[str, Any]) -> str:
    comment = re.match(r"\{# (.*?) #\}", (TEMPLATES / name).read_text("utf-8"), re.DOTALL)
    assert comment, name
    names = ", ".join(f"`{key}` ({_words(kind)})" for key, kind in given.items())
    blocks = re.findall(r"\{% block (\w+) %\}", (TEMPLATES / name).read_text("utf-8"))
    lines = [f"### {name}", comment[1]]
    if names:
        lines.append(f"It is given {names}.")
    if blocks:
        lines.append(f"Its blocks are {', '.join(f'`{block}`' for block in blocks)}.")
    return "\n\n".join(lines)


def _type(kind: type) -> str:
    said = _said(kind)
    summary = inspect.getdoc(kind) or ""
    rows = [f"| `{name}` | {_words(hint)} | {said[name]} |" for name, hint in members(kind).items()]
    head = ["| field | type | what |", "| --- | --- | --- |"]
    return "\n".join([f"### {kind.__name__}", "", summary, "", *head, *rows])


def _said(kind: type) -> dict[str, str]:
    """What stands below each field and in each property of a dataclass."""
    found = {field.name: "" for field in fields(kind)}
    (tree,) = ast.parse(dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    for node, after in zip(tree.body, [*tree.body[1:], ast.Pass()], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                found[node.target.id] = _line(str(after.value.value))
        elif isinstance(node, ast.FunctionDef) and node.name in members(kind):
            found[node.name] = _line(ast.get_docstring(node) or "")
    return found


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _kinds(hints: Iterable[Any]) -> Iterator[type]:
    """The dataclasses in `hints`, and those in their fields, each before what is in it."""
    seen: set[type] = set()
    waiting = list(hints)
    while waiting:
        hint = waiting.pop(0)
        waiting += get_args(hint)
        if isinstance(hint, type) and is_dataclass(hint) and hint not in seen:
            seen.add(hint)
            yield hint
            waiting += members(hint).values()


def _words(hint: Any) -> str:
    """A type in words, with a link where it is described."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(_words(part) for part in inside)
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return f"several: {_words(inside[0])}"
    if origin is Literal:
        return "text"
    if hint is NoneType:
        return "none"
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    plain = {
        "str": "text",
        "Html": "markup",
        "bool": "true or false",
        "int": "a number",
        "float": "a number",
        "Block": "a block, whose `kind` names its template",
    }
    return plain.get(getattr(hint, "__name__", ""), "a value")


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
