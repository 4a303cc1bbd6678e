"""Text of drawings that runs from right to left."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from reportkit.press.inside import joined


@pytest.mark.parametrize(("text", "pieces"), [("كلمة 2", ["كلمة 2"]), ("ab", ["a", "b"]), ("", [])])
def test_arabic_in_a_drawing_is_set_as_one_piece(text: str, pieces: list[str]) -> None:
    found: list[str] = []

    def drawn(image: Any, node: Any, size: float) -> None:
        found.extend(node._etree_node.text)

    svg = SimpleNamespace(TAGS={"text": drawn, "tspan": drawn, "g": None}, text=drawn)
    joined.learn(svg)
    joined.learn(svg)
    assert svg.TAGS["tspan"] is svg.TAGS["text"] is svg.text
    node = SimpleNamespace(text=text, _etree_node=SimpleNamespace(text=text))
    svg.text(None, node, 8)
    assert found == pieces
