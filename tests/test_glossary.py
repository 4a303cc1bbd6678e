"""Terms that are linked where they are first used."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from reportkit.diagnostics import Diagnostics
from reportkit.model import validate
from reportkit.source import load
from reportkit.view.assemble import assemble
from reportkit.view.glossary import sort_key


def view(prose: str, terms: str, language: str = "en") -> tuple[str, list[str]]:
    """The markup of `prose`, links as [term>anchor], and the findings."""
    text = f"title: A\nlanguage: {language}\nsections:\n  - title: Made up\n    body:\n"
    text += f"      - {prose!r}\nglossary:\n" + "".join(
        f"  - {term}\n" for term in dedent(terms).strip().splitlines()
    )
    diagnostics = Diagnostics()
    source = load(text.encode(), "file.yaml", diagnostics)
    briefing = validate(source, diagnostics) if source else None
    assert source, list(diagnostics)
    assert briefing, list(diagnostics)
    result = assemble(briefing, source, diagnostics)
    assert result
    (block,) = result.report.sections[0].blocks
    link = r'<a href="#term-([^"]*)" class="term">(.*?)</a>'
    found = re.sub(link, r"[\2>\1]", getattr(block, "html", ""))
    return found.removeprefix("<p>").removesuffix("</p>"), [d.message for d in diagnostics]


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("A yield, and a yield.", "A [yield>yield], and a yield."),
        ("Yield comes first.", "[Yield>yield] comes first."),
        ("No yields, no YIELD, no misyield.", "No yields, no YIELD, no misyield."),
        ("A sustainable yield.", "A [sustainable yield>sustainable-yield]."),
        (
            "A sustainable yield, a yield.",
            "A [sustainable yield>sustainable-yield], a [yield>yield].",
        ),
        ("A *yield* in stress.", "A <em>[yield>yield]</em> in stress."),
        ("A `yield` in code.", "A <code>yield</code> in code."),
        (
            "[A yield](https://x.example) in a link.",
            '<a href="https://x.example">A yield</a> in a link.',
        ),
        ("Non-yield & <yield.", "Non-[yield>yield] &amp; &lt;yield."),
        ("Basins of a kind.", "[Basins>basin] of a kind."),
        ("The silent word.", "The silent word."),
    ],
)
def test_the_first_use_of_a_term_is_a_link(prose: str, found: str) -> None:
    terms = """
        {term: yield, meaning: What a basin gives.}
        {term: sustainable yield, meaning: What it gives for long.}
        {term: basin, meaning: A place., also: [basins]}
        {term: silent, meaning: Not linked., link: false}
    """
    assert view(prose, terms) == (found, [])


def test_a_script_without_spaces_has_terms_within_its_sentences() -> None:
    markup, _ = view("这个流域的水不够。", "{term: 流域, meaning: 一个地方。}", "zh")
    assert re.search(r"这个\[流域>.+\]的水不够", markup)


def test_russian_terms_are_linked_in_the_forms_that_are_given() -> None:
    terms = "{term: бассейн, also: [бассейна, бассейне], meaning: Место.}"
    markup, _ = view("Воды бассейна хватает.", terms, "ru")
    assert "[бассейна>" in markup


def test_a_term_is_defined_once() -> None:
    terms = """
        {term: yield, meaning: One.}
        {term: yield, meaning: Two.}
    """
    assert view("Nothing.", terms)[1] == ["the term “yield” has a meaning already"]


def test_a_glossary_is_sorted_without_regard_to_case_and_accents() -> None:
    terms = ["Zeit", "apfel", "Äpfel", "Birne", "ёлка", "еда"]
    assert sorted(terms, key=sort_key) == ["apfel", "Äpfel", "Birne", "Zeit", "еда", "ёлка"]
