"""What a token is: a colour, a length, or something that only its rule can judge.

In go a value and what the token is worth elsewhere, out comes what it should have been. A value of
the wrong kind spoils each rule that asks for it, far from the line that is to be mended, so that it
is judged where it is given: in a theme's stylesheet, or in a brand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import tinycss2
from tinycss2.color4 import parse_color

_UNITS = (
    *("pt", "pc", "px", "in", "cm", "mm", "q"),
    *("rem", "em", "ex", "ch", "cap", "ic", "lh", "rlh", "fr"),
    *("vw", "vh", "vi", "vb", "vmin", "vmax", "cqw", "cqh", "cqi", "cqb"),
    *("svw", "svh", "lvw", "lvh", "dvw", "dvh"),
)


def wanted(value: str, usual: str) -> str:
    """What `value` is not and `usual` is: "a colour" or "a length"; "" if nothing can be said
    against it."""
    if _is_colour(usual):
        return "" if _is_colour(value) or _is_reckoned(value) else "a colour"
    if _is_length(usual):
        return "" if _may_be_length(value) else "a length"
    return ""


def _is_colour(value: str) -> bool:
    return bool(value) and parse_color(value) is not None


def _is_reckoned(value: str) -> bool:
    """Whether it is a function that makes a colour of others, which browsers know."""
    return value.startswith(("light-dark(", "color-mix(", "color(")) or "(from " in value


def _is_length(value: str) -> bool:
    parts = _parts(value)
    return len(parts) == 1 and parts[0].type == "dimension" and parts[0].lower_unit in _UNITS


def _may_be_length(value: str) -> bool:
    """Whether no part of it, in brackets or not, keeps it from being a length, `auto` or such."""
    parts = _parts(value)
    return bool(parts) and not any(_is_foreign(part) for part in _all(parts))


def _is_foreign(part: Any) -> bool:
    if part.type == "dimension":
        return part.lower_unit not in _UNITS
    return part.type in ("hash", "string", "url") or (
        part.type == "ident" and parse_color(part) is not None
    )


def _parts(value: str) -> list[Any]:
    return list(tinycss2.parse_component_value_list(value, skip_comments=True))


def _all(parts: Sequence[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        yield from _all(getattr(part, "arguments", None) or getattr(part, "content", None) or ())
