"""Object files: bytes that come back as they were, or are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_late import content, part

from reportkit.press.findings import Finding
from reportkit.press.part import Bookmark, DamagedPartError, Font, ObjectFile, Page, decode, encode


def full() -> ObjectFile:
    """A part with something in every field."""
    page = Page(
        3,
        4,
        0,
        5,
        0,
        6,
        7,
        "left",
        9.5,
        1,
        False,
        {"x": (1.5, 2.0)},
        (Bookmark(1, "Title", 0.0, 9.5, "open"),),
    )
    font = Font(
        *("ABCDEF", "0" * 64, 0, "/ABCDEF+Some", "Some", False),
        *(4, 900, -200, 0, 80, 80),
        widths={3: 500},
        texts={3: "ö"},
        missing={0x4E2D: 700},
    )
    return replace(
        part(1.0),
        pages=(page,),
        numbers=(3,),
        objects=b"\0\1\2",
        contents=(content(), replace(content(), number=2, holes=())),
        fonts=(font,),
        elements=(7,),
        keys=2,
        strings={"title": "Ü"},
        counters={"figure": 3},
        running={"head": "0f"},
        asked=(("first", ""), ("file", "file:///report/a.css")),
        findings=(Finding("error", "RK0501", "no image", ("a hint",), "source", "x", 0, 0, 3),),
        files=(("(a.txt)", 9),),
        catalog="<<>>",
        info="<</Title (\xff)>>",
    )


def test_a_part_comes_back_as_it_was() -> None:
    assert decode(encode(full())) == full()


def test_equal_parts_are_equal_bytes() -> None:
    assert encode(full()) == encode(decode(encode(full())))


@given(st.data())
def test_a_damaged_object_file_is_refused(data: st.DataObject) -> None:
    whole = encode(full())
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    damaged = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    with pytest.raises(DamagedPartError):
        decode(damaged)


@pytest.mark.parametrize("data", [b"", b"{}", b"%PDF-1.7\n", b"reportkit-part 1 \n", b"\0" * 99])
def test_what_is_no_object_file_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedPartError):
        decode(data)
