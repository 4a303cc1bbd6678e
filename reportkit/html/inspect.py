"""Templates read without being run: what they ask of the report that it has not.

In go templates of a theme or a project, out come findings with file and line. A template runs with
whatever a briefing happens to hold, so that a slip in a branch of it may wait for months; the
types of `context` know at once. What cannot be known, such as the arguments of a macro, passes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from jinja2 import Environment, TemplateError, nodes

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.html.context import Type, contexts, members
from reportkit.theme import Theme
from reportkit.workspace import Workspace

UNKNOWN = Any
_SAME = frozenset(["list", "reverse", "sort", "select", "reject", "selectattr", "rejectattr"])
"""Filters that give a sequence of the same things."""
_ONE = frozenset(["first", "last", "min", "max"])
_GUARDS = frozenset(["defined", "undefined", "default", "d"])
"""Tests and filters of a name that need not be there."""
_BOUND = frozenset(["loop", "self", "super", "caller", "varargs", "kwargs"])
"""Names that Jinja gives."""

_NAMED = re.compile(r"""["'](?:default/)?([^"'\s]+\.html)["']""")
"""A template that another one includes, extends or imports from."""

Names = Mapping[str, Type]


def overrides(theme: Theme) -> Iterator[tuple[str, Path]]:
    """Name and file of every template that wins over a default one, or has no default."""
    seen: set[str] = set()
    for folder in theme.template_folders:
        if folder == theme.default_templates:
            continue
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            if name not in seen:
                seen.add(name)
                yield name, path


def report_unasked(theme: Theme, workspace: Workspace, diagnostics: Diagnostics) -> None:
    """A warning for each template that takes no default's place and that no other one names."""
    own = dict(overrides(theme))
    named = set(contexts())
    for path in own.values():
        text = workspace.read(path).decode("utf-8", "replace")
        named.update(_NAMED.findall(text))
    for name, path in own.items():
        if name not in named:
            hint = suggestion(name, contexts()) or "docs/templates.md lists those that there are"
            message = f"nothing asks for the template {name}"
            diagnostics.warning("RK0403", message, Span(workspace.shown(path)), hint)


def inspect(
    name: str, path: Path, parser: Environment, workspace: Workspace, diagnostics: Diagnostics
) -> None:
    """Report what the template `name` in the file `path` asks for in vain.

    One that cannot be read is left to the engine, as it may never run.
    """
    try:
        tree = parser.parse(workspace.read(path).decode("utf-8-sig"))
    except (TemplateError, UnicodeDecodeError, OSError, RecursionError):
        return
    given = contexts().get(name)
    if given is None:
        return
    inspector = _Inspector(workspace.shown(path), diagnostics)
    inspector.body(tree.body, dict(given))
    for unknown in _unknown(tree, {*given, *parser.globals}):
        inspector.report(f"{name} is given no {unknown.name}", unknown.name, given, unknown.lineno)


def _unknown(tree: nodes.Template, known: Collection[str]) -> Iterator[nodes.Name]:
    """The names that `tree` reads, does not set anywhere, and does not ask whether they are."""
    found = list(tree.find_all(nodes.Name))
    ours = {*known, *_BOUND, *(name.name for name in found if name.ctx != "load")}
    ours |= {macro.name for macro in tree.find_all(nodes.Macro)}
    ours |= {made.target for made in tree.find_all(nodes.Import)}
    for made in tree.find_all(nodes.FromImport):
        ours |= {name if isinstance(name, str) else name[1] for name in made.names}
    asked = (*tree.find_all(nodes.Test), *tree.find_all(nodes.Filter))
    guards = [each.node for each in asked if each.name in _GUARDS]
    ours |= {guarded.name for guarded in guards if isinstance(guarded, nodes.Name)}
    yield from (name for name in found if name.name not in ours)


class _Inspector:
    """Walks a template with what is known of its names."""

    def __init__(self, file: str, diagnostics: Diagnostics) -> None:
        self._file, self._diagnostics = file, diagnostics

    def body(self, statements: list[nodes.Node], names: dict[str, Type]) -> None:
        """The statements of one scope, in their order."""
        for statement in statements:
            self._statement(statement, names)

    def _statement(self, node: nodes.Node, names: dict[str, Type]) -> None:
        match node:
            case nodes.For():
                inner = {**names, "loop": UNKNOWN}
                self._assign(node.target, _item(self._type(node.iter, names)), inner)
                if node.test:
                    self._type(node.test, inner)
                self.body(node.body, inner)
                self.body(node.else_, names)
            case nodes.Assign():
                self._assign(node.target, self._type(node.node, names), names)
            case nodes.With():
                inner = dict(names)
                for target, value in zip(node.targets, node.values, strict=True):
                    self._assign(target, self._type(value, names), inner)
                self.body(node.body, inner)
            case nodes.Macro() | nodes.CallBlock():
                if isinstance(node, nodes.CallBlock):
                    self._type(node.call, names)
                arguments = {argument.name: UNKNOWN for argument in node.args}
                extra = dict.fromkeys(("caller", "varargs", "kwargs"), UNKNOWN)
                self.body(node.body, {**names, **arguments, **extra})
                if isinstance(node, nodes.Macro):
                    names[node.name] = UNKNOWN
            case nodes.Import():
                names[node.target] = UNKNOWN
            case nodes.FromImport():
                for name in node.names:
                    names[name if isinstance(name, str) else name[1]] = UNKNOWN
            case _:
                self._inside(node, names)

    def _inside(self, node: nodes.Node, names: dict[str, Type]) -> None:
        """What a node holds, in a scope of its own if it has one."""
        scope = dict(names) if isinstance(node, nodes.Block | nodes.FilterBlock) else names
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._type(child, scope)
            else:
                self._statement(child, scope)

    def _assign(self, target: nodes.Node, value: Type, names: dict[str, Type]) -> None:
        if isinstance(target, nodes.Name):
            names[target.name] = value
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._assign(item, UNKNOWN, names)

    def _type(self, node: nodes.Node, names: dict[str, Type]) -> Type:
        """What is known of the value of an expression; what is wrong within is reported."""
        match node:
            case nodes.Name():
                return names.get(node.name, UNKNOWN)
            case nodes.Getattr():
                return self._member(self._type(node.node, names), node.attr, node)
            case nodes.Getitem():
                owner = self._type(node.node, names)
                if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                    return self._member(owner, node.arg.value, node)
                self._type(node.arg, names)
                return UNKNOWN if isinstance(node.arg, nodes.Slice) else _item(owner)
            case nodes.Test(name="defined" | "undefined") | nodes.Filter(name="default" | "d"):
                if isinstance(node.node, nodes.Getattr | nodes.Getitem):
                    self._type(node.node.node, names)
                return UNKNOWN
            case nodes.Filter():
                values = [self._type(child, names) for child in node.iter_child_nodes()]
                if node.name in _SAME and node.node is not None:
                    return values[0]
                return _item(values[0]) if node.name in _ONE and node.node else UNKNOWN
            case nodes.Or() | nodes.And():
                found = {self._type(node.left, names), self._type(node.right, names)}
                return found.pop() if len(found) == 1 else UNKNOWN
            case _:
                for child in node.iter_child_nodes():
                    self._type(child, names)
                return UNKNOWN

    def _member(self, owner: Type, name: str, node: nodes.Node) -> Type:
        """The type of what `owner` has by that name; reported where no owner can have it."""
        owners = _owners(owner)
        if not owners:
            return UNKNOWN
        found = [members(one)[name] for one in owners if name in members(one)]
        if found:
            return found[0]
        if not any(hasattr(one, name) for one in owners):
            what = " and ".join(one.__name__ for one in owners)
            known = {member for one in owners for member in members(one)}
            self.report(f"{what} has no {name}", name, known, node.lineno)
        return UNKNOWN

    def report(self, reason: str, name: str, known: Iterable[str], line: int) -> None:
        """Report that the template asks in vain for `name`, where there are those `known`."""
        hint = suggestion(name, known) or f"it has: {', '.join(sorted(known))}"
        message = f"the template asks for what there is not: {reason}"
        self._diagnostics.error("RK0404", message, Span(self._file, line), hint)


def _owners(found: Type) -> list[type]:
    """The dataclasses that `found` may be; none if it may be something else."""
    parts = _parts(found)
    are_known = all(isinstance(part, type) and is_dataclass(part) for part in parts)
    return parts if are_known else []


def _item(found: Type) -> Type:
    """What a sequence holds."""
    origin, arguments = _taken_apart(_parts(found)[0])
    is_sequence = origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis
    return arguments[0] if is_sequence else UNKNOWN


def _parts(found: Type) -> list[Any]:
    """The members of a union but None, or the type alone."""
    origin, arguments = _taken_apart(found)
    is_union = origin is Union or origin is UnionType
    return [part for part in arguments if part is not NoneType] if is_union else [found]


def _taken_apart(found: Type) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(found), get_args(found)
