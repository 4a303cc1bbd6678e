"""What tells the series of a chart apart without colour."""

from __future__ import annotations

import re

import pytest

from reportkit.html.hatches import Hatches

TOKENS = {
    "paper": "#fff",
    "data-1": "#000",
    "data-2": "#111",
    "data-2-dash": "6 3",
    "data-2-hatch": "45 3",
}


def hatches(**tokens: str) -> Hatches:
    return Hatches({**TOKENS, **tokens}, lambda name: f"own-{name}")


def test_a_series_without_tokens_of_its_own_has_its_colour_alone() -> None:
    assert hatches().stroke("data-1") == hatches().fill("data-1") == {}
    assert hatches().definitions() == ""


def test_a_line_is_dashed_as_its_token_says() -> None:
    assert hatches().stroke("data-2") == {"stroke-dasharray": "6 3"}


@pytest.mark.parametrize("dash", ["none", "", "red", "6 x", "6 3;", "1 2) url(x"])
def test_a_dash_that_is_no_row_of_numbers_is_none(dash: str) -> None:
    assert hatches(**{"data-2-dash": dash}).stroke("data-2") == {}


def test_a_hatched_area_has_a_line_around_it_and_its_pattern_once() -> None:
    made = hatches()
    for _ in range(2):
        assert made.fill("data-2")["fill"] == "url(#own-hatch-data-2)"
    assert made.fill("data-2")["stroke"] == "#111"
    assert made.definitions().count("<pattern ") == 1
    assert re.search(r'id="own-hatch-data-2".*fill="#fff".*stroke="#111"', made.definitions())


@pytest.mark.parametrize("hatch", ["none", "45", "30 3", "45 0", "45 3 1", "45 -3"])
def test_a_hatch_that_cannot_be_drawn_is_none(hatch: str) -> None:
    assert hatches(**{"data-2-hatch": hatch}).fill("data-2") == {}


@pytest.mark.parametrize("angle", ["0", "45", "90", "135"])
def test_a_hatch_has_four_angles(angle: str) -> None:
    made = hatches(**{"data-2-hatch": f"{angle} 4"})
    assert made.fill("data-2")
    assert made.definitions()
