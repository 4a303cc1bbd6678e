"""Texts of nothing but words, held against the parser that they spare."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostics
from reportkit.view import unmarked
from reportkit.view.glossary import Terms
from reportkit.view.prose import Prose

SIGNS = "#>+=~-.)(:|*_`[]<>&\\!@^\"'$ \t\n\r\u00a0\u2003{}0123456789aЯ中é“”"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=12)


def made(text: str, is_block: bool) -> str:
    """The markup of `text` by the way that is usual for it."""
    prose = Prose(Diagnostics())
    return (prose.blocks if is_block else prose.inline)(text, lambda _: None)


def parsed(text: str, is_block: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    """The markup of `text` by the parser."""
    with monkeypatch.context() as patched:
        patched.setattr(unmarked, "is_line", lambda _: False)
        return made(text, is_block)


@given(TEXTS, st.booleans())
@example("1. one", True)
@example("- one", True)
@example("===", True)
@example("\"a\" 'b'", False)
@example("~~~", True)
def test_a_line_of_words_is_printed_as_the_parser_would(text: str, is_block: bool) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert made(text, is_block) == parsed(text, is_block, monkeypatch)


@pytest.mark.parametrize("text", ["a *b*", "a\nb", " a", "a ", "", "see @sec:x", "a ^[b]", "a & b"])
def test_what_the_parser_must_see_is_no_line_of_words(text: str) -> None:
    assert not unmarked.is_line(text)


def test_a_term_in_a_line_of_words_becomes_a_link() -> None:
    prose = Prose(Diagnostics(), terms=Terms({"weir": "term-weir"}))
    assert 'href="#term-weir"' in prose.blocks("A Weir rises", lambda _: None)
    assert prose.blocks("A weir rises", lambda _: None) == "<p>A weir rises</p>"


def test_signs_in_a_line_of_words_that_runs_to_the_left_are_put_in_place() -> None:
    prose = Prose(Diagnostics(), direction="rtl")
    assert prose.inline("نما 5% هنا", lambda _: None) == "نما \u200e5%\u200e هنا"
