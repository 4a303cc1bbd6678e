"""Numbers as a language prints them: grouping, decimal sign, a true minus, no break inside.

In goes a value, out comes text for tables, charts and key figures. Digits are 0-9 in every
language, as section and page numbers are.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from reportkit.view.language import Language

if TYPE_CHECKING:
    from babel.numbers import NumberPattern

MINUS = "\u2212"
_DIGITS = 700  # a float has at most 309 before its point and 324 after it
_MARK = "\u200e"  # runs to the right, and is not seen
_SIGN = r"[+\-\u2212\u00b1]"
_FIGURES = r"\d+(?:[.,\u00a0\u202f]\d+)*"
_SIGNED = re.compile(rf"(?<![\w.,%]){_SIGN}{_FIGURES}(?:\s?[%‰])?|(?<![\w.,]){_FIGURES}\s?[%‰]")
Number = int | float | Decimal


def number(value: Number, language: Language, decimals: int | None = None) -> str:
    """`value` with so many decimals, halves rounded up in size; None keeps those that it has.

    Raises ValueError if the value is not finite.
    """
    return _written(value, language, decimals, language.locale.decimal_formats[None])


def percent(value: Number, language: Language, decimals: int | None = None) -> str:
    """`value`, which counts in hundredths (12.5 is 12.5 %), with the sign as the language sets it.

    Raises ValueError if the value is not finite.
    """
    return _written(value, language, decimals, language.locale.percent_formats[None])


def _written(value: Number, language: Language, decimals: int | None, usual: NumberPattern) -> str:
    from babel.numbers import get_minus_sign_symbol

    with localcontext(prec=_DIGITS):
        exact = _rounded(value, decimals)
        places = max(0, -int(exact.as_tuple().exponent))
        text: str = _pattern(usual.pattern, places).apply(exact, language.locale)
    # Babel's sign has the mark that keeps it before the digits where lines run to the left.
    sign = get_minus_sign_symbol(language.locale).replace("-", MINUS)
    return text.replace("-", sign)


@lru_cache
def _pattern(usual: str, places: int) -> NumberPattern:
    """The pattern that a language has for numbers, with so many decimals."""
    from babel.numbers import parse_pattern

    pattern = parse_pattern(usual)
    pattern.scale = 0  # a percent pattern would multiply by 100
    pattern.frac_prec = (places, places)
    return pattern


def _rounded(value: Number, decimals: int | None) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return exact if exact else abs(exact)


def plus(language: Language) -> str:
    """The sign before a number that has grown, which stays before the digits."""
    from babel.numbers import get_plus_sign_symbol

    sign: str = get_plus_sign_symbol(language.locale)
    return sign


def left_to_right(text: str) -> str:
    """`text` of a script that runs to the left, with signs on that side of a number where they are.

    Unicode takes a sign or a percent sign beside digits for one of the text around them.
    """
    return _SIGNED.sub(f"{_MARK}\\g<0>{_MARK}", text)


def chart_formats(language: Language) -> dict[str, dict[str, object]]:
    """How `language` writes numbers and months, in the form that d3 and Vega take.

    `%c` is a month with its year and `%x` a day with its month; `%B` is a month by itself, as
    short as `%b`, which stands with a day.
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = language.locale
    skeletons = locale.datetime_skeletons
    numbers: dict[str, object] = {
        "decimal": get_decimal_symbol(language.locale),
        "thousands": get_group_symbol(language.locale),
        "grouping": [3],
        "currency": ["", ""],
        "minus": MINUS,
    }
    times: dict[str, object] = {
        "dateTime": _d3(skeletons["yMMM"].pattern),
        "date": _d3(skeletons["MMMd"].pattern),
        "time": "%X",
        "periods": ["", ""],
        "days": [""] * 7,
        "shortDays": [""] * 7,
        "months": list(locale.months["stand-alone"]["abbreviated"].values()),
        "shortMonths": list(locale.months["format"]["abbreviated"].values()),
    }
    return {"format_locale": numbers, "time_format_locale": times}


_D3 = {"d": "%-d", "MMM": "%b", "LLL": "%B", "M": "%-m", "L": "%-m", "y": "%Y"}
"""Fields of CLDR and what d3 calls them."""


def _d3(pattern: str) -> str:
    """A pattern of CLDR as d3 has it, without the short words for a year («г.»)."""
    pattern = re.sub(r"\s*'\w'\.", "", pattern)
    pieces = re.findall(r"'[^']*'|([A-Za-z])(\1*)|([^A-Za-z'])", pattern)
    return "".join(_D3.get(letter + more, "") if letter else sign for letter, more, sign in pieces)
