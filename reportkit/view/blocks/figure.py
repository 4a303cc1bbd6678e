"""An image. Template `blocks/figure.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.figure import WIDTHS, FigureBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Caption, Html, Reference


@frozen
class Figure:
    """An image. Template `blocks/figure.html`."""

    image: str
    """Its URL below the report."""
    alt: str
    caption: Caption
    credit: Html
    """Inline markup; "" if not given."""
    width: str
    """"text", "side" or "full"."""
    share: str
    """How much of the text's width it takes, such as "60%"; "" for all of it."""
    kind: str = "figure"


def build(block: FigureBlock, path: Path, here: Reference, context: Context) -> Figure:
    figure, path = block.figure, (*path, "figure")
    place = context.source.place((*path, "image"))
    is_share = figure.width not in WIDTHS
    return Figure(
        image=context.prose.image(figure.image, place),
        alt=figure.alt,
        caption=context.caption(figure, path),
        credit=context.given(figure.credit, (*path, "credit")),
        width="text" if is_share else figure.width,
        share=figure.width if is_share else "",
    )
