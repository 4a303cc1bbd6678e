"""What a column holds, and its cells as the language prints them.

In go the texts of a column and what the author says of it, out come cells for a table: numbers
with equal decimals, a true minus and grouping, dates in words, prose as markup, and an en dash for
what is missing. A cell that is not what its column holds is an error at its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from reportkit.frozen import frozen
from reportkit.model import edtf
from reportkit.model.blocks.grid import Column
from reportkit.view import grid, numbers
from reportkit.view.context import Context
from reportkit.view.dates import date_text
from reportkit.view.report import Html

DASH = Html("–")
"""Stands for a missing cell."""
_NUMBER = re.compile(r"([+\-\u2212]?)(\d{1,300}(?:\.\d{1,300})?|\.\d{1,300})", re.ASCII)
_YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d", re.ASCII)
_GROUPED = re.compile(r"[+\-\u2212]?\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d+)?")


@frozen
class Kind:
    """How the cells of a column are read and printed."""

    name: str
    """"text", "number", "percent" or "date"."""
    decimals: int
    align: str
    """"left", "center" or "right"; the start of the line where lines run to the left."""

    @property
    def is_number(self) -> bool:
        return self.name in ("number", "percent")


TEXT = Kind("text", 0, "left")
"""A column of words."""


def kind(
    column: Column, cells: Sequence[grid.Cell], context: Context, is_head: bool = False
) -> Kind:
    """What `column` holds: as the author says, or else as its cells are."""
    texts = [cell.words for cell in cells if cell.words and not cell.is_missing]
    is_counted = bool(texts) and not is_head and all(parse(text) is not None for text in texts)
    is_year = is_counted and all(map(_YEAR.fullmatch, texts))
    usual = "percent" if is_counted and all("%" in text for text in texts) else "number"
    name = column.type or (usual if is_counted and not is_year else "text")
    # Digits stand below each other at the right, which is the start of lines that run to the left.
    right = "right" if context.language.direction == "ltr" else "left"
    align = column.align or (right if is_year or name in ("number", "percent") else "left")
    decimals = column.decimals
    if decimals is None:
        decimals = max((places(text) for text in texts), default=0)
    return Kind(name, decimals, align)


def parse(text: str) -> Decimal | None:
    """The number that `text` is, with or without a percent sign; None if it is none."""
    match = _NUMBER.fullmatch(text.removesuffix("%").rstrip())
    if match is None:
        return None
    value = Decimal(match[2])
    return -value if match[1] in ("-", "\u2212") else value


def places(text: str) -> int:
    """How many decimals a number is written with."""
    return len(text.removesuffix("%").rstrip().partition(".")[2])


def cell_markup(cell: grid.Cell, kind: Kind, context: Context, is_printed: bool = True) -> Html:
    """What is printed for `cell`; an error if it is not what its column holds.

    Notes and citations keep their place after a number, and so does emphasis around it.
    """
    text = _text(cell, kind, context)
    if text is None or (cell.text and cell.text != cell.words):
        return cell.markup(context, text, is_printed)
    return Html(escape(text, quote=False))


def _text(cell: grid.Cell, kind: Kind, context: Context) -> str | None:
    """What is printed for the words of `cell`; None if they are printed as they are."""
    if cell.is_missing:
        return DASH
    if kind.name == "text" or not cell.words:
        return None
    return _number(cell, kind, context) if kind.is_number else _date(cell, context)


def number_text(value: Decimal, kind: Kind, context: Context) -> str:
    """`value` as a column prints it."""
    write = numbers.percent if kind.name == "percent" else numbers.number
    return write(value, context.language, kind.decimals)


def _number(cell: grid.Cell, kind: Kind, context: Context) -> str:
    value = parse(cell.words)
    if value is None or ("%" in cell.words and kind.name == "number"):
        hints = []
        if _GROUPED.fullmatch(cell.words):
            hints.append("write it without signs between thousands and with a point: 1234.5")
        elif value is not None:
            hints.append("give the column `type: percent`")
        hints.append("leave a missing cell empty, or give the column `type: text`")
        message = f"`{_short(cell.words)}` stands in a column of numbers"
        context.diagnostics.error("RK0321", message, cell.span, *hints)
        return DASH
    sign = numbers.plus(context.language) if cell.words.startswith("+") and value > 0 else ""
    return sign + number_text(value, kind, context)


def _date(cell: grid.Cell, context: Context) -> str:
    try:
        found = edtf.parse(cell.words)
    except edtf.EdtfError as error:
        hints = [error.hint] if error.hint else []
        context.diagnostics.error("RK0321", str(error), cell.span, *hints)
        return DASH
    return date_text(found, context.language).text


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
