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

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.html.styles import BROWSERS
from reportkit.kit import media
from reportkit.kit.media import Medium
from reportkit.sheets import PAGE_SIZES
from reportkit.theme import Theme, lookup
from reportkit.theme.theme import SYNTAX, css_text
from reportkit.workspace import Workspace

_NAMES = ("theme.css", *(f"{size.lower()}.css" for size in PAGE_SIZES), "card.css", *BROWSERS)
_RULES = frozenset(["qualified-rule", "at-rule"])
_BLOCKS = frozenset(["media", "supports", "container"])
_FONTS = frozenset(["font", "font-family"])

Around = tuple[tuple[str, str], ...]
"""The conditions in which something stands, the outermost first: `("media", "screen")`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a stylesheet."""

    name: str
    span: Span
    is_root: bool = False
    """For a declaration: whether it stands in a rule for `:root`."""
    has_fallback: bool = False
    """For a token that is asked for: whether something is given in its place."""
    value: str = ""
    """For a declaration: what is given."""
    around: Around = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sets a colour and its ground."""

    ink: str
    ground: str
    span: Span
    around: Around = ()


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
    fonts: list[Named] = field(default_factory=list)
    """Declarations of `font` and `font-family`."""
    faults: list[tuple[str, Span, str]] = field(default_factory=list)
    """Why something cannot be read, in a clause, where it stands, and the mend."""

    @property
    def medium(self) -> str:
        """Of the browsers that alone read it: "screen" or "print"; "" if the press does too."""
        return BROWSERS.get(self.file.rpartition("/")[2], "")

    def is_read(self, around: Around, medium: Medium) -> bool:
        """Whether `medium` reads what stands in `around`."""
        if self.medium and (self.medium == "print") != medium.is_print:
            return False
        return all(media.holds(*condition, medium) for condition in around)


def of_theme(theme: Theme, workspace: Workspace, diagnostics: Diagnostics) -> list[Sheet]:
    """Those of `theme`, of what it extends in the project, and the project's own; one that cannot
    be read is reported."""
    chain = [n for n in reversed(theme.chain) if n == theme.name or _is_own(n, workspace)]
    own = [f"{name}/{file}" for name in chain for file in _NAMES]
    return _found([*own, "user.css", *BROWSERS], workspace, diagnostics)


def report_unread(theme: Theme, workspace: Workspace, diagnostics: Diagnostics) -> None:
    """A warning for each stylesheet of `theme` and the project that has a name which nothing
    reads."""
    styles = workspace.root / "styles"
    names = [n for n in theme.chain if n == theme.name or _is_own(n, workspace)]
    read = {styles / name: _NAMES for name in names} | {styles: ("user.css", *BROWSERS)}
    for folder, known in read.items():
        for file in sorted(folder.glob("*.css")):
            if file.name not in known:
                hint = suggestion(file.name, known) or f"names that are read: {', '.join(known)}"
                message = f"nothing reads the stylesheet {file.name}"
                diagnostics.warning("RK0402", message, Span(workspace.shown(file)), hint)


def of_default(workspace: Workspace) -> list[Sheet]:
    """Those that all themes share."""
    folders = lookup.folders(workspace.root, "styles", "default")
    files = [file for one in folders for file in sorted(one.rglob("*.css"))]
    return [read(file, workspace, Diagnostics()) for file in files]


def of_parents(theme: Theme, workspace: Workspace) -> list[Sheet]:
    """Those of what `theme` extends."""
    paths = [f"{name}/{file}" for name in theme.chain[1:] for file in _NAMES]
    return _found(paths, workspace, Diagnostics())


def read(file: Path, workspace: Workspace, diagnostics: Diagnostics) -> Sheet:
    """What `file` says; nothing, with an error, if it cannot be read."""
    css = css_text(file, workspace, diagnostics) or ""
    reader = _Reader(Sheet(workspace.shown(file)))
    reader.rules(tinycss2.parse_stylesheet(css, True, True), inside=())
    return reader.sheet


def _found(paths: Sequence[str], workspace: Workspace, diagnostics: Diagnostics) -> list[Sheet]:
    """Those of `paths` below `styles/` that there are."""
    files = (lookup.find(workspace.root, "styles", *path.split("/")) for path in paths)
    return [read(file, workspace, diagnostics) for file in files if file]


def _is_own(name: str, workspace: Workspace) -> bool:
    return (workspace.root / "styles" / name).is_dir()


@dataclass(slots=True)
class _Reader:
    sheet: Sheet

    def rules(self, nodes: Sequence[Any], inside: tuple[str, ...], around: Around = ()) -> None:
        """Note what `nodes` say, which stand in the rules and blocks `inside`."""
        for node in nodes:
            if node.type == "qualified-rule":
                self._classes(node.prelude)
                selectors = tinycss2.serialize(node.prelude).split(",")
                is_root = "rule" not in inside and ":root" in map(str.strip, selectors)
                self._block(node, is_root, (*inside, "rule"), around)
            elif node.type == "at-rule":
                self._at_rule(node, inside, around)
            elif node.type == "error":
                self.sheet.faults.append(("it is no rule and no value", self._span(node), SYNTAX))

    def _at_rule(self, node: Any, inside: tuple[str, ...], around: Around) -> None:
        keyword = node.lower_at_keyword
        # A browser knows what to do with it.
        if keyword == "media" and {"rule", "media"}.intersection(inside) and not self.sheet.medium:
            self.sheet.nested.append(self._span(node))
        if keyword == "import":
            reason = "a stylesheet of a theme stands in a layer, where browsers know no @import"
            hint = "put its rules here, or into a theme that this one extends by `parent`"
            self.sheet.faults.append((reason, self._span(node), hint))
        if node.content is None:
            return
        if keyword in _BLOCKS:
            around = (*around, (keyword, tinycss2.serialize(node.prelude).strip()))
        if keyword in (*_BLOCKS, "layer") and "rule" not in inside:
            rules = tinycss2.parse_rule_list(node.content, True, True)
            self.rules(rules, (*inside, keyword), around)
        else:
            self._block(node, False, (*inside, keyword), around)

    def _block(self, node: Any, is_root: bool, inside: tuple[str, ...], around: Around) -> None:
        items = tinycss2.parse_blocks_contents(node.content, True, True)
        declarations = [item for item in items if item.type == "declaration"]
        for item in declarations:
            self._declaration(item, is_root, around)
        # The last one counts; what is before it may be for browsers that do not know it.
        last = {item.lower_name: item for item in declarations}
        ground = last.get("background") or last.get("background-color")
        if ground and "color" in last:
            ink, on = (tinycss2.serialize(each.value).strip() for each in (last["color"], ground))
            self.sheet.coloured.append(Rule(ink, on, self._span(last["color"]), around))
        inner = [item for item in items if item.type in _RULES or item.type == "error"]
        self.rules(inner, inside, around)

    def _declaration(self, item: Any, is_root: bool, around: Around) -> None:
        self._asked(item.value)
        made = Named(
            item.name,
            self._span(item),
            is_root,
            value=tinycss2.serialize(item.value).strip(),
            around=around,
        )
        if item.name.startswith("--"):
            self.sheet.declared.append(made)
        elif item.lower_name in _FONTS:
            self.sheet.fonts.append(made)

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
