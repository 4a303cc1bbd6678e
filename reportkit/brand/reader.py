"""The data of a brand file with its places, and findings about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.source import PART, Source
from reportkit.workspace import Workspace

CODE = "RK0408"
Keys = tuple[str | int, ...]


@frozen
class Reader:
    """A brand file on its way."""

    source: Source
    path: Path
    workspace: Workspace
    diagnostics: Diagnostics

    @property
    def data(self) -> dict[str, Any]:
        """All of it; empty, with an error, if it is no mapping."""
        found = self.source.data[PART]
        if isinstance(found, dict):
            return found
        self.error("a brand file holds keys and values", (), "begin with color:")
        return {}

    def span(self, keys: Keys) -> Span:
        """Where the value at `keys` stands."""
        path = (PART, *keys)
        return self.source.keys.get(path) or self.source.place(path)

    def error(self, message: str, keys: Keys, *hints: str) -> None:
        """What is at fault at `keys`."""
        self.diagnostics.error(CODE, message, self.span(keys), *hints)

    def warning(self, message: str, keys: Keys, *hints: str) -> None:
        """What may be at fault at `keys`."""
        self.diagnostics.warning(CODE, message, self.span(keys), *hints)

    def unknown(self, table: Mapping[str, Any], known: Iterable[str], keys: Keys) -> None:
        """A warning for each key of `table`, at `keys`, that the format does not know."""
        names = list(known)
        for name in table:
            if name not in names:
                hint = suggestion(name, names) or f"it knows: {', '.join(names)}"
                message = f"`{name}` is no key of a brand file here"
                self.warning(message, (*keys, name), hint)

    def unused(self, keys: Keys, hint: str = "") -> None:
        """A note that the value at `keys` is known, and that reports have no use for it."""
        name = ".".join(map(str, keys))
        hints = (hint,) if hint else ()
        self.diagnostics.note(CODE, f"`{name}` has no effect on reports", self.span(keys), *hints)

    def table(self, value: Any, keys: Keys) -> dict[str, Any]:
        """`value` if it is a mapping; else {}, with an error unless nothing is given."""
        if isinstance(value, dict):
            return value
        if value is not None:
            self.error(f"`{keys[-1]}` must hold keys and values", keys)
        return {}

    def text(self, value: Any, keys: Keys) -> str:
        """`value` if it is a text; else "", with an error unless nothing is given."""
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.error(f"`{keys[-1]}` must be a text", keys)
        return ""
