"""What a page may set in italics is found, and little else."""

from __future__ import annotations

import re

import pytest

from reportkit.html.emphasis import italic

TEXT = (
    '<section class="part"><h2 class="title">Head</h2><p class="lead is-first">Lead <br>more '
    '<strong class="name">Strong</strong> <em title="a > b">Em</em></p><p>Rest</p></section>'
)


def found(css: str, *, is_bold: bool = False) -> str:
    """The words of the text that may be in italics, in their order."""
    return " ".join(re.findall(r"\w+", italic(TEXT, [css], is_bold=is_bold)))


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("", "Em"),
        (".lead { font-style: italic }", "Lead more Strong Em"),
        (".part { color: red; & .lead { font: oblique 400 1em/1 serif } }", "Lead more Strong Em"),
        (".part .title, .other { font-style: italic; }", "Head Em"),
        (":is(.title, .lead):not(.part) strong { font-style: italic }", "Strong Em"),
        ("@media screen { h2:first-child { font-style: italic } }", "Head Em"),
        (".other { & .lead { font-style: italic } }", "Em"),
        (".other .x { font-style: italic } /* .lead { font-style: italic } */", "Em"),
        ('.x::before { content: "} .lead { font-style: italic" }', "Em"),
        ("@page { @top-left { font-style: italic } }", "Em"),
        ("* { font-style: italic }", "Head Lead more Strong Em Rest"),
        (":root { --own: italic }", "Head Lead more Strong Em Rest"),
    ],
)
def test_italics_are_what_browsers_slant_and_what_rules_slant(css: str, words: str) -> None:
    assert found(css) == words


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("", ""),
        (".lead { font-style: italic }", "Strong"),
        (
            ".lead { font-style: italic; font-weight: var(--rk-weight-strong) }",
            "Lead more Strong Em",
        ),
        (".lead { font: italic 700 1em/1 serif }", "Lead more Strong Em"),
        ("body { font: var(--rk-size-text)/var(--rk-line) var(--rk-font-text) }", ""),
        ("body { font: var(--own) }", "Em"),
    ],
)
def test_bold_italics_are_what_is_both(css: str, words: str) -> None:
    assert found(css, is_bold=True) == words
