"""PDF objects as relocatable bytes.

What goes in: objects of pydyf, with references that are `Reference`s. What comes out: their bytes,
with each reference as a name between NULs. A NUL that the text itself holds is escaped, so nothing
that an author writes can be taken for a reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

from reportkit.press.part import REFERENCE, SEPARATOR


class Reference(bytes):
    """A reference that knows itself from bytes that merely look like one."""

    __slots__ = ()

    @property
    def target(self) -> int:
        """Number of the object."""
        return int(self.partition(b" ")[0])


class Name(str):
    """Something that the linker writes in its place."""

    __slots__ = ()


def key(number: int) -> Name:
    """A key of the parent tree, counted from the part's first."""
    return Name(f"K{number}")


def rectangle(index: int) -> Name:
    """The area of a link that holds late numbers."""
    return Name(f"R{index}")


def abscissa(index: int) -> Name:
    """An x that moves with the body of its page."""
    return Name(f"X{index}")


def contents(page: int) -> Name:
    """The content streams of a page, counted from the part's first."""
    return Name(f"C{page}")


def reference(thing: Any) -> Reference:
    """The reference to a pydyf object, as its property `reference` gives it."""
    return Reference(b"%d %d R" % (thing.number, thing.generation))


def relocatable(value: Any, roles: Mapping[int, str]) -> bytes:
    """`value` written; `roles` names the objects that the linker makes itself."""
    if isinstance(value, Reference):
        name = roles.get(value.target) or str(value.target)
        return REFERENCE + name.encode() + REFERENCE
    if isinstance(value, Name):
        return REFERENCE + value.encode() + REFERENCE
    if isinstance(value, dict):
        items = (b"/%s %s" % (_leaf(k), relocatable(v, roles)) for k, v in value.items())
        return b"<<" + b"".join(items) + b">>"
    if isinstance(value, list | tuple):
        return b"[" + b" ".join([relocatable(v, roles) for v in value]) + b"]"
    return _leaf(value)


def _leaf(value: Any) -> bytes:
    data: bytes = pydyf._to_bytes(value)
    if REFERENCE in data or SEPARATOR in data:
        data = data.replace(b"\0", b"\\000").replace(b"\1", b"\\001")
    return data
