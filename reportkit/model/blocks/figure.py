"""An image with its text for those who do not see it."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator as After
from pydantic import Field

from reportkit.model.checks import Fault
from reportkit.model.node import Captioned, Inline, Node, Text

WIDTHS = ("text", "side", "full")


def a_width(text: str) -> str:
    """A name in `WIDTHS`, or a share of the text's width."""
    share = re.fullmatch(r"(\d{1,3})\s*%", text)
    if share and 10 <= int(share[1]) <= 100:
        return f"{int(share[1])}%"
    if text in WIDTHS:
        return text
    message = f"is `{text}`; it must be `text`, `side`, `full` or a share such as `60%`"
    raise Fault("RK0206", message, "a share is from 10% to 100% of the text's width")


def an_alternative(text: str) -> str:
    """Words that say what an image shows, and not that it is one."""
    is_name = re.search(r"\.(png|jpe?g|svg|webp)$", text, re.IGNORECASE)
    if is_name or text.lower().rstrip(".") in {"image", "figure", "picture", "photo", "graphic"}:
        hint = "say in words what it shows, for those who cannot see it"
        raise Fault("RK0206", f"is `{text}`, which does not say what the image shows", hint)
    return text


class Figure(Captioned):
    """An image."""

    noun: ClassVar[str] = "a figure"
    counted_as: ClassVar[str] = "figure"

    image: Text = Field(
        description="The file, from the folder of the source: PNG, JPEG, SVG or WebP."
    )
    alt: Annotated[Text, After(an_alternative)] = Field(
        description="What the image shows, in words, for those who do not see it."
    )
    credit: Inline | None = Field(None, description="Who made the image; it stands below.")
    width: Annotated[Text, After(a_width)] = Field(
        "text",
        description="How wide it is: `text`, `full` with the side column, `side` in the side "
        "column beside the block that follows, or a share of the text's width such as `60%`.",
    )


class FigureBlock(Node):
    """An image."""

    noun: ClassVar[str] = "a figure block"

    figure: Figure = Field(description="The image.")
