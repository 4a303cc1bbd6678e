"""Scripts that only some reports need fonts for, and which of them a report has.

In goes what is printed, out come codes of ISO 15924. It is apart from `theme` because a theme does
not know the report: fonts for Chinese are large, and a report in English shall not wait for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_HAN = r"\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_KANA = r"\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
RANGES: Mapping[str, str] = {
    "Arab": r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": r"\u0900-\u097f\ua8e0-\ua8ff",
    "Hans": _HAN,
    "Hebr": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "Jpan": _HAN + _KANA,
    "Kore": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Thai": r"\u0e00-\u0e7f",
}
"""The characters of a script, as a regular expression has them between brackets."""
_MAY_BE_OF_ONE = re.compile("[^\0-\u058f\u1200-\u2e7f]")
"""Finds what may be of one of them; most reports have nothing of the kind."""


def needed(markup: str, language: str) -> frozenset[str]:
    """The scripts of `RANGES` that `markup`, in a report in `language` (BCP 47), has text in.

    Han characters are Chinese unless the report, or what is around them, is Japanese.
    """
    if _MAY_BE_OF_ONE.search(markup) is None:
        return frozenset()
    found = {script for script, ranges in RANGES.items() if re.search(f"[{ranges}]", markup)}
    if not found & {"Hans", "Jpan"}:
        return frozenset(found)
    tags = {language.lower(), *re.findall(r'\blang="([^"]+)"', markup.lower())}
    languages = {tag.partition("-")[0] for tag in tags}
    is_japanese = "ja" in languages or re.search(f"[{_KANA}]", markup)
    found -= {"Hans", "Jpan"}
    if is_japanese:
        found.add("Jpan")
    if "zh" in languages or not is_japanese:
        found.add("Hans")
    return frozenset(found)


def text_for(script: str, text: str) -> str:
    """What of `text` a face for `script` has to set; all of it where `script` is ""."""
    if script in ("", "Hans", "Jpan"):
        return text  # Chinese and Japanese are set whole, Latin letters included, in one face
    return "".join(re.findall(f"[{RANGES[script]} ]", text))
