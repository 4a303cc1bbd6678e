"""Markup read with patterns that are made once.

tinyhtml5, by which WeasyPrint reads HTML, looks for the end of each name, value and text by a
pattern. It means to keep patterns, but keeps them under what it does not look for (2.1), so that it
makes one for each tag. That is a twentieth of the time that a part full of short texts takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from tinyhtml5 import inputstream

from reportkit.press.patched import Replacement


class Patterns(dict[tuple[Collection[str], bool], re.Pattern[str]]):
    """Characters, and whether it is them that are wanted -> a pattern for a run of them."""

    def __missing__(self, key: tuple[Collection[str], bool]) -> re.Pattern[str]:
        characters, is_wanted = key
        listed = "".join(map(re.escape, characters))
        made = self[key] = re.compile(f"[{listed}]+" if is_wanted else f"[^{listed}]+")
        return made


_PATTERNS = Patterns()


def mends() -> list[Replacement]:
    """What is to be replaced while a document is read."""
    return [(inputstream, "characters_until_regex", _PATTERNS)]
