"""The names below or beside bars, in lines that fit, and whether all of them do.

In go names and the room that each has, in points, out comes the expression that Vega makes labels
by. It is a module because a name that is left out or cut is a loss that has to be told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportkit.view.lane.widths import breaks, width

MOST_LINES = 3


def lines(name: str, room: float) -> list[str]:
    """`name` in lines of at most `room`; what cannot be broken and is wider stands alone."""
    name = " ".join(name.split())
    found = [""]
    for begin, end in pairwise((0, *breaks(name), len(name))):
        longer = found[-1] + name[begin:end]
        if not found[-1] or width(longer.rstrip()) <= room:
            found[-1] = longer
        else:
            found.append(name[begin:end])
    return [line.strip() for line in found]


def fit(names: Iterable[str], room: float) -> bool:
    """Whether each name can be set in a few lines of at most `room`."""
    return all(
        len(set_) <= MOST_LINES and all(width(line) <= room for line in set_)
        for set_ in (lines(name, room) for name in names)
    )


def expression(names: Sequence[str], room: float) -> str:
    """What gives Vega the lines of the label that it is at."""
    table = {name: lines(name, room) for name in dict.fromkeys(names)}
    return f"({json.dumps(table, ensure_ascii=False)})[datum.label]"
