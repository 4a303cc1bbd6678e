"""Widths, margins and paddings of boxes, resolved once for each style that leaves nothing to do.

WeasyPrint resolves percentages for each box, each time that it is laid out, and nearly no style has
any. Nothing here changes a length; the tests hold both ways against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table

from reportkit.press.patched import Replacement, method

_MODULES = (absolute, block, column, float, grid, inline, page, percent, table)
"""Those that know `resolve_percentages` by its name."""

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
_SET = (*_LENGTHS, *(f"border_{side}_width" for side in _SIDES))
"""What `resolve_percentages` gives a box."""


def mends() -> list[Replacement]:
    """What is to be replaced."""
    resolving = partial(_resolve, percent.resolve_percentages)
    return [
        *((module, "resolve_percentages", resolving) for module in _MODULES),
        method(ComputedStyle, "copy", _copied),
        method(AnonymousStyle, "copy", _copied),
    ]


def _resolve(original: Callable[[Any, Any], None], box: Any, containing_block: Any) -> None:
    """`resolve_percentages` of WeasyPrint: give `box` its lengths."""
    known = vars(box.style).get("lengths")
    if known and type(box) is not absolute.AbsolutePlaceholder:
        vars(box).update(known)
        return
    original(box, containing_block)
    if known is None:
        box.style.lengths = _lengths(box)


def _lengths(box: Any) -> dict[str, Any]:
    """What any box of this style is given; nothing if it depends on more than the style."""
    style = box.style
    is_fixed = style["border_collapse"] != "collapse" and all(
        style[name] == "auto" or getattr(style[name], "unit", None) == "px" for name in _LENGTHS
    )
    return {name: vars(box)[name] for name in _SET} if is_fixed else {}


def _copied(original: Callable[[Any], Any], style: Any) -> Any:
    """`copy` of a style of WeasyPrint, which makes copies only to change them."""
    copy = original(style)
    copy.lengths = {}
    return copy
