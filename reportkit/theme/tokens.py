"""Tokens as print has them, for what no stylesheet reaches: drawings and charts.

In go the stylesheets of a theme, out comes the value of each token on a sheet: the last
declaration in the cascade, every var() replaced, the first colour of light-dark(). It is a module
of its own because inline SVG gets no styles of the document when it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import tinycss2

from reportkit.theme.theme import Theme
from reportkit.workspace import Workspace

PREFIX = "--rk-"
MOST_CHARACTERS = 10_000
"""Of one value; tokens that refer to each other could grow without bound."""
MOST_DEEP = 50
"""Tokens that may ask for each other in a row."""
_PRINTED = frozenset(["", "all", "print"])

Values = Sequence[Any]
"""Component values of tinycss2."""


def print_tokens(theme: Theme, workspace: Workspace) -> Mapping[str, str]:
    """The value of every token of `theme` in print: "accent" -> "#0b4a5c".

    Names come without `--rk-`. A token that refers to itself, or to one that there is not, has no
    value and is left out.
    """
    return _values(tuple(_sheets(theme, workspace)), False)


def dark_tokens(theme: Theme, workspace: Workspace) -> Mapping[str, str]:
    """The same on screens in dark colours: the second colour of light-dark()."""
    return _values(tuple(_sheets(theme, workspace)), True)


def declared_tokens(theme: Theme, workspace: Workspace) -> Mapping[str, str]:
    """The same as the last declarations write it: "accent" -> "light-dark(#0b4a5c, #7fc5d4)"."""
    found = _all_declared(tuple(_sheets(theme, workspace)))
    return {
        name.removeprefix(PREFIX): tinycss2.serialize(value).strip()
        for name, value in found.items()
    }


@lru_cache(maxsize=8)
def _values(sheets: tuple[str, ...], is_dark: bool) -> Mapping[str, str]:
    """The values of tokens; several stages of a build ask for the same."""
    declared = _all_declared(sheets)
    resolved = Resolver(declared, is_dark)
    found = ((name, resolved.text(name, frozenset())) for name in declared)
    return {name.removeprefix(PREFIX): value for name, value in found if value is not None}


def _all_declared(sheets: Iterable[str]) -> dict[str, Values]:
    """The last declaration of each token in the cascade of `sheets`."""
    declared: dict[str, Values] = {}
    for css in sheets:
        if ":root" in css:
            declared |= _declared(tinycss2.parse_stylesheet(css, True, True))
    return declared


def _sheets(theme: Theme, workspace: Workspace) -> Iterator[str]:
    """The stylesheets in the order of the cascade."""
    texts = [(layer.name, workspace.read(layer.file).decode("utf-8-sig")) for layer in theme.layers]
    yield from (css for name, css in texts if name != "user")
    yield theme.own
    yield from (css for name, css in texts if name == "user")


def _declared(rules: Iterable[Any]) -> dict[str, Values]:
    """The tokens that rules for `:root` declare, layers and print alone being looked into."""
    found: dict[str, Values] = {}
    for rule in rules:
        prelude = tinycss2.serialize(getattr(rule, "prelude", None) or ()).strip()
        if rule.type == "qualified-rule":
            if ":root" in (selector.strip() for selector in prelude.split(",")):
                found |= _declarations(rule.content)
        elif rule.type == "at-rule" and rule.content is not None:
            keyword = rule.lower_at_keyword
            if keyword == "layer" or (keyword == "media" and prelude.lower() in _PRINTED):
                found |= _declared(tinycss2.parse_rule_list(rule.content, True, True))
    return found


def _declarations(content: Values) -> Iterator[tuple[str, Values]]:
    for item in tinycss2.parse_blocks_contents(content, True, True):
        if item.type == "declaration" and item.name.startswith(PREFIX):
            yield item.name, item.value


class Resolver:
    """Puts the values of other tokens in the place of their var()."""

    def __init__(self, declared: Mapping[str, Values], is_dark: bool) -> None:
        self._declared, self._is_dark = declared, is_dark
        self._made: dict[str, str | None] = {}

    def whole(self, values: Values) -> str:
        """`values` with those of tokens in them; "" if one of them has none."""
        return (self._replaced(values, frozenset()) or "").strip()

    def text(self, name: str, above: frozenset[str]) -> str | None:
        """The value of the token `name`; None if it has none. `above` are those that ask for it."""
        if name in above or name not in self._declared or len(above) > MOST_DEEP:
            return None
        if name not in self._made:
            made = self._replaced(self._declared[name], above | {name})
            fits = made is not None and len(made) <= MOST_CHARACTERS
            self._made[name] = made.strip() if made is not None and fits else None
        return self._made[name]

    def _replaced(self, values: Values, above: frozenset[str]) -> str | None:
        pieces = [self._piece(value, above) for value in values]
        return None if None in pieces else "".join(map(str, pieces))

    def _piece(self, value: Any, above: frozenset[str]) -> str | None:
        if value.type.endswith(" block"):
            inside = self._replaced(value.content, above)
            return None if inside is None else f"{value.type[0]}{inside}{value.type[1]}"
        if value.type != "function":
            return str(value.serialize())
        if value.lower_name == "var":
            name, fallback = _split(value.arguments)
            found = self.text(tinycss2.serialize(name).strip(), above)
            return self._replaced(fallback, above) if found is None and fallback else found
        if value.lower_name == "light-dark":
            return self._replaced(_trimmed(_split(value.arguments)[self._is_dark]), above)
        inside = self._replaced(value.arguments, above)
        return None if inside is None else f"{value.name}({inside})"


def _split(arguments: Values) -> tuple[Values, Values]:
    """What stands before the first comma, and after it."""
    at = next((i for i, part in enumerate(arguments) if part == ","), len(arguments))
    return arguments[:at], arguments[at + 1 :]


def _trimmed(values: Values) -> Values:
    return [value for value in values if value.type != "whitespace"]
