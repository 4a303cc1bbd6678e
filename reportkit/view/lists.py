"""The lists of figures and of tables: every numbered caption with its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportkit.view.context import Context
from reportkit.view.prose import plain
from reportkit.view.report import Captions, CaptionsEntry

_SERIES = {"figures": "figure", "tables": "table"}


def make_lists(wanted: Iterable[str], context: Context) -> Iterator[Captions]:
    """The `wanted` lists ("figures", "tables"); a warning for one with nothing in it."""
    for index, name in enumerate(wanted):
        captions = context.listed.get(_SERIES[name], [])
        if not captions:
            message = f"there are no {name} with a caption, so there is no list of them"
            span = context.source.place(("lists", index))
            context.diagnostics.warning("RK0308", message, span, "give one a caption")
            continue
        title = context.language.blocks[f"list_of_{name}"]
        entries = (CaptionsEntry(c.anchor, c.number, c.label, plain(c.text)) for c in captions)
        yield Captions(f"list-of-{name}", title, title, tuple(entries))
