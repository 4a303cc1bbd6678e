"""Dates as EDTF: levels 0 and 1, and of level 2 the quarters 33-36 and the halves 40-41.

`parse` turns text into an `Edtf`; anything else ends in `EdtfError`. The grammar is that of the
Library of Congress (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class EdtfError(ValueError):
    """The text is no EDTF date of these levels; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One date with its precision and what the source leaves open."""

    year: int
    """Astronomical: 0 is 1 BC."""
    month: int | None = None
    """1-12 a month, 21-24 a season, 33-36 a quarter, 40-41 a half; None if only the year is."""
    day: int | None = None
    uncertain: bool = False
    """`?` or `%`."""
    approximate: bool = False
    """`~` or `%`."""
    unspecified: str = ""
    """What `X` leaves open: "" none, "day", "month" (and day), "decade digit" (`201X`), "century" (`19XX`)."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, or an interval between two.

    A single date has `end` equal to `start`. In an interval, None is an open (`..`) or unknown
    (empty) bound; `text` tells the two apart.
    """

    text: str
    start: Moment | None
    end: Moment | None
    is_interval: bool = False

    @property
    def bounds(self) -> tuple[date, date]:
        """First and last day that the date can mean, clamped to the years 1 to 9999."""
        raise NotImplementedError


def parse(text: str) -> Edtf:
    """The date that `text` stands for. Raises `EdtfError`."""
    raise NotImplementedError
