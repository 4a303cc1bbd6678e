"""Characters that no font of the theme has, said once for each script of a run.

In go the characters that the engine could not draw, out come findings: how many there are of a
script, the first of them, where it stands, and the package that has a font for them. It is apart
from `log` because the parts of a report miss the same characters, each by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    from reportkit.press.log import Locate, Record

CODE = "RK0503"
FORM = ".notdef glyph rendered"
"""How the engine's record of a missing glyph begins."""
MOST_SHOWN = 10

_SCRIPTS: Mapping[str, str] = {
    "ARABIC": "Arabic",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "BOPOMOFO": "Chinese",
    "CJK": "Chinese or Japanese",
    "DEVANAGARI": "Devanagari",
    "ETHIOPIC": "Ethiopic",
    "GEORGIAN": "Georgian",
    "HANGUL": "Korean",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Chinese or Japanese",
    "IDEOGRAPHIC": "Chinese or Japanese",
    "KATAKANA": "Chinese or Japanese",
    "KATAKANA-HIRAGANA": "Chinese or Japanese",
    "FULLWIDTH": "Chinese or Japanese",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MYANMAR": "Burmese",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "THAI": "Thai",
}
"""The script of a character, by the first word of its name in Unicode."""
_PACKAGES: Mapping[str, tuple[str, str]] = {
    "Arabic": ("Amiri", "fontpkg-amiri"),
    "Bengali": ("Noto Sans Bengali", "justmytype-intl-south-asia"),
    "Burmese": ("Noto Sans Myanmar", "justmytype-intl-sea"),
    "Chinese": ("Noto Sans SC", "justmytype-intl-cjk"),
    "Chinese or Japanese": ("Noto Sans SC and Noto Sans JP", "justmytype-intl-cjk"),
    "Devanagari": ("Noto Sans Devanagari", "fontpkg-noto-sans-devanagari"),
    "Ethiopic": ("Noto Sans Ethiopic", "justmytype-intl-africa"),
    "Hebrew": ("Frank Ruhl Libre", "fontpkg-frank-ruhl-libre"),
    "Khmer": ("Noto Sans Khmer", "fontpkg-noto-sans-khmer"),
    "Korean": ("Noto Sans KR", "justmytype-intl-cjk"),
    "Lao": ("Noto Sans Lao", "justmytype-intl-sea"),
    "Tamil": ("Noto Sans Tamil", "fontpkg-noto-sans-tamil"),
    "Telugu": ("Noto Sans Telugu", "fontpkg-noto-sans-telugu"),
    "Thai": ("Noto Sans Thai", "fontpkg-noto-sans-thai"),
}
"""Font and package that have a script."""
_FAMILIES = {"Armenian": "Noto Serif Armenian", "Georgian": "Noto Serif Georgian"}
"""Free fonts for scripts that no package is known for."""
_EMOJI = range(0x1F000, 0x1FB00)


def missing(records: Iterable[Record]) -> dict[str, None]:
    """The characters that `records` say are missing, each once, in the order of the records."""
    return dict.fromkeys(str(r.values[0]) for r in records if r.form.startswith(FORM))


def diagnose(characters: Iterable[str], locate: Locate) -> Iterator[Diagnostic]:
    """One error for each script of `characters`, in the order of the source."""
    placed = sorted(((locate(c), c) for c in dict.fromkeys(characters)), key=_order)
    scripts: dict[str, list[tuple[Span | None, str]]] = {}
    for span, character in placed:
        # What is of no script is said by itself: an arrow has nothing to do with a snowman.
        scripts.setdefault(_script(character) or character, []).append((span, character))
    for script, found in scripts.items():
        name = "" if script == found[0][1] else script
        yield _finding(name, [character for _, character in found], found[0][0])


def _order(placed: tuple[Span | None, str]) -> tuple[bool, str, int, int, str]:
    span, character = placed
    return (
        (False, span.file, span.line, span.column, character)
        if span
        else (True, "", 0, 0, character)
    )


def _finding(script: str, characters: list[str], span: Span | None) -> Diagnostic:
    if len(characters) == 1:
        message = f"no font of the theme has the character {_described(characters[0])}"
    else:
        shown = " ".join(characters[:MOST_SHOWN]) + (" …" if characters[MOST_SHOWN:] else "")
        message = f"no font of the theme has {len(characters)} {script} characters: {shown}"
    return Diagnostic(Severity.ERROR, CODE, message, span, (_hint(script, characters[0]),))


def _hint(script: str, character: str) -> str:
    if script in _PACKAGES:
        family, package = _PACKAGES[script]
        return f"install {family} (pip install {package}) and name it in the fonts of the theme"
    family = _FAMILIES.get(script, "") or _family(character)
    such = f", such as {family}," if family else ""
    return f"write it another way, or put the file of a font that has it{such} into the theme"


def _family(character: str) -> str:
    """A free font for a sign of no script; no package is known that has one."""
    if ord(character) in _EMOJI:
        return "Noto Emoji"
    return "Noto Sans Symbols 2" if unicodedata.category(character).startswith("S") else ""


def _described(character: str) -> str:
    """The character with its number and name."""
    name = unicodedata.name(character, "").lower()
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X}" + (f", {name})" if name else ")")


def _script(character: str) -> str:
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ")[0], "")
