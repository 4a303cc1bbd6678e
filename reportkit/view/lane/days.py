"""Days as numbers, over all years of the Gregorian calendar, those before the year 1 included."""

from __future__ import annotations

from reportkit.model.edtf import Day

_ERA, _ERA_DAYS = 400, 146_097
_MARCH = 3


def number(day: Day) -> int:
    """Days since 1 January of the year 1."""
    year, month, of_month = day
    if month < _MARCH:
        year, month = year - 1, month + 12
    era, of_era = divmod(year, _ERA)
    of_year = (153 * (month - _MARCH) + 2) // 5 + of_month - 1
    return era * _ERA_DAYS + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 306


def day(number: int) -> Day:
    """The day that has the number."""
    era, of_era = divmod(number + 306, _ERA_DAYS)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    of_month = of_year - (153 * month + 2) // 5 + 1
    month += _MARCH if month < 10 else _MARCH - 12
    return era * _ERA + year + (month < _MARCH), month, of_month
