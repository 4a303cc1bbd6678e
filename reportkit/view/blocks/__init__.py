"""Blocks: a module each, with what its template sees and the function that makes it.

A block has one name along the whole line: the key `pull_quote` of a body, `view/blocks/
pull_quote.py`, `templates/blocks/pull-quote.html`, the class `.pull-quote`.
"""

from __future__ import annotations

from typing import Any, Protocol

from reportkit.model.blocks.key_figures import KeyFiguresBlock
from reportkit.model.blocks.points import PointsBlock
from reportkit.model.blocks.prose import ProseBlock
from reportkit.model.node import Node
from reportkit.source import Path
from reportkit.view.blocks import key_figures, points, prose
from reportkit.view.context import Context
from reportkit.view.report import Block, Reference


class Builder(Protocol):
    """Makes a block of the view from one of the model at `path`, in the section `here`."""

    def __call__(self, block: Any, path: Path, here: Reference, context: Context) -> Block: ...


BUILDERS: dict[type[Node], Builder] = {
    ProseBlock: prose.build,
    PointsBlock: points.build,
    KeyFiguresBlock: key_figures.build,
}


def build(block: Node, path: Path, here: Reference, context: Context) -> Block:
    """The block of the view for `block`."""
    return BUILDERS[type(block)](block, path, here, context)
