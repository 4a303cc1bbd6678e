"""Shorthands written out, before the model is asked.

In goes a source, out comes its data with a text where a text is wanted and a mapping where a
string stood for one. Empty values are reported here, since only here null and a missing key
differ. What does not fit is left as it is, for the model to refuse.
"""

from __future__ import annotations

from typing import Any, get_origin

from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.model import shape
from reportkit.model.blocks import BLOCKS, block_tag
from reportkit.model.briefing import Briefing
from reportkit.model.node import Node
from reportkit.source import Path, Source


class Expansion:
    """The data of a source written out."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.empty: dict[Path, Diagnostic] = {}
        """Findings about empty values, under their paths."""
        self.data: dict[str, Any] = self._mapping(Briefing, source.data, ())

    def _value(self, kind: Any, value: Any, path: Path) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            self._report_empty(path)
            return value
        if shape.item(kind) is not None:
            return self._list(kind, value, path)
        if shape.is_node(kind):
            return self._node(kind, value, path)
        if kind is BLOCKS:
            return self._block(value, path)
        if shape.entry(kind) is str and isinstance(value, dict):
            return {key: self._value(str, part, (*path, key)) for key, part in value.items()}
        if kind is Any:
            return self._as_written(value, path)
        return self._scalar(kind, value, path)

    def _list(self, kind: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return value
        # A strict model takes tuples alone.
        item = shape.item(kind)
        return tuple(self._value(item, part, (*path, at)) for at, part in enumerate(value))

    def _node(self, node: type[Node], value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            return self._mapping(node, value, path)
        if node.shorthand is None or isinstance(value, list):
            return value
        return {node.shorthand: self._text(value, path)}

    def _mapping(self, node: type[Node], value: dict[str, Any], path: Path) -> dict[str, Any]:
        kinds = shape.fields(node)
        found = {}
        for key, part in value.items():
            inner = (*path, key)
            if key not in kinds:
                found[key] = part
            elif key in node.alone and not isinstance(part, list | dict | None):
                found[key] = self._alone(kinds[key], part, inner)
            else:
                found[key] = self._value(kinds[key], part, inner)
        return found

    def _alone(self, kind: Any, value: Any, path: Path) -> Any:
        """A list of the one item that stands alone."""
        found = self._value(shape.item(kind), value, path)
        return found if path in self.empty else (found,)

    def _block(self, value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            tag = block_tag(value)
            return self._mapping(BLOCKS[tag.split()[1]], value, path) if tag else value
        if isinstance(value, list):
            return value
        return {"prose": self._text(value, path)}

    def _as_written(self, value: Any, path: Path) -> Any:
        """Rows of cells: lists, mappings and texts of any shape, in which None is a value too."""
        if isinstance(value, list):
            return tuple(self._as_written(part, (*path, at)) for at, part in enumerate(value))
        if isinstance(value, dict):
            return {key: self._as_written(part, (*path, key)) for key, part in value.items()}
        return self._text(value, path)

    def _scalar(self, kind: Any, value: Any, path: Path) -> Any:
        """A value of the type that the field has; what a text field gets is a text."""
        if kind is float and type(value) is int:
            return float(value)
        keeps = kind in (bool, int, float) or get_origin(kind) is dict
        return value if keeps else self._text(value, path)

    def _text(self, value: Any, path: Path) -> Any:
        """Numbers and booleans as they are written, since YAML takes 1.10 for 1.1."""
        is_written = isinstance(value, int | float) and path in self._source.texts
        return self._source.texts[path] if is_written else value

    def _report_empty(self, path: Path) -> None:
        span = self._source.place(path)
        hints = ["give it a value, or delete the line"]
        written = self._source.texts.get(path, "")
        if written:
            hints = [f"YAML reads `{written}` as nothing; put it in quotes if it is a text"]
        elif self._follows_comment(path, span):
            hints.insert(0, "a `#` begins a comment; put a text that begins with it in quotes")
        message = f"{name(self._source, path)} is empty"
        self.empty[path] = Diagnostic(Severity.ERROR, "RK0204", message, span, tuple(hints))

    def _follows_comment(self, path: Path, span: Span) -> bool:
        if not span.line:
            return False
        line = self._source.origin(path).lines.row(span.line)
        return line[span.end_column - 1 :].lstrip(": ").startswith("#")


def name(source: Source, path: Path) -> str:
    """What the author calls the value at `path`, or what it stands in."""
    while path not in source.spans:
        path = path[:-1]
    keys = [part for part in path if isinstance(part, str)]
    if not keys:
        return "the briefing"
    return f"an item of `{keys[-1]}`" if isinstance(path[-1], int) else f"`{keys[-1]}`"
