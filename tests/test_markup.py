"""HTML read with patterns that are made once."""

from __future__ import annotations

from xml.etree import ElementTree

import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st
from tinyhtml5 import inputstream

from reportkit.press.inside import markup
from reportkit.press.patched import patched

_PIECES = (
    "<p>",
    "<b a=1 c='&amp; ]' d=\"-^\">",
    "</b>",
    "<!-- - -->",
    "&lt;",
    "]",
    "^",
    "\\",
    "\0",
)


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4)).map("".join))
def test_markup_is_read_as_ever(html: str) -> None:
    """Whatever is in it."""
    with patched(*markup.mends()):
        read = tinyhtml5.parse(html)
    assert ElementTree.tostring(read) == ElementTree.tostring(tinyhtml5.parse(html))


def test_a_pattern_is_made_once() -> None:
    """However many tags there are; else this is of no use any more."""
    made = markup.Patterns()
    with patched((inputstream, "characters_until_regex", made)):
        tinyhtml5.parse("<p a='b'>c</p>" * 9)
    assert 0 < len(made) < 9
    assert {type(characters) for characters, _ in made} <= {frozenset, str, tuple}
