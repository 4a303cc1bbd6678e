"""What the checks of texts ask for, as regular expressions and JSON Schema.

In goes a check of the model, out comes the schema of the values that it lets through. The
expressions are those that ECMAScript and Python share. `$(name)` may stand in every text, and
what it becomes is not known, so that every text with it is let through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportkit.model import checks, handling
from reportkit.model.blocks.chart import _data
from reportkit.model.blocks.figure import WIDTHS, a_width, an_alternative
from reportkit.model.blocks.grid import a_data_file
from reportkit.model.node import ROW
from reportkit.source.table import SUFFIXES

Schema = dict[str, Any]

VARIABLE = r"\$\([A-Za-z][A-Za-z0-9_-]*\)"
WRITTEN = ["string", "number", "boolean"]
"""What may stand for a text: YAML takes `2024` for a number, and it is printed as it is written."""
FILLED = r"^\s*\S"

_YEAR = "-?[0-9]{4}"
_LEAP = "-?(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP}-02-29)"
)
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_OPEN = f"{_MONTH}-XX|{_YEAR}-XX(?:-XX)?|-?[0-9]{{3}}X|-?[0-9]{{2}}XX"
_PART = f"{_YEAR}-(?:2[1-4]|3[3-9]|4[01])"
_MOMENT = f"(?:{_DAY}|{_MONTH}|{_OPEN}|{_PART}|{_YEAR})[?~%]?"
_INTERVAL = rf"{_MOMENT}/(?:{_MOMENT}|\.\.)?|(?:\.\.)?/{_MOMENT}"
DATE = rf"^\s*(?:{_MOMENT}|{_INTERVAL})\s*$"
SINGLE_DATE = rf"^\s*(?:{_DAY}|{_MONTH}|{_YEAR})[?~%]?\s*$"

_LINE = r"^(?=\s*\S)[^\n]*\s*$"
_LETTERS = checks.MAX_TITLE_WORD + 1
_TITLE = rf"^(?=\s*\S)(?![\s\S]*\S{{{_LETTERS}}})[^\n]{{0,{checks.MAX_TITLE}}}\s*$"
_PARAGRAPH = r"^(?=\s*\S)(?![\s\S]*\n[ \t]*\n\s*\S)"
_URL = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*$"
_EMAIL = r"^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+$"
_TLP = "|".join(label.removeprefix("TLP:").replace("+", r"\+") for label in handling.TLP)
_ANY_CASE = "".join(f"[{char}{char.lower()}]" if char.isalpha() else char for char in _TLP)
_LABEL = rf"^(?:[Tt][Ll][Pp]:)?(?:{_ANY_CASE})$".replace(r"[\n]", r"\n")
_MARKING = (
    rf"^(?:TLP:(?:{_TLP})\s*$|(?![Tt][Ll][Pp](?![A-Za-z0-9_]))"
    rf"(?=\s*\S)[^\n]{{1,{handling.LONGEST_MARKING}}}\s*$)"
)
_ENDS = "|".join(
    "".join(f"[{char}{char.upper()}]" for char in suffix.removeprefix(".")) for suffix in SUFFIXES
)
_DATA_FILE = rf"^(?!/)[^\\:\n]*[^/\\:\n]\.(?:{_ENDS})"
_WIDTH = rf"^(?:(?:{'|'.join(WIDTHS)})|0?(?:[1-9][0-9]|100)\s*%)\s*$"
_NAMES = r"[Ii][Mm][Aa][Gg][Ee]|[Ff][Ii][Gg][Uu][Rr][Ee]|[Pp][Ii][Cc][Tt][Uu][Rr][Ee]"
_NAMES += r"|[Pp][Hh][Oo][Tt][Oo]|[Gg][Rr][Aa][Pp][Hh][Ii][Cc]"
_IMAGES = r"[Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg]|[Ss][Vv][Gg]|[Ww][Ee][Bb][Pp]"
_ALTERNATIVE = rf"^(?![^\n]*\.(?:{_IMAGES})\s*$)(?!(?:{_NAMES})\.*\s*$)"


def text(pattern: str, kinds: str | list[str] = "string") -> Schema:
    """A text of this form, or with a variable in it."""
    return {"type": kinds, "pattern": f"{pattern}|{VARIABLE}"}


def or_variable(schema: Schema) -> Schema:
    """What `schema` allows, or a variable alone."""
    return {"anyOf": [schema, {"type": "string", "pattern": f"^{VARIABLE}$"}]}


_LICENCE: Schema = {
    "type": WRITTEN,
    "anyOf": [
        {"enum": list(handling.LICENCES)},
        {"not": {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*-[0-9.]+$"}},
    ],
}
_INLINE_DATA: Schema = {"type": "array", "items": ROW["anyOf"][1], "minItems": 1}
_OF_CHECK: dict[Callable[..., Any], Schema] = {
    checks.one_line: text(_LINE, WRITTEN),
    checks.a_title: text(_TITLE, WRITTEN),
    checks.one_paragraph: text(_PARAGRAPH, WRITTEN),
    checks.a_file_of_the_project: text(r"^(?=\s*\S)(?!/)[^\\:\n]*\s*$", WRITTEN),
    checks.an_id: text("^[a-z][a-z0-9-]*$"),
    checks.a_language: text("^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$"),
    checks.a_url: text(_URL),
    checks.a_date: {"anyOf": [text(DATE), {"type": "integer", "minimum": -9999, "maximum": 9999}]},
    checks.a_single_date: text(SINGLE_DATE, ["string", "integer"]),
    checks.a_row: ROW,
    handling.an_email: text(_EMAIL),
    handling.an_address: {"anyOf": [text(_EMAIL), text(_URL)]},
    handling.a_tlp_label: text(_LABEL),
    handling.a_marking: text(_MARKING, WRITTEN),
    handling.a_licence: _LICENCE,
    a_data_file: text(rf"{_DATA_FILE}\s*$"),
    a_width: text(_WIDTH),
    an_alternative: text(_ALTERNATIVE, WRITTEN),
    _data: {"anyOf": [text(f"{_DATA_FILE}$"), _INLINE_DATA]},
}
"""The schema of each check; a new check needs a line here, or there is no schema."""


def of(check: Callable[..., Any]) -> Schema:
    """The schema of what `check` lets through. Raises KeyError if the check has none."""
    return _OF_CHECK[check]
