"""What a theme decides besides its styles: what flows, where figures stand, what is numbered."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from textwrap import dedent

import pypdfium2
import pytest
from click.testing import CliRunner
from pdfs import words
from pypdf import PdfReader
from verapdf import failures

from reportkit import cli

SOURCE = """
    title: A made-up river
    date: 2024
    summary:
      text: The made-up river rises.
      figures:
        - {value: "7", label: "boats, as @sec:one says"}
        - {value: "8", label: mills}
    sections:
      - {title: One, id: one, body: "First.^[A note on one.]"}
      - {title: Two, body: "Second.^[A note on two.]", points: [x]}
      - title: Three
        body:
          - prose: "Third begins."
          - page_break: page
          - prose: "Third ends.^[A note on three.]"
"""
Pages = Callable[..., list[str]]
MADE: list[Path] = []
"""The PDFs that were built."""
TAKEN = 'parent = "institute"\n'


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """`pages(theme.toml, source)`: the words of each page of the PDF; with `-f html`, the page."""

    @cache
    def build(settings: str, source: str = SOURCE, *options: str, css: str = "") -> list[str]:
        root = tmp_path_factory.mktemp("project")
        files = {
            "reportkit.toml": 'theme = "house"',
            "styles/house/theme.toml": TAKEN + settings,
            "styles/house/theme.css": css,
            "sources/a.yaml": dedent(source),
        }
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        arguments = ["build", str(root / "sources/a.yaml"), "-f", "pdf", *options]
        result = CliRunner().invoke(cli.reportkit, arguments)
        assert result.exit_code == 0, result.stderr
        if "html" in options:
            return [(root / "out/a.html").read_text()]
        MADE.append(root / "out/a.pdf")
        return [" ".join(page.extract_text().split()) for page in PdfReader(MADE[-1]).pages]

    return build


def test_sections_begin_pages_or_follow_one_another(pages: Pages) -> None:
    apart = pages('sections = "page"')
    flowing = pages('sections = "flow"')
    assert len(apart) - len(flowing) == 2
    (together,) = [page for page in flowing if "First." in page]
    assert "Second." in together
    assert "Third begins." in together


def test_notes_are_numbered_through_where_sections_flow(pages: Pages) -> None:
    (page,) = [page for page in pages('sections = "flow"') if "First." in page]
    assert ("A note on one.1" in page, "A note on two.2" in page) == (True, True)
    assert "A note on three.3" in pages('sections = "flow"')[-1]


def test_the_head_names_the_first_section_that_begins_on_the_page_or_goes_on(pages: Pages) -> None:
    found = pages('sections = "flow"')
    assert "A made-up river 3 Three 2024 5" in found[-1]
    (page,) = [page for page in found if "First." in page]
    assert "A made-up river 1 One 4 2024" in page


BEHIND = (
    SOURCE
    + """
    front: [{kind: foreword, body: Said before.}]
    timeline: {events: [{when: 2020, text: Rained}]}
    appendices: [{title: Bottles, body: "Empty.^[All of them.]"}]
    back: [{title: Thanks, body: "Nobody.^[Not one.]"}]
"""
)


def test_what_is_behind_flowing_sections_follows_one_another_too(pages: Pages) -> None:
    apart, flowing = pages('sections = "page"', BEHIND), pages('sections = "flow"', BEHIND)
    assert not any("Rained" in page and "Empty." in page for page in apart)
    last = flowing[-1]
    assert all(words in last for words in ("Rained", "Empty.", "Nobody.", "Not one.2"))
    assert ("Said before." in apart[2], "Said before." in flowing[1]) == (True, True)
    assert ("rises" in flowing[1], "rises" in flowing[2]) == (False, True)


def test_both_presses_let_sections_flow_alike(pages: Pages) -> None:
    assert pages('sections = "flow"', BEHIND) == pages(
        'sections = "flow"', BEHIND, "--press", "plain"
    )


def test_key_figures_stand_in_the_summary_or_on_the_cover(pages: Pages) -> None:
    cover, _, summary, *_ = pages("")
    assert ("boats" in cover, "boats" in summary) == (False, True)
    cover, _, summary, *_ = pages('key_figures = "cover"')
    assert ("boats, as section 1 on page 4 says" in cover, "boats" in summary) == (True, False)


def test_a_summary_of_figures_alone_keeps_them(pages: Pages) -> None:
    source = """
        title: A
        summary: {figures: [{value: "7", label: boats}]}
        sections: [{title: One, body: "See [the summary](#summary)."}]
    """
    cover, *rest = pages('key_figures = "cover"', source)
    assert "boats" not in cover
    assert any("boats" in page for page in rest)


PARAGRAPHS = """
    title: A made-up river
    date: 2024
    summary: {points: [{text: The bed is new, see: bed}]}
    sections:
      - title: Banks
        id: banks
        body:
          - "Alpha.\\n\\n> Quoted.\\n\\nBeta, as @sec:bed and @sec:banks say:\\n\\n- listed"
          - callout: {title: Aside, text: Boxed.}
        points:
          - {text: Gamma, when: 2023, points: [below]}
        sections:
          - {title: Bed, id: bed, body: Delta., points: [Epsilon]}
          - {title: Mouth, body: [{points: [first, second], ordered: numbers}]}
      - {title: Boats, body: Zeta.}
    appendices:
      - {title: Notes, body: Eta.}
    back:
      - {title: Thanks, body: Theta.}
"""


def test_paragraphs_are_numbered_through_sections_of_the_first_level(pages: Pages) -> None:
    (markup,) = pages('numbering = "paragraphs"', PARAGRAPHS, "-f", "html")
    assert re.findall(r'"paragraph-number">([^<]*)</span> (\w+)', markup) == [
        *(("1.1", "Alpha"), ("1.2", "Beta"), ("1.3", "Gamma"), ("1.4", "Delta")),
        *(("1.5", "Epsilon"), ("2.1", "Zeta"), ("A.1", "Eta")),
    ]


def test_sections_below_the_first_level_are_then_known_by_their_titles(pages: Pages) -> None:
    text = " ".join(pages('numbering = "paragraphs"', PARAGRAPHS))
    assert "as Bed on page 4 and section 1 on page 4 say" in text
    assert "1.3, p. 4" in text


def test_a_reference_beside_a_text_then_has_the_number_of_the_section_around(pages: Pages) -> None:
    assert "The bed is new 1, p. 4" in " ".join(pages('numbering = "paragraphs"', PARAGRAPHS))


def test_a_report_may_have_no_numbers(pages: Pages) -> None:
    text = " ".join(pages('numbering = "none"', PARAGRAPHS))
    assert "as Bed on page 4 and Banks on page 4 say" in text
    assert not re.search(r"\b[12]\.\d", text)
    assert "Appendix A" in text


DRAWN = """
    title: A made-up river
    sections:
      - title: One
        body:
          - chart: {type: line, x: a, y: b, data: [{a: 1, b: 2}, {a: 2, b: 3}]}
          - timeline: {form: lane, events: [{when: 2023, text: x, lane: Mill}]}
"""


def test_drawings_are_made_for_the_room_that_the_theme_gives_them(pages: Pages) -> None:
    css = """:root {
      --rk-chart-width: calc(3 * 1in); --rk-chart-height: 10rem; --rk-size-root: 9pt;
      --rk-lane-width: 5in; --rk-lane-names: 1in;
    }"""
    (wide,) = pages("", DRAWN, "-f", "html")
    (narrow,) = pages("", DRAWN, "-f", "html", css=css)
    sizes = [re.findall(r'<svg[^>]* viewBox="0 0 (\d+) ', page) for page in (wide, narrow)]
    assert sizes == [["334", "470"], ["216", "360"]]
    assert 'viewBox="0 0 216 90"' in narrow


MM = 72 / 25.4
PRESS = """:root {
  --rk-left-page-left: 40mm; --rk-left-page-right: 10mm; --rk-binding: 8mm;
  --rk-bleed: 3mm; --rk-marks: crop cross;
}"""


def test_left_hand_pages_may_have_margins_of_their_own(pages: Pages) -> None:
    """40 mm at the left of the second page, 22 mm and the binding at the left of the third."""
    pages("", css=PRESS)
    _, contents, summary, *_ = words(MADE[-1].read_bytes())
    left = next(left for word, left, _ in contents if word == "Contents")
    right = next(left for word, left, _ in summary if word == "Executive")
    assert left - right == pytest.approx((40 - 22 - 8) * MM, abs=0.5)


@pytest.mark.parametrize("press", ["linked", "plain"])
def test_sheets_may_have_a_bleed_into_which_the_cover_reaches(pages: Pages, press: str) -> None:
    assert len(pages("", SOURCE, "--press", press, css=PRESS)) == len(pages(""))
    pdf = next(path for path in reversed(MADE) if PdfReader(path).pages[0].mediabox.left < 0)
    for page in PdfReader(pdf).pages:
        boxes = [tuple(map(float, box)) for box in (page.trimbox, page.mediabox)]
        assert boxes[0] == pytest.approx((0, 0, 210 * MM, 297 * MM), abs=0.1)
        assert boxes[1] == pytest.approx((-3 * MM, -3 * MM, 213 * MM, 300 * MM), abs=0.1)
    cover = pypdfium2.PdfDocument(pdf)[0].render().to_pil()
    ground = cover.getpixel((cover.width // 2, cover.height // 4))
    assert cover.getpixel((2, cover.height // 4)) == ground != (255, 255, 255)


def test_verapdf_finds_nothing_in_any_of_these(pages: Pages) -> None:
    for settings in ('sections = "flow"', 'key_figures = "cover"'):
        pages(settings, BEHIND)
    for settings in ('numbering = "paragraphs"', 'numbering = "none"'):
        pages(settings, PARAGRAPHS)
    assert {pdf: found for pdf, found in failures(MADE).items() if found} == {}
