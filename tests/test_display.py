"""Display lines, which break well and change no word, and the layout of the markup."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from reportkit.html.display import balance, settle, widest
from reportkit.html.tidy import tidy

PIECES = ["<p>a</p>", "<ul>\n<li>a <em>b</em> c</li></ul>", " b ", "\n", "<div> <p>x </p> </div>"]


def text_of(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def test_a_title_breaks_evenly() -> None:
    title = "Moving Toward Rapprochement Under Trump Administration"
    assert '<span class="keep-in-print">Under Trump Administration</span>' in balance(title, 43)


def test_a_title_whose_even_break_cannot_be_bound_has_the_next_best() -> None:
    """Bound, “with a mark” might be wider than the sheet."""
    assert '<span class="keep-in-print">a mark</span>' in balance("A report with a mark", 12.8)


def test_a_compound_in_a_title_stays_whole() -> None:
    found = balance("Developments in US–Russia Relations", 60)
    assert '<span class="keep-together">US–Russia</span>' in found


def test_a_statement_does_not_end_in_a_lone_short_word() -> None:
    assert settle("in New York, and Washington DC") == "in New York, and Washington\u00a0DC"
    assert settle("They met on February 18, in Jeddah and") == (
        "They met on February\u00a018, in Jeddah\u00a0and"
    )


def test_what_is_bound_in_a_statement_or_a_title_stays_bound() -> None:
    assert settle("Point plein\u00a0: survenu, ou presque ainsi") == (
        "Point plein\u00a0: survenu, ou presque\u00a0ainsi"
    )
    assert "Rivers\u00a0!" in balance("A long title of Rivers\u00a0! and lakes", 16)


def test_no_line_of_a_statement_begins_with_a_dash() -> None:
    assert settle("Правило — это только пожелание") == "Правило\u00a0— это только пожелание"


@given(st.text(max_size=300), st.floats(1, 80))
def test_display_lines_change_no_word(text: str, line: float) -> None:
    words = "".join(text.replace("<", "").split())
    for found in (balance(text.replace("<", ""), line), settle(text.replace("<", ""))):
        assert "".join(text_of(found).split()) == "".join(text_of(words).split())


def test_the_widest_word_may_break_after_its_dash() -> None:
    assert widest("административно-территориальное") < widest("административнотерриториальное")


@given(st.lists(st.sampled_from(PIECES)))
def test_tidying_twice_is_tidying_once(pieces: list[str]) -> None:
    once = tidy("".join(pieces))
    assert tidy(once) == once


def test_what_is_preformatted_is_kept_to_the_letter() -> None:
    block = "<pre><code>a\n\n  b  \n</code></pre>"
    assert block in tidy(f"<div>\n{block}</div>")
