"""Lengths of CSS as points, for what is drawn before any stylesheet is applied.

In goes the value of a token as `tokens.print_tokens` has it, out comes a number. Only what a sheet
knows has a length here: absolute units, rem, and sums, products and limits of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tinycss2

_UNITS = {"pt": 1.0, "pc": 12.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
_LIMITS = {"min": min, "max": max}


def points(value: str, root: float = 0.0) -> float | None:
    """`value` in points, a plain number as it is; None if it is no length that a sheet knows.

    `root` is the length of 1 rem.
    """
    try:
        return _sum(_meaning(tinycss2.parse_component_value_list(value)), root)
    except (ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return None


def measure(tokens: Mapping[str, str], name: str, otherwise: float) -> float:
    """The token `name` in points; `otherwise` if it has no length above 0."""
    root = points(tokens.get("size-root", "")) or 0.0
    found = points(tokens.get(name, ""), root)
    return found if found and found > 0 else otherwise


def _meaning(values: Sequence[Any]) -> list[Any]:
    return [value for value in values if value.type not in ("whitespace", "comment")]


def _sum(values: Sequence[Any], root: float) -> float:
    """Terms between + and -."""
    total, sign, term = 0.0, 1.0, list[Any]()
    for value in values:
        if value == "+" or value == "-":
            total += sign * _product(term, root)
            sign, term = 1.0 if value == "+" else -1.0, []
        else:
            term.append(value)
    return total + sign * _product(term, root)


def _product(values: Sequence[Any], root: float) -> float:
    """Values between * and /."""
    if len(values) % 2 == 0:
        raise ValueError
    found = _one(values[0], root)
    for sign, value in zip(values[1::2], values[2::2], strict=True):
        if sign == "*":
            found *= _one(value, root)
        elif sign == "/":
            found /= _one(value, root)
        else:
            raise ValueError
    return found


def _one(value: Any, root: float) -> float:
    if value.type == "number":
        return float(value.value)
    if value.type == "dimension":
        unit = root if value.lower_unit == "rem" else _UNITS.get(value.lower_unit, 0.0)
        if not unit:
            raise ValueError
        return float(value.value) * unit
    if value.type == "() block":
        return _sum(_meaning(value.content), root)
    if value.type == "function" and value.lower_name == "calc":
        return _sum(_meaning(value.arguments), root)
    if value.type == "function" and value.lower_name in _LIMITS:
        parts = _parted(_meaning(value.arguments))
        return float(_LIMITS[value.lower_name](_sum(part, root) for part in parts))
    raise ValueError


def _parted(values: Sequence[Any]) -> Iterator[list[Any]]:
    """What stands between commas."""
    part: list[Any] = []
    for value in values:
        if value == ",":
            yield part
            part = []
        else:
            part.append(value)
    yield part
