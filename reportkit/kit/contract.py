"""The contract of themes as its list has it: styles/README.md, which the wheel carries."""

from __future__ import annotations

import re

from reportkit.frozen import frozen
from reportkit.theme import defaults_root

FILE = "styles/README.md"
_NAME = re.compile(r"`(--rk-[\w-]+|\.[a-z-]+)`")


@frozen
class Contract:
    """The names that a theme may count on."""

    tokens: frozenset[str]
    """With their two dashes: `--rk-accent`."""
    classes: frozenset[str]
    """Without a dot: `key-figures`."""


def read() -> Contract:
    """The contract of the reportkit that runs."""
    found = _NAME.findall((defaults_root() / FILE).read_text("utf-8"))
    return Contract(
        frozenset(name for name in found if name[0] == "-"),
        frozenset(name[1:] for name in found if name[0] == "."),
    )
