"""Words of Arabic and Hebrew in drawings, set whole.

WeasyPrint sets the text of an SVG letter by letter from left to right: Arabic letters do not join,
and words read backwards. This module, which wraps the private function `text`,
gives it such text as one piece, which Pango then orders and joins. It holds for `PINNED`
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class _Whole(str):
    """A text whose only piece is the text."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)

    def __len__(self) -> int:
        return 1


def install() -> None:
    """Let drawings of WeasyPrint set such text whole from now on."""
    from weasyprint import svg

    learn(svg)


def learn(svg: Any) -> None:
    """Teach `svg`, the module `weasyprint.svg`, to set such text whole."""
    drawn = svg.TAGS["text"]
    if getattr(drawn, "sets_whole", False):
        return

    def text(image: Any, node: Any, size: float) -> None:
        if node.text and _RIGHT_TO_LEFT.search(node.text):
            node._etree_node.text = _Whole(node.text)
        drawn(image, node, size)

    text.sets_whole = True  # type: ignore[attr-defined]
    svg.text = text
    for name in [name for name, draw in svg.TAGS.items() if draw is drawn]:
        svg.TAGS[name] = text
