"""Attributes that are others for a while."""

from __future__ import annotations

import pytest

from reportkit.press.patched import patched


class _Base:
    inherited = 1


class _Owner(_Base):
    own = 1

    @property
    def read(self) -> int:
        return 1


def test_attributes_are_others_inside_and_as_before_after_it() -> None:
    """Whether own or inherited, and a property stays a property."""
    before = dict(vars(_Owner))
    with patched((_Owner, "own", 2), (_Owner, "inherited", 2), (_Owner, "read", 2)):
        assert (_Owner.own, _Owner.inherited, _Owner.read) == (2, 2, 2)
        assert _Base.inherited == 1
    assert dict(vars(_Owner)) == before


def test_what_was_replaced_is_put_back_after_an_error() -> None:
    """Even if the error is that one of the names cannot be set, or if a name is given twice."""
    with pytest.raises(ZeroDivisionError), patched((_Owner, "own", 2), (_Owner, "own", 3)):
        raise ZeroDivisionError
    with pytest.raises(TypeError), patched((_Owner, "own", 2), (1, "own", 2)):
        raise AssertionError("nothing can be set on a number")
    assert _Owner.own == 1
