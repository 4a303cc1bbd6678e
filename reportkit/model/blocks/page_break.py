"""A break in print: what follows begins a page."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from reportkit.model.node import Node


class PageBreakBlock(Node):
    """A break in print; the page on a screen knows no sheets and shows nothing."""

    noun: ClassVar[str] = "a page_break block"

    page_break: Literal["page", "left", "right"] = Field(
        description="Whether the next page is meant, or the next left-hand or right-hand page."
    )
