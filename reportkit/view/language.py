"""The words of one language: a small file each in `languages/`, plus Babel's calendar.

In goes a BCP 47 tag, out comes a `Language`, or None. `de-CH` reads `de.toml`, then what
`de-CH.toml` says otherwise, if there is one; Babel takes the territory for names of months and for
numbers. docs/languages.md explains the tables of a file.
"""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportkit.frozen import frozen

if TYPE_CHECKING:
    from babel import Locale

FOLDER = Path(__file__).parent / "languages"
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})
_TAG = re.compile(
    r"""(?P<language>[a-z]{2,3})
        (?:-(?P<script>[a-z]{4}))?
        (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*    # variants
        (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*         # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                  # private use""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


@frozen
class Language:
    """A language that reportkit can print in."""

    tag: str
    """BCP 47, as the author gave it."""
    name: str
    """What the language calls itself."""
    script: str
    """ISO 15924, so that a theme can choose its fonts: Latn, Cyrl, Arab, Hans, Jpan."""
    quotes: tuple[str, str, str, str]
    """Opening and closing marks, then those inside them, each with the space that it needs."""
    hyphenates: bool
    """WeasyPrint has patterns to break its words by."""
    appendix_letters: str
    """The letters that number appendices, in order; at least 20."""
    labels: dict[str, str]
    """What a report prints around its parts: the fields of `Labels`."""
    blocks: dict[str, str]
    """What blocks print; some hold `{number}`, `{page}` or `{pages}`."""
    timeline_key: dict[str, str]
    dates: dict[str, Any]
    """The tables of `[dates]`, which `view.dates` reads."""
    locale: Locale

    @property
    def direction(self) -> str:
        """How its lines run: "ltr" or "rtl"."""
        return "rtl" if self.script in _RIGHT_TO_LEFT else "ltr"


def shipped() -> tuple[str, ...]:
    """Tags of the languages that reportkit has words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if "-" not in path.stem))


@cache
def load(tag: str) -> Language | None:
    """The language of a BCP 47 tag, or None if reportkit has no words for it in its script."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    language, region = match["language"].lower(), (match["region"] or "").upper()
    words = _read(language)
    if words is None:
        return None
    locale = _locale(language, region, words["locale"])
    script = match["script"] or locale.script or words["script"]
    if script.title() != words["script"]:
        return None
    words = _merged(words, _read(f"{language}-{region}") or {})
    opening, closing, inner_opening, inner_closing = words["quotes"]
    return Language(
        tag=tag,
        name=words["name"],
        script=words["script"],
        quotes=(opening, closing, inner_opening, inner_closing),
        hyphenates=words["hyphenates"],
        appendix_letters=words["appendix_letters"],
        labels=words["labels"],
        blocks=words["blocks"],
        timeline_key=words["timeline_key"],
        dates=words["dates"],
        locale=locale,
    )


def direction(tag: str) -> str:
    """How lines in the language of a BCP 47 tag run, "ltr" or "rtl"; "" if there is no such."""
    from babel import Locale

    match = _TAG.fullmatch(tag)
    if match is None or match["language"].lower() not in Locale("en").languages:
        return ""
    return "rtl" if _script_of(match) in _RIGHT_TO_LEFT else "ltr"


def _script_of(match: re.Match[str]) -> str:
    """The script of a tag, or the usual one of its language; "" if that is not known."""
    from babel.core import get_global

    if match["script"]:
        return match["script"].title()
    usual = get_global("likely_subtags").get(match["language"].lower(), "")
    return next((part for part in usual.split("_")[1:] if len(part) == 4), "")


def _read(name: str) -> dict[str, Any] | None:
    file = FOLDER / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else None


def _merged(words: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """`words` with what `others` says instead, table by table."""
    return words | {
        key: _merged(words[key], value) if isinstance(value, dict) else value
        for key, value in others.items()
    }


def _locale(language: str, region: str, usual: str) -> Locale:
    """Babel's data for the territory, or for the usual one where it knows no such pair."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(f"{language}_{region}" if region else usual)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(usual)
    _unshare(locale)
    return locale


def _unshare(locale: Locale) -> None:
    """Give `locale` tables of its own.

    Babel keeps what one locale inherits where others find it: after a report in Japanese, one in
    French would have 10月 for October.
    """
    from babel import localedata

    data = localedata.load(str(locale))
    for table in ("months", "days", "quarters", "eras"):
        data[table] = deepcopy(data[table])
