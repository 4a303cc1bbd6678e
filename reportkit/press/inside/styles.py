"""Values of properties, found sooner than WeasyPrint finds them.

Most properties of most elements are declared nowhere: they are inherited or initial, but WeasyPrint
asks the whole cascade for each. And `var()` is resolved and validated for each element, though
nearly all elements have their variables from the root. Nothing here changes a value; the tests hold
both ways against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.css import ComputedStyle, computed_values
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.css.tokens import InvalidValues, Pending

from reportkit.press.patched import Replacement, method

Missing = Callable[[Any, str], Any]

_LISTED = ("first-line", "first-letter")
"""Pseudo-elements whose values WeasyPrint lists, so that none may be there which was not asked."""
_SPECIAL = {
    "display",
    "float",
    "page",
    "position",
    *(name for name in INITIAL_VALUES if name.startswith("text_decoration_")),
}
"""Properties with rules of their own."""
_INHERITED = INHERITED - _SPECIAL
_INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if name not in {*INHERITED, *INITIAL_NOT_COMPUTED, *_SPECIAL}
}
_PHYSICAL = computed_values.PHYSICAL_FUNCTIONS
_LOGICAL = {
    logical(block="ttb", inline=inline)
    for logical in _PHYSICAL.values()
    for inline in ("ltr", "rtl")
}
"""Properties of which WeasyPrint takes others to be."""
_MUTABLE = ("image", "grid")
"""In the names of properties whose values WeasyPrint changes in place."""
_SOLVED = {
    name
    for name in INITIAL_VALUES
    if name not in _SPECIAL and not any(word in name for word in _MUTABLE)
}
_ABSENT = object()

Names = tuple[str | None, ...]


@dataclass(slots=True)
class Solved:
    """What `var()` came to, while a part is compiled."""

    values: dict[Any, tuple[Any, list[Any]]] = field(default_factory=dict)
    """Identities of a declaration and of its variables' values, and a property -> the value that is
    declared; and the variables' values, kept so that their identities stay."""
    names: dict[int, tuple[Any, Names | None]] = field(default_factory=dict)
    """Identity of a declaration -> the declaration; the variables on which its value depends, if
    it depends on nothing else."""
    faulty: set[int] = field(default_factory=set)
    """Identities of declarations that were found fault with."""
    wanted: list[list[Any]] = field(default_factory=list)
    """Declarations and properties that are being computed, each with its value once it is there."""


def mends() -> list[Replacement]:
    """What is to be replaced."""
    solved = Solved()
    return [
        method(ComputedStyle, "__missing__", _missing, solved),
        method(Pending, "solve", _solve, solved),
    ]


def _missing(solved: Solved, original: Missing, style: Any, key: str) -> Any:
    """`ComputedStyle.__missing__` of WeasyPrint: the computed value of a property."""
    parent = style.parent_style
    if parent is None or style.pseudo_type in _LISTED:
        return original(style, key)
    declared = style.cascaded.get(key)
    if declared is None:
        if key in _INHERITED or key[:2] == "__":
            found = style[key] = parent[key]
            return found
        found = _INITIAL.get(key, _ABSENT)
        if found is not _ABSENT and not (key in _PHYSICAL and _has_logical(style)):
            style[key] = found
            return found
    elif (
        key in _SOLVED
        and isinstance(declared[0], Pending)
        and not (key in _PHYSICAL and _has_logical(style))
    ):
        return _solved(solved, original, style, key, declared)
    return original(style, key)


def _has_logical(style: Any) -> bool:
    known: bool | None = vars(style).get("has_logical")
    if known is None:
        known = style.has_logical = not _LOGICAL.isdisjoint(style.cascaded)
    return known


def _solved(solved: Solved, original: Missing, style: Any, key: str, declared: Any) -> Any:
    """The value of a declaration with `var()`, solved once for equal values of the variables."""
    pending, weight = declared
    names = _variables(solved, pending)
    if names is None:
        return original(style, key)
    values = [style[name] for name in names]
    known = solved.values.get(entry := (id(pending), key, *map(id, values)))
    if known is None:
        solved.wanted.append([pending, key])
        found = original(style, key)
        _, _, *made = solved.wanted.pop()
        if made:
            solved.values[entry] = made[0], values
        return found
    style.cascaded[key] = known[0], weight
    try:
        return original(style, key)
    finally:
        style.cascaded[key] = declared


def _solve(
    solved: Solved, original: Callable[..., Any], pending: Any, tokens: Any, key: str, base_url: Any
) -> Any:
    """`Pending.solve` of WeasyPrint: the value that a declaration comes to."""
    # A declaration that several parts share would be found fault with in the first of them alone.
    pending._reported_error = id(pending) in solved.faulty
    try:
        found = original(pending, tokens, key, base_url)
    except InvalidValues:
        solved.faulty.add(id(pending))
        raise
    if solved.wanted and solved.wanted[-1] == [pending, key.replace("-", "_")]:
        solved.wanted[-1].append(found)
    return found


def _variables(solved: Solved, pending: Any) -> Names | None:
    known = solved.names.get(id(pending))
    if known is None:
        names = tuple(_named(pending.tokens))
        known = solved.names[id(pending)] = pending, names if all(names) else None
    return known[1]


def _named(tokens: Any) -> Iterator[str | None]:
    """The variables named in `tokens`; None for one with a value for want of it."""
    for token in tokens:
        inner = token.arguments if token.type == "function" else getattr(token, "content", ())
        if token.type == "function" and token.lower_name == "var":
            named = [item for item in inner if item.type not in ("whitespace", "comment")]
            is_plain = len(named) == 1 and named[0].type == "ident"
            yield named[0].value.replace("-", "_") if is_plain else None
        else:
            yield from _named(inner)
