"""Dates that a statement tells in so many words.

In goes one statement, out comes its date as EDTF where the grammar leaves no choice: one date in
the statement, said by a word such as “on” or “since”, outside quotation marks. Anything else is
left as it is written. The wording of the statement never changes.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import date
from functools import cache

from reportkit.frozen import frozen

_SINCE = {"since", "seit", "depuis", "desde", "с", "з", "自", "从"}
_LEADS = {
    "en": "on|in|since",
    "de": "am|im jahre?|im|seit jahre?|seit",
    "fr": "le|en|depuis",
    "es": "el|en|desde",
    "ru": "в|с|во",
    "uk": "у|в|з",
}
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_BEFORE_ISO = re.compile(
    r"(?:\b(?:on|since|am|seit|le|depuis|el|desde)|于|在|自)\s*$", re.IGNORECASE
)
_ISO = re.compile(r"(?<![\w/-])((?:1[89]|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)(?![\w/-])")
_CHINESE = re.compile(r"((?:1[89]|20)\d\d)\s*年(?:\s*(\d\d?)\s*月(?:\s*(\d\d?)\s*[日号])?)?")
_UNTIL = frozenset("到至止")
_NOT_THEN = re.compile(r"\s*(?:度|代|级|版|(?:以|之)?[前后後]|まで|以降)")
"""“Before 2030”, “the annual report of 2024”: what stands behind such a date in Chinese."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|‘[^’]*’|「[^」]*」")
_ANY_YEAR = re.compile(r"(?<![\w.,-])(?:1[89]|20)\d\d(?![\w%]|[.,]\d)")
_RANGE = re.compile(
    r"^\s*(?:[-–—/]|(?:to|and|or|until|bis|und|oder|и|до|à|et|y|a)\b)", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|shall|expects?|expected|plans?|planned|due|next|wird|werden|soll|sollen)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"[,\s]+(?:when|als|quand|cuando|когда|коли)\b", re.IGNORECASE)
"""“since 2017, when it closed” tells when it closed."""
_SENTENCE = re.compile(r"(?<!\b\d)(?<!\b\d\d)[.!?]\s+\S|[。！？]\s*\S")
_UNSURE = re.compile(
    r"\bmay\b|\b(?i:not|never|might|could|would|if|unless|whether|nicht|nie|ob|wenn|falls|k[oö]nnten?|"
    r"würden?|dürften?|vielleicht|pas|jamais|si|nunca|не|нет|если|может|бы)\b|n['’]t\b"
    r"|^(?:No|Nothing|Nobody|None|Neither|Kein\w*|Niemand|Nichts|Aucune?|Никто|Ничего)\b"
    r"|[不没未若]|可能|如果"
)
"""What did not happen, or may not."""
_AFTER_YEAR = frozenset(
    [
        *("a", "after", "all", "an", "as", "at", "because", "before", "but", "by", "during", "for"),
        *("from", "he", "in", "is", "it", "its", "no", "on", "our", "she", "that", "the", "their"),
        *("these", "they", "this", "those", "through", "to", "under", "was", "we", "were", "when"),
        *("where", "which", "while", "who", "with", "without", "als", "auf", "aus", "bei", "das"),
        *("dem", "den", "der", "die", "durch", "ein", "eine", "es", "für", "gab", "hat", "ist"),
        *("mit", "nach", "sie", "trat", "um", "von", "vor", "war", "waren", "wegen", "wird"),
        *("wurde", "wurden", "zu", "à", "après", "avec", "dans", "de", "des", "du", "elle", "est"),
        *("et", "il", "la", "le", "les", "par", "pour", "sur", "un", "une", "con", "el", "en"),
        *("los", "por", "se", "un", "una", "в", "года", "году", "для", "из", "к", "на", "с", "по"),
    ]
)
"""Words that no number counts."""
_OF_YEAR = re.compile(r"(?<=\d)\s*(?:г\.?|года|р\.?|року)$")
"""What stands behind a year in Russian and Ukrainian."""
_EN_MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
]


@frozen
class Said:
    """A date that a statement tells."""

    wording: str
    edtf: str
    """"" if its year is missing and nothing says which."""
    inferred: str = ""
    """`year`, where the text does not say it."""


@cache
def _months(language: str) -> dict[str, int]:
    """Names of months, in lower case, and their numbers."""
    from babel import Locale, UnknownLocaleError

    found = {name.lower(): n for n, name in enumerate(_EN_MONTHS, 1)} if language == "en" else {}
    try:
        months = Locale.parse(language.replace("-", "_")).months
    except (UnknownLocaleError, ValueError):
        return found
    for context in ("format", "stand-alone"):
        found |= {name.lower(): number for number, name in months[context]["wide"].items()}
    if language == "ru":  # “в октябре” besides “октября”
        found |= {name[:-1] + "е": number for name, number in found.items() if name[-1] in "ая"}
    return found


@cache
def _grammar(language: str) -> re.Pattern[str] | None:
    """A date with a month's name, or a year, after a word that leads to it."""
    base = language.partition("-")[0].lower()
    leads = _LEADS.get(base)
    if leads is None:
        return None
    names = "|".join(re.escape(name) for name in sorted(_months(base), key=len, reverse=True))
    month = rf"(?P<month>{names})(?![^\W\d_])"
    # "February 18, 2025", "18. Februar 2025", "18 de febrero de 2025", "October", "2017"
    forms = (
        rf"{month}\s+{_DAY}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?"
        if base == "en"
        else rf"{_DAY}\.?\s+(?:de\s+)?{month}(?:\s+(?:de\s+)?{_YEAR})?",
        rf"{_DAY.replace('day', 'day2')}(?:st|nd|rd|th|er)?\s+{month.replace('month', 'month2')}"
        rf"(?:,?\s+{_YEAR.replace('year', 'year2')})?",
        rf"(?:early|mid|late)?-?{month.replace('month', 'month3')}(?:,?\s+(?:de\s+)?"
        rf"{_YEAR.replace('year', 'year3')})?",
        _YEAR.replace("year", "year4"),
    )
    shapes = "|".join(forms)
    tail = r"(?!\d|[.,]\d|-\w|\s*%|['’]\w|\s*BCE?\b)"
    return re.compile(rf"(?<!\w)(?P<lead>{leads})\s+(?:{shapes}){tail}", re.IGNORECASE)


def said_in(statement: str, language: str, as_of: date | None) -> Said | None:
    """The date of `statement`; None where none is certain."""
    if len(statement) > 600 or _SENTENCE.search(statement):
        return None
    open_text = _QUOTED.sub(lambda found: "\0" * len(found[0]), statement)
    if _UNSURE.search(open_text):
        return None
    found = [*_numeric(open_text), *_named(open_text, language, as_of)]
    if len(found) != 1 or len(_ANY_YEAR.findall(open_text)) > 1:
        return None
    said = found[0]
    years = _ANY_YEAR.findall(open_text)
    return said if not years or years[0] in said.wording else None


def _numeric(text: str) -> list[Said]:
    out = []
    for match in _ISO.finditer(text):
        lead = _BEFORE_ISO.search(text[max(0, match.start() - 12) : match.start()])
        if lead is None:
            continue  # the date of a document, a version, a file
        if made := _written(int(match[1]), int(match[2]), int(match[3])):
            is_open = lead[0].strip().lower() in _SINCE
            out.append(Said(match[0], f"{made}/.." if is_open else made))
    for match in _CHINESE.finditer(text):
        numbers = [int(part) if part else None for part in match.groups()]
        if text[: match.start()].rstrip()[-1:] in _UNTIL or _NOT_THEN.match(text, match.end()):
            continue
        if made := _written(int(match[1]), numbers[1], numbers[2]):
            is_open = text[: match.start()].rstrip()[-1:] in _SINCE
            out.append(Said(match[0], f"{made}/.." if is_open else made))
    return out


def _named(text: str, language: str, as_of: date | None) -> list[Said]:
    grammar = _grammar(language)
    if grammar is None:
        return []
    months = _months(language.partition("-")[0].lower())
    out = []
    for match in grammar.finditer(text):
        if _RANGE.match(text[match.end() :]):
            return []
        parts = match.groupdict()
        name = parts["month"] or parts["month2"] or parts["month3"]
        month = months[name.lower()] if name else None
        day_text = parts["day"] or parts["day2"]
        day = int(day_text) if day_text else None
        year_text = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
        is_year_alone = bool(parts["year4"])
        if name and not name[0].isupper() and language.startswith(("en", "de")):
            continue  # "may" and "march" are words besides
        if is_year_alone and _is_count(text, match):
            continue
        if match["lead"].lower() == "on" and not day:
            continue  # “talks on May 2025 targets”
        out.append(_said(match, year_text, month, day, as_of, text))
    return [said for said in out if said is not None]


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a number may be what it counts: “in 2000 companies”."""
    following = re.match(r"\s+([^\W\d_][\w’']*)", text[match.end() :])
    return following is not None and following[1][0].islower() and following[1] not in _AFTER_YEAR


def _said(
    match: re.Match[str],
    year: str | None,
    month: int | None,
    day: int | None,
    as_of: date | None,
    text: str,
) -> Said | None:
    is_moment = _WHEN.match(text[match.end() :])
    is_open = match["lead"].lower() in _SINCE and not is_moment
    wording = match[0][len(match["lead"]) :].strip()
    if wording.lower().startswith(("early", "mid", "late")):
        return None
    if year is not None:
        made = _written(int(year), month, day)
        return Said(wording, f"{made}/.." if is_open else made) if made else None
    if month is None:
        return None
    if as_of is None:
        return Said(wording, "")
    near = _nearest(as_of, month, day, ahead=bool(_AHEAD.search(text)))
    if (month, day) == (2, 29):
        step = 1 if _AHEAD.search(text) else -1
        near = next(year for year in range(near, near + 9 * step, step) if isleap(year))
    made = _written(near, month, day)
    return Said(wording, f"{made}/.." if is_open else made, "year") if made else None


def _nearest(as_of: date, month: int, day: int | None, *, ahead: bool) -> int:
    """The year of the last such day up to `as_of`, or `ahead` of the next from it on."""
    here = (month, day or 1)
    there = (as_of.month, as_of.day if day else 1)
    if ahead:
        return as_of.year + (here < there)
    return as_of.year - (here > there)


def _written(year: int, month: int | None, day: int | None) -> str:
    """EDTF, or "" where there is no such day."""
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return ""
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else ""


def whole(text: str, language: str) -> str:
    """EDTF of a text that is a date and nothing else, or ""."""
    base = language.partition("-")[0].lower()
    text = _OF_YEAR.sub("", text.strip()).rstrip(".")
    if match := _ISO.fullmatch(text):
        return _written(int(match[1]), int(match[2]), int(match[3]))
    if match := _CHINESE.fullmatch(text):
        numbers = [int(part) if part else None for part in match.groups()]
        return _written(int(match[1]), numbers[1], numbers[2])
    lead = _LEADS.get(base, "on").split("|")[0]
    said = _grammar(base) and _named(f"{lead} {text}", base, None)
    found = said[0] if said and len(said) == 1 else None
    is_whole = found is not None and found.wording == text and "/" not in found.edtf
    return found.edtf if found is not None and is_whole else ""
