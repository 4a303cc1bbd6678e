"""The words of one language: a small file each in `languages/`, plus Babel's calendar.

A file is chosen by the language of the tag (`de-CH` reads `de.toml`); the territory goes to Babel,
which orders days and months by it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

FOLDER = Path(__file__).parent / "languages"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class Language:
    """A language that reportkit can print in."""

    tag: str
    """BCP 47, as the author gave it."""
    labels: dict[str, str]
    timeline_key: dict[str, str]
    dates: dict[str, Any]
    """Patterns of `languages/*.toml`: strings, or lists of strings."""
    locale: Locale

    @property
    def direction(self) -> str:
        return "rtl" if self.tag.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def shipped() -> tuple[str, ...]:
    """Tags of the languages that reportkit has words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def load(tag: str) -> Language | None:
    """The language of a BCP 47 tag, or None if reportkit or Babel does not know it."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    primary = tag.split("-")[0].lower()
    if primary not in shipped():
        return None
    words = tomllib.loads((FOLDER / f"{primary}.toml").read_text("utf-8"))
    try:
        locale = Locale.parse((tag if "-" in tag else words["locale"]).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
    return Language(tag, words["labels"], words["timeline_key"], words["dates"], locale)
