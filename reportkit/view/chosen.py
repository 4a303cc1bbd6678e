"""The columns that a block of rows prints: those that the author lists, or all but some.

In go cells with the names of their columns, out come those that are printed. A name may be written
with or without the markup that the data gives it. What a file holds and nobody asks for is told,
for no word may be lost without one.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportkit.model.blocks.grid import Grid
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.grid import Cell, Data, listed, no_column, read_grid
from reportkit.view.prose import words


def printed(grid: Grid, path: Path, context: Context, group_by: str | None = None) -> Data:
    """The data of `grid` at `path`, with the columns that are printed; empty after an error.

    `group_by` is printed too.
    """
    data = read_grid(grid, path, context)
    if data is None:
        return Data((), ())
    left_out = {
        find(n, data, (*path, "leave_out", i), context) for i, n in enumerate(grid.leave_out)
    }
    heads = list(listed(grid, path, context)) or [
        head for at, head in enumerate(data.heads) if at not in left_out
    ]
    found = [find(head.text, data, head.path[:-1], context) for head in heads]
    if group_by:
        group = find(group_by, data, (*path, "group_by"), context)
        if group not in found:
            found.append(group)
            heads += [data.heads[group]] if group is not None else []
    if None in found or None in left_out:
        return Data((), ())
    indices = [at for at in found if at is not None]
    _report(data, {*indices, *left_out}, path, context)
    return _picked(data, heads, indices)


def find(name: str, data: Data, path: Path, context: Context) -> int | None:
    """The index of the column that the value at `path` names; an error if there is none."""
    plain = tuple(head.words for head in data.heads)
    for wanted, names in ((name, data.names), (words(name), plain)):
        if wanted in names:
            return names.index(wanted)
    no_column(name, data.heads, context.source.place(path), context)
    return None


def without(data: Data, index: int) -> Data:
    """`data` without one of its columns."""
    indices = [at for at in range(len(data.heads)) if at != index]
    return _picked(data, [data.heads[at] for at in indices], indices)


def _picked(data: Data, heads: Sequence[Cell], indices: Sequence[int]) -> Data:
    """The columns at `indices` alone, under `heads`."""
    return Data(tuple(heads), tuple(tuple(row[i] for i in indices) for row in data.rows))


def _report(data: Data, known: set[int | None], path: Path, context: Context) -> None:
    """A note on the columns that are neither printed nor left out on purpose."""
    lost = [head.text for at, head in enumerate(data.heads) if at not in known]
    if lost:
        names = ", ".join(f"`{name}`" for name in lost)
        what = "the column {} is" if len(lost) == 1 else "the columns {} are"
        hint = f"if that is meant, add `leave_out: [{', '.join(lost)}]`"
        span = context.source.keys.get((*path, "columns")) or context.source.place(path)
        context.diagnostics.note("RK0309", f"{what.format(names)} not printed", span, hint)
