"""The names below or beside bars, in lines that fit, and whether all of them do.

In go names and the room that each has, in points, out comes the expression that Vega makes labels
by. It is a module because a name that is left out or cut is a loss that has to be told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from reportkit.view.lane.widths import width

MOST_LINES = 3


def lines(name: str, room: float) -> list[str]:
    """`name` in lines of at most `room`, broken at spaces; a word that is wider stands alone."""
    found: list[str] = []
    for word in name.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and width(longer) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found or [name]


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
