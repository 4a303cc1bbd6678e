"""Key figures side by side. Template `blocks/key-figures.html`."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.frozen import frozen
from reportkit.model.blocks import key_figures as model
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.numbers import left_to_right
from reportkit.view.report import Html, Reference


@frozen
class KeyFigure:
    """A number that matters and what it counts."""

    value: str
    label: Html


@frozen
class KeyFigures:
    """Key figures side by side. Template `blocks/key-figures.html`."""

    figures: tuple[KeyFigure, ...]
    kind: str = "key-figures"


def build(
    block: model.KeyFiguresBlock, path: Path, here: Reference, context: Context
) -> KeyFigures:
    return make_figures(block.key_figures, (*path, "key_figures"), context)


def make_figures(
    figures: Iterable[model.KeyFigure], path: Path, context: Context, may_note: bool = True
) -> KeyFigures:
    """The figures of the list at `path`; `may_note` lets their labels have notes."""
    return KeyFigures(
        tuple(
            KeyFigure(
                _value(figure.value, context),
                context.inline(figure.label, (*path, i, "label"), may_note),
            )
            for i, figure in enumerate(figures)
        )
    )


def _value(text: str, context: Context) -> str:
    return left_to_right(text) if context.language.direction == "rtl" else text
