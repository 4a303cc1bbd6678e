"""The blocks of a body: a module each, and their union.

A new block is a module with its node, and a line in `BLOCKS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

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
from reportkit.model.blocks.union import tagging, union
from reportkit.model.node import Node

BLOCKS: dict[str, type[Node]] = {
    "prose": ProseBlock,
    "points": PointsBlock,
    "key_figures": KeyFiguresBlock,
    "timeline": TimelineBlock,
    "figure": FigureBlock,
    "quote": QuoteBlock,
    "pull_quote": PullQuoteBlock,
    "callout": CalloutBlock,
    "definitions": DefinitionsBlock,
    "code": CodeBlock,
    "side_note": SideNoteBlock,
    "page_break": PageBreakBlock,
    "chart": ChartBlock,
    "comparison": ComparisonBlock,
    "matrix": MatrixBlock,
    "table": TableBlock,
}
"""The blocks of a body by the key that names them."""


block_tag = tagging(BLOCKS)
"""The tag of the block that a value is meant to be; None if there is no such block."""


if TYPE_CHECKING:
    Block: TypeAlias = Node
else:
    Block = union(BLOCKS)
