"""Markup to a tree, by the parser that browsers agree on (tinyhtml5, which WeasyPrint brings).

In go characters, out comes a tree whose elements know their lines.
"""

from __future__ import annotations

from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser
from tinyhtml5.treebuilder import TreeBuilder

from reportkit.importing.decode import seen
from reportkit.importing.outline import Lines

PLACE = "data-lines"
"""The attribute that says which lines an element comes from: `3` or `3-5`."""
MAX_DEPTH = 120
"""Elements inside each other."""


class TooDeepError(ValueError):
    """The page nests too deep to be read."""


def parse(markup: str, *, is_placed: bool = False) -> Element:
    """The tree of `markup`; unless it `is_placed`, each element gets its line.

    Raises `TooDeepError`.
    """
    parser = HTMLParser(namespace_html_elements=False)
    parser.tree = _Builder(parser, is_placed)
    parser.phases = {n: type(phase)(parser, parser.tree) for n, phase in parser.phases.items()}
    # A short text by itself would be opened, were there a file of that name.
    root: Element = parser.parse(StringIO(markup), full_tree=True)
    _check_depth(root)
    for element in root.iter():
        element.text = seen(element.text) if element.text else None
        element.tail = seen(element.tail) if element.tail else None
        if element.get("alt"):
            element.set("alt", seen(element.get("alt", "")))
    return root


class _Builder(TreeBuilder):  # type: ignore[misc]
    """Notes the line of each element as it is made, and gives up where they nest without end.

    A stack of open elements costs the parser its square.
    """

    def __init__(self, parser: Any, is_placed: bool) -> None:
        self._parser, self._is_placed = parser, is_placed
        super().__init__(False)

    def insert_element_normal(self, token: Any) -> Any:
        if len(self.open_elements) > 2 * MAX_DEPTH:
            raise TooDeepError
        element = super().insert_element_normal(token)
        if not self._is_placed:
            element._element.set(PLACE, str(self._parser.tokenizer.stream.position()[0]))
        return element


def _check_depth(root: Element) -> None:
    level, depth = [root], 0
    while level:
        level = [child for element in level for child in element]
        depth += 1
        if depth > MAX_DEPTH:
            raise TooDeepError


class Places(dict[Element, Lines]):
    """The lines of elements, each found out once."""

    def __init__(self) -> None:
        super().__init__()
        self._line = 1

    def __missing__(self, element: Element) -> Lines:
        said = element.get(PLACE)
        inner = [self[child] for child in element]
        if said:
            first, _, last = said.partition("-")
            lines = int(first), max([int(last or first), *(line for _, line in inner)])
        elif inner:
            lines = inner[0][0], max(line for _, line in inner)
        else:
            lines = self._line, self._line
        self._line = lines[1]
        self[element] = lines
        return lines
