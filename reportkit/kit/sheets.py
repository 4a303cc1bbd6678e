"""The stylesheets of a theme, taken apart: what each says and asks for, with its place.

In go a theme's own stylesheets, those for one sheet or for screens too, out come the tokens that
they ask for and declare, the classes that they name, and blocks that stand where they must not.
It is a module of its own because the line of a build never looks into a stylesheet so closely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import tinycss2

from reportkit.diagnostics import Span
from reportkit.sheets import PAGE_SIZES
from reportkit.theme import Theme, lookup
from reportkit.workspace import Workspace

_NAMES = ("theme.css", *(f"{size.lower()}.css" for size in PAGE_SIZES), "screen.css")
_RULES = frozenset(["qualified-rule", "at-rule"])


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a stylesheet."""

    name: str
    span: Span
    is_root: bool = False
    """For a declaration: whether it stands in a rule for `:root`."""
    has_fallback: bool = False
    """For a token that is asked for: whether something is given in its place."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sets a colour and its ground."""

    ink: str
    ground: str
    span: Span


@dataclass(slots=True)
class Sheet:
    """One stylesheet."""

    file: str
    """As the reader should see it."""
    asked: list[Named] = field(default_factory=list)
    """Custom properties in var()."""
    declared: list[Named] = field(default_factory=list)
    """Custom properties that are given a value."""
    classes: list[Named] = field(default_factory=list)
    """Classes in selectors, without a dot."""
    nested: list[Span] = field(default_factory=list)
    """Blocks `@media` inside a rule or inside each other."""
    coloured: list[Rule] = field(default_factory=list)


def of_theme(theme: Theme, workspace: Workspace) -> list[Sheet]:
    """Those of `theme`, of what it extends in the project, and the project's `user.css`."""
    chain = [name for name in theme.chain if name == theme.name or _is_own(name, workspace)]
    own = [f"{name}/{file}" for name in chain for file in _NAMES]
    return _found([*own, "user.css", "screen.css"], workspace)


def of_default(workspace: Workspace) -> list[Sheet]:
    """Those that all themes share."""
    folders = lookup.folders(workspace.root, "styles", "default")
    return [read(file, workspace) for one in folders for file in sorted(one.rglob("*.css"))]


def of_parents(theme: Theme, workspace: Workspace) -> list[Sheet]:
    """Those of what `theme` extends."""
    return _found([f"{name}/{file}" for name in theme.chain[1:] for file in _NAMES], workspace)


def read(file: Path, workspace: Workspace) -> Sheet:
    """What `file` says."""
    css = workspace.read(file).decode("utf-8-sig", "replace")
    reader = _Reader(Sheet(workspace.shown(file)))
    reader.rules(tinycss2.parse_stylesheet(css, True, True), inside=())
    return reader.sheet


def _found(paths: Sequence[str], workspace: Workspace) -> list[Sheet]:
    """Those of `paths` below `styles/` that there are."""
    files = (lookup.find(workspace.root, "styles", *path.split("/")) for path in paths)
    return [read(file, workspace) for file in files if file]


def _is_own(name: str, workspace: Workspace) -> bool:
    return (workspace.root / "styles" / name).is_dir()


@dataclass(slots=True)
class _Reader:
    sheet: Sheet

    def rules(self, nodes: Sequence[Any], inside: tuple[str, ...]) -> None:
        """Note what `nodes` say, which stand in the rules and blocks `inside`."""
        for node in nodes:
            if node.type == "qualified-rule":
                self._classes(node.prelude)
                is_root = tinycss2.serialize(node.prelude).strip() == ":root"
                self._block(node, is_root, (*inside, "rule"))
            elif node.type == "at-rule":
                self._at_rule(node, inside)

    def _at_rule(self, node: Any, inside: tuple[str, ...]) -> None:
        keyword = node.lower_at_keyword
        if keyword == "media" and ("rule" in inside or "media" in inside):
            self.sheet.nested.append(self._span(node))
        if node.content is None:
            return
        if keyword in ("media", "layer", "supports", "container") and "rule" not in inside:
            rules = tinycss2.parse_rule_list(node.content, True, True)
            self.rules(rules, (*inside, keyword))
        else:
            self._block(node, False, (*inside, keyword))

    def _block(self, node: Any, is_root: bool, inside: tuple[str, ...]) -> None:
        items = tinycss2.parse_blocks_contents(node.content, True, True)
        values = {item.lower_name: item for item in items if item.type == "declaration"}
        for item in values.values():
            self._asked(item.value)
            if item.name.startswith("--"):
                self.sheet.declared.append(Named(item.name, self._span(item), is_root))
        ground = values.get("background") or values.get("background-color")
        if ground and "color" in values:
            texts = [tinycss2.serialize(each.value).strip() for each in (values["color"], ground)]
            self.sheet.coloured.append(Rule(texts[0], texts[1], self._span(values["color"])))
        self.rules([item for item in items if item.type in _RULES], inside)

    def _asked(self, values: Sequence[Any]) -> None:
        for value in _all(values):
            if value.type == "function" and value.lower_name == "var":
                named = [part for part in value.arguments if part.type == "ident"][:1]
                has_fallback = any(part == "," for part in value.arguments)
                self.sheet.asked += [
                    Named(part.value, self._span(part), has_fallback=has_fallback) for part in named
                ]

    def _classes(self, prelude: Sequence[Any]) -> None:
        values = list(_all(prelude))
        for dot, name in pairwise(values):
            if dot == "." and name.type == "ident":
                self.sheet.classes.append(Named(name.value, self._span(name)))

    def _span(self, node: Any) -> Span:
        return Span(self.sheet.file, node.source_line, node.source_column)


def _all(values: Sequence[Any]) -> Iterator[Any]:
    """`values` and what is in their brackets."""
    for value in values:
        yield value
        yield from _all(getattr(value, "arguments", None) or getattr(value, "content", None) or ())
