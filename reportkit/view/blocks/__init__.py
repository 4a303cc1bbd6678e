"""Blocks: a module each, with what its template sees and the function that makes it.

A block has one name along the whole line: the key `pull_quote` of a body, `view/blocks/
pull_quote.py`, `templates/blocks/pull-quote.html`, the class `.pull-quote`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Protocol

from reportkit.model.blocks.callout import CalloutBlock
from reportkit.model.blocks.chart import ChartBlock
from reportkit.model.blocks.code import CodeBlock
from reportkit.model.blocks.comparison import ComparisonBlock
from reportkit.model.blocks.definitions import DefinitionsBlock
from reportkit.model.blocks.figure import FigureBlock
from reportkit.model.blocks.key_figures import KeyFiguresBlock
from reportkit.model.blocks.matrix import MatrixBlock
from reportkit.model.blocks.page_break import PageBreakBlock
from reportkit.model.blocks.points import PointsBlock
from reportkit.model.blocks.prose import ProseBlock
from reportkit.model.blocks.pull_quote import PullQuoteBlock
from reportkit.model.blocks.quote import QuoteBlock
from reportkit.model.blocks.side_note import SideNoteBlock
from reportkit.model.blocks.table import TableBlock
from reportkit.model.blocks.timeline import TimelineBlock
from reportkit.model.node import Node
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Block, Reference


class Builder(Protocol):
    """Makes a block of the view from one of the model at `path`, in the section `here`."""

    def __call__(self, block: Any, path: Path, here: Reference, context: Context) -> Block: ...


MODULES: dict[type[Node], str] = {
    ProseBlock: "prose",
    PointsBlock: "points",
    KeyFiguresBlock: "key_figures",
    TimelineBlock: "timeline",
    FigureBlock: "figure",
    QuoteBlock: "quote",
    PullQuoteBlock: "pull_quote",
    CalloutBlock: "callout",
    DefinitionsBlock: "definitions",
    CodeBlock: "code",
    SideNoteBlock: "side_note",
    PageBreakBlock: "page_break",
    ChartBlock: "chart",
    ComparisonBlock: "comparison",
    MatrixBlock: "matrix",
    TableBlock: "table",
}


def build(block: Node, path: Path, here: Reference, context: Context) -> Block:
    """The block of the view for `block`."""
    return _builder(MODULES[type(block)])(block, path, here, context)


@cache
def _builder(name: str) -> Builder:
    """The builder of the block `name`; what no report has is not imported."""
    builder: Builder = import_module(f"reportkit.view.blocks.{name}").build
    return builder
