"""Data types that nobody changes, held against those of the standard library."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, fields, replace

import pytest

from reportkit.frozen import frozen


@frozen
class Place:
    """One of ours."""

    name: str
    line: int = 0
    note: str = field(default="", compare=False, repr=False)


@frozen
class Other:
    """Another with the same fields."""

    name: str
    line: int = 0


@frozen
class Nothing:
    """One without fields."""


@frozen
class Shown:
    """One that shows itself."""

    name: str

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Usual:
    """What the standard library makes of the same."""

    name: str
    line: int = 0
    note: str = field(default="", compare=False, repr=False)


def test_equal_values_of_one_type_are_equal_and_hash_alike() -> None:
    assert Place("a", 1) == Place("a", 1, "else") != Place("a", 2)
    assert Place("a") != Other("a")  # type: ignore[comparison-overlap]
    assert len({Place("a", 1), Place("a", 1), Place("a", 2), Nothing(), Nothing()}) == 3


def test_it_is_shown_as_the_standard_library_would() -> None:
    assert repr(Place("a", 1, "x")).replace("Place", "Usual") == repr(Usual("a", 1, "x"))
    assert repr(Nothing()) == "Nothing()"
    assert repr(Shown("own")) == "own"


def test_it_is_a_dataclass_with_slots() -> None:
    place = replace(Place("a"), line=2)
    assert place == Place("a", 2) == pickle.loads(pickle.dumps(place))
    assert [item.name for item in fields(Place)] == ["name", "line", "note"]
    with pytest.raises(AttributeError):
        place.column = 3  # type: ignore[attr-defined]
