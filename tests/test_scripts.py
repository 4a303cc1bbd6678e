"""The scripts of a report, by which its fonts are chosen."""

from __future__ import annotations

import re

import pytest

from reportkit.theme import scripts

NEEDED = {
    ("Words, and ещё слова — “quoted”", "en"): set(),
    ("<p>كلمة</p>", "en"): {"Arab"},
    ("<p>水</p>", "en"): {"Hans"},
    ("<p>水</p>", "ja"): {"Jpan"},
    ('<p>水 <span lang="ja">水</span></p>', "zh"): {"Hans", "Jpan"},
    ("<p>みず</p>", "en"): {"Jpan"},
}


@pytest.mark.parametrize(("markup", "language"), NEEDED)
def test_a_report_needs_the_scripts_that_it_has_text_in(markup: str, language: str) -> None:
    assert scripts.needed(markup, language) == NEEDED[markup, language]


def test_a_face_for_arabic_sets_no_latin_letters() -> None:
    assert scripts.text_for("Arab", "a كلمة b").strip() == "كلمة"
    assert scripts.text_for("", "a كلمة") == "a كلمة"


@pytest.mark.parametrize("script", scripts.RANGES)
def test_every_edge_of_a_script_is_noticed(script: str) -> None:
    """What most reports lack is looked for by a shorter expression first."""
    edges = re.findall(r"\\u([0-9a-f]{4})", scripts.RANGES[script])
    assert all(scripts.needed(chr(int(edge, 16)), "en") for edge in edges)
