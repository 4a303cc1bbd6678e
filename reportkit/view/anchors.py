"""Anchors and short titles: names made from the author's words, each given once."""

from __future__ import annotations

import re
import unicodedata

RESERVED = (
    *("cover", "back-cover", "contents", "summary", "opening", "body", "appendices", "text"),
    *("timeline", "glossary", "sources"),
)
"""Anchors of the parts that reportkit makes itself."""


_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "’": ""})
"""Letters that do not come apart into a plain one and its mark."""


def slugify(text: str) -> str:
    """`text` as lower-case ASCII letters, digits and hyphens; "" if none of it is left."""
    spaced = re.sub(r"[^\w]+", "-", text.lower().translate(_PLAIN).replace("_", "-"))
    folded = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"-+", "-", folded).strip("-")


def shorten(text: str, most: int = 60) -> str:
    """`text` cut at a word, with an ellipsis, if it has more than `most` characters."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return head.rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


class Anchors:
    """Gives every anchor once; names that the author chose come first."""

    def __init__(self, chosen: set[str]) -> None:
        self._taken = {*RESERVED, *chosen}

    def make(self, wish: str, otherwise: str) -> str:
        """`wish` as a slug, or `otherwise` where that leaves nothing, numbered if taken."""
        base = slugify(wish) or otherwise
        if not base[0].isalpha():
            base = f"{otherwise}-{base}"
        name, count = base, 2
        while name in self._taken:
            name, count = f"{base}-{count}", count + 1
        self._taken.add(name)
        return name
