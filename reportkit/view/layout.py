"""What a theme decides that its styles cannot: what is printed where, and which numbers there are.

It goes into the view, which must know before any note or number is given; the view knows no theme.
"""

from __future__ import annotations

from typing import Literal

from reportkit.diagnostics import Span
from reportkit.frozen import frozen


@frozen
class Logo:
    """The mark of the house."""

    image: str
    """URL below the report: "project/brand/logo.svg"."""
    alt: str
    """What it says, for those who do not see it."""
    span: Span | None
    """Where it is named."""


Numbering = Literal["sections", "paragraphs", "none"]


@frozen
class Layout:
    """The decisions for one report."""

    is_flowing: bool = False
    """Sections follow one another on a page, so that their notes are numbered through."""
    figures_on_cover: bool = False
    """The key figures of the summary stand on the cover."""
    numbering: Numbering = "sections"
    """What has numbers: sections at every level (1, 1.1, 1.1.1), or paragraphs below sections of
    the first level (1.1, 1.2 …), or neither. Appendices have letters all the same."""
    logo: Logo | None = None
    """For the cover."""
    chart_width: int = 334
    """Points."""
    chart_height: int = 170
    """Points; the author may give a chart another."""
    lane_width: int = 470
    """Points: a drawn timeline."""
    lane_names: int = 136
    """Points: what the names of lanes take of it, with what is free beside them."""


PLAIN = Layout()
"""Where no theme is known."""
