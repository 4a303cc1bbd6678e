"""The page for readers in Chromium: on phones and desks, by light and in the dark, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pypdf
import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from click.testing import CliRunner
from conftest import CASES, EXAMPLE
from playwright.sync_api import Browser, Page

from reportkit import cli
from reportkit.html import headings
from reportkit.theme import themes

THEMES = themes(Path("none"))
WIDE, NARROW = 1440, 390
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WINDOWS = list(product((360, 800, WIDE), SCHEMES))
COVERING = [WINDOWS[0], WINDOWS[-1]]
"""Windows in which both schemes, and the least and the most room come up."""
SINK, EXAMPLES, MARKED = "kitchen-sink", "example", "handling"


@dataclass(slots=True)
class Shown:
    """The browser's one page, which shows one file after the other."""

    page: Page
    heard: list[str] = field(default_factory=list)
    """What the file wrote to the console, and what it asked for."""

    def open(
        self,
        file: Path,
        width: int = WIDE,
        scheme: Scheme = "light",
    ) -> None:
        """Show `file` to a reader who has such a window, and wants nothing to move."""
        self.resize(width, scheme)
        self.page.emulate_media(media="screen", reduced_motion="reduce")
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")
        self.heard.clear()
        self.page.goto(file.as_uri())

    def resize(self, width: int, scheme: Scheme) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)

    def faults(self) -> list[tuple[str, str, list[str]]]:
        """What axe finds, of any weight: rule, weight, first elements."""
        if not self.ask("'axe' in window"):
            self.ask(AXE_SCRIPT)
        found = self.ask("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        return [
            (rule["id"], rule["impact"], [node["html"][:200] for node in rule["nodes"]][:3])
            for rule in found
        ]

    def printed(self) -> bytes:
        self.page.emulate_media(media="print")
        return self.page.pdf(prefer_css_page_size=True, print_background=True)


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Shown:
    made = Shown(browser.new_page())
    made.page.on("console", lambda message: made.heard.append(message.text))
    made.page.on("pageerror", lambda error: made.heard.append(str(error)))
    made.page.on("request", lambda request: made.heard.append(request.url))
    return made


Pages = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """`pages("kitchen-sink", "plain")`: the page of that case, or of the example, in that theme."""
    folder, made = tmp_path_factory.mktemp("pages"), dict[tuple[str, str], Path]()

    def page(case: str, theme: str) -> Path:
        if (case, theme) not in made:
            source = EXAMPLE if case == EXAMPLES else CASES / case / "briefing.yaml"
            made[case, theme] = _built(source, folder / theme / case, "-t", theme)
        return made[case, theme]

    return page


def _built(source: Path, folder: Path, *options: str) -> Path:
    arguments = ["build", str(source), "-f", "html", "-o", str(folder), *options]
    result = CliRunner().invoke(cli.reportkit, arguments)
    assert result.exit_code == 0, result.stderr
    return folder / f"{source.stem}.html"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kitchen sink in one theme, with its files beside it."""
    folder = tmp_path_factory.mktemp("linked")
    return _built(CASES / SINK / "briefing.yaml", folder, "-t", "institute", "--linked")


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_fits_every_window_and_asks_for_nothing(
    theme: str, shown: Shown, pages: Pages
) -> None:
    """On a phone, a tablet and a desk, by light and in the dark: no scrolling sideways, nothing on
    the console, no request, and nothing that axe finds."""
    _holds(shown, pages(SINK, theme), COVERING)


def test_the_example_fits_every_window_and_asks_for_nothing(shown: Shown, pages: Pages) -> None:
    _holds(shown, pages(EXAMPLES, "institute"), COVERING)


def test_the_example_is_under_300_kilobytes_in_the_theme_with_most_fonts(pages: Pages) -> None:
    assert pages(EXAMPLES, "broadsheet").stat().st_size < 300_000


@pytest.mark.soak
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "case", [SINK, "kitchen-sink-ru", EXAMPLES, MARKED, "long", "arabic", "chinese", "japanese"]
)
def test_every_page_is_for_everybody_in_every_window(
    case: str, theme: str, shown: Shown, pages: Pages
) -> None:
    _holds(shown, pages(case, theme), WINDOWS)


def _holds(shown: Shown, file: Path, judged: list[tuple[int, Scheme]]) -> None:
    """The page fits all windows and asks for nothing; axe judges it in some."""
    shown.open(file)
    for width, scheme in WINDOWS:
        shown.resize(width, scheme)
        assert shown.ask("document.documentElement.scrollWidth") == width
        if (width, scheme) in judged:
            assert ((width, scheme), shown.faults()) == ((width, scheme), [])
    assert [text for text in shown.heard if not text.startswith("data:")] == [file.as_uri()]


def test_contents_fold_on_a_phone_and_stand_beside_the_text_on_a_desk(
    shown: Shown, pages: Pages
) -> None:
    shown.open(pages(EXAMPLES, "institute"), NARROW)
    label, contents = shown.page.locator(".contents-fold-label"), shown.page.locator(".contents")
    assert (label.is_visible(), contents.is_visible()) == (True, False)
    label.focus()
    shown.page.keyboard.press("Enter")
    assert contents.is_visible()
    shown.page.keyboard.press("Enter")
    shown.page.set_viewport_size({"width": WIDE, "height": 900})
    assert (label.is_visible(), contents.is_visible()) == (False, True)
    right = shown.ask("document.querySelector('.contents').getBoundingClientRect().right")
    left = shown.ask("document.querySelector('.summary').getBoundingClientRect().left")
    assert right <= left


def test_a_heading_shows_its_link_to_those_who_point_and_those_who_type(
    shown: Shown, pages: Pages
) -> None:
    shown.open(pages(EXAMPLES, "institute"))
    link = shown.page.locator(".topic-title .heading-link").first
    sign = "link => getComputedStyle(link, '::after').opacity"
    assert link.evaluate(sign) == "0"
    link.hover()
    assert link.evaluate(sign) == "1"
    shown.page.mouse.move(0, 0)
    link.focus()
    shown.page.keyboard.press("Shift+Tab")
    shown.page.keyboard.press("Tab")
    assert link.evaluate(sign) == "1"
    shown.page.keyboard.press("Enter")
    assert shown.page.url.endswith("#diplomatic-reset")
    assert shown.page.get_by_role("heading", name="1.1 Diplomatic Reset Underway").count() == 1


def test_a_heading_that_holds_a_link_is_none_itself() -> None:
    part = '<section id="a"><h2>A<sup><a href="#n">1</a></sup></h2><h3 id="b">B</h3></section>'
    made = headings.linked(part)
    assert made == part.replace("B</h3>", '<a class="heading-link" href="#b">B</a></h3>')
    assert headings.linked('<section id="a"><h2>A</h2><h3>B</h3></section>').count("href") == 1


def test_notes_and_sources_lead_there_and_back(pages: Pages) -> None:
    markup = pages(SINK, "institute").read_text()
    ids = set(re.findall(r' id="([^"]*)"', markup))
    calls = dict(re.findall(r'<a role="doc-noteref" id="([^"]*)" href="#([^"]*)"', markup))
    back = set(re.findall(r'role="doc-backlink" href="#([^"]*)"', markup))
    assert (bool(calls), set(calls) - back, set(calls.values()) - ids) == (True, set(), set())
    cited = set(re.findall(r'<a id="cited-[^"]*" href="#([^"]*)"', markup))
    sources = re.findall(r'<li class="source" id="([^"]*)">(.*?)</li>', markup, re.DOTALL)
    ways = {
        anchor: re.findall(r'class="reference[^>]*href="#([^"]*)"', text)
        for anchor, text in sources
    }
    assert cited
    assert all(ways[anchor] and set(ways[anchor]) <= ids for anchor in cited)


def test_a_wide_table_scrolls_in_its_own_box_by_keys(shown: Shown, pages: Pages) -> None:
    shown.open(pages(SINK, "institute"), 360)
    boxes = shown.page.locator(".table-scroll")
    wide = "boxes => boxes.findIndex(b => b.checkVisibility() && b.scrollWidth > b.clientWidth)"
    box = boxes.nth(boxes.evaluate_all(wide))
    box.focus()
    shown.page.keyboard.press("ArrowRight")
    shown.page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert shown.ask("window.scrollX") == 0
    assert shown.ask("document.activeElement.getAttribute('aria-label')")


def test_a_page_fits_the_window_of_one_who_needs_letters_of_double_size(
    shown: Shown, pages: Pages
) -> None:
    shown.open(pages(SINK, "institute"), 500)
    shown.ask("document.documentElement.style.fontSize = '225%'")
    assert shown.ask("document.documentElement.scrollWidth") == 500


def test_code_comparisons_and_charts_scroll_on_a_phone_rather_than_break(
    shown: Shown, pages: Pages
) -> None:
    """What stands below a character stays there, and no cell is too narrow for its words."""
    shown.open(pages(SINK, "institute"), 360)
    widths = "boxes => boxes.map(box => box.scrollWidth > box.clientWidth && box.tabIndex)"
    assert shown.page.locator(".listing-code").evaluate_all(widths) == [0]
    assert shown.page.locator(".comparison .table-scroll").evaluate_all(widths) == [0]
    assert shown.page.locator(".chart > .table-scroll").evaluate_all(widths) == [0]


def test_the_first_key_leads_past_the_contents(shown: Shown, pages: Pages) -> None:
    shown.open(pages(EXAMPLES, "institute"))
    shown.page.keyboard.press("Tab")
    skip = shown.page.locator(".skip-link")
    assert skip.evaluate("link => link === document.activeElement && link.checkVisibility()")
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.press("Tab")
    assert shown.ask("document.activeElement.closest('main') !== null")


def test_what_has_the_focus_shows_on_a_ground_in_the_accent_too(shown: Shown, pages: Pages) -> None:
    shown.open(pages(SINK, "institute"))
    shown.page.keyboard.press("Tab")
    shown.page.locator(".back-cover a").first.focus()
    rings = shown.ask(
        "(s => [s.outlineColor, s.boxShadow])(getComputedStyle(document.activeElement))"
    )
    ground = shown.ask("getComputedStyle(document.querySelector('.back-cover')).backgroundColor")
    assert rings[0] == ground
    assert re.search("rgb.*?\\)", rings[1])[0] != ground


def test_marks_of_a_timeline_tell_what_happened_in_the_colours_of_a_reader(
    shown: Shown, pages: Pages
) -> None:
    shown.open(pages(EXAMPLES, "institute"))
    shown.page.emulate_media(forced_colors="active")
    ground = "getComputedStyle(document.querySelector('{}'), '::after').backgroundColor"
    happened = shown.ask(ground.format(".event:not(.event-expected)"))
    expected = shown.ask(ground.format(".event-expected"))
    shown.page.emulate_media(forced_colors="none")
    assert happened != expected


def test_nothing_moves_for_those_who_do_not_want_it(shown: Shown, pages: Pages) -> None:
    shown.open(pages(EXAMPLES, "institute"))
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert shown.ask(behaviour) == "auto"
    shown.page.emulate_media(reduced_motion="no-preference")
    assert shown.ask(behaviour) == "smooth"


def test_a_browser_prints_the_page_nearly_as_the_press_does(shown: Shown, pages: Pages) -> None:
    """By light, though its reader sits in the dark: sheets, contents, heads and folios."""
    shown.open(pages(EXAMPLES, "institute"), WIDE, "dark")
    data = shown.printed()
    assert shown.ask("getComputedStyle(document.body).color") == "rgb(26, 29, 33)"
    sheets = pypdf.PdfReader(BytesIO(data)).pages
    assert (len(sheets), [round(x) for x in sheets[0].mediabox[2:]]) == (7, [595, 842])
    words = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert "Contents" in words[1]
    assert "Skip to" not in "".join(words)
    for number, text in enumerate(words[1:], 2):
        assert "US–Russia Diplomatic Relations" in text
        assert re.search(rf"2 March 2025 ?{number}\b|\b{number} ?2 March 2025", text)


def test_on_paper_notes_stand_under_a_line_and_sections_follow_one_another(
    shown: Shown, pages: Pages
) -> None:
    breaks = {}
    for theme in ("institute", "ministry"):
        shown.open(pages(SINK, theme))
        shown.page.emulate_media(media="print")
        style = "getComputedStyle(document.querySelector('{}')).{}"
        breaks[theme] = shown.ask(style.format(".section + .section", "breakBefore"))
        assert shown.ask(style.format(".notes", "borderTopStyle")) == "solid"
    assert breaks == {"institute": "page", "ministry": "auto"}


def test_on_paper_parts_share_sheets_as_they_do_in_the_pdf(shown: Shown, pages: Pages) -> None:
    def words(case: str, theme: str) -> list[str]:
        shown.open(pages(case, theme))
        return [page.extract_text() for page in pypdf.PdfReader(BytesIO(shown.printed())).pages]

    sheets = words(EXAMPLES, "ledger")
    assert len(sheets) == 5
    assert "Contents" in sheets[1]
    assert "Key judgements" in sheets[1]
    *_, last, _ = words(SINK, "institute")
    assert "Methodology" in last
    assert "Imprint" in last


def test_on_paper_an_opening_mark_does_not_hang_where_a_browser_cuts_it_off(
    shown: Shown, pages: Pages
) -> None:
    indents = {}
    for theme in ("institute", "broadsheet"):
        shown.open(pages(SINK, theme))
        shown.page.emulate_media(media="print")
        style = "getComputedStyle(document.querySelector('.pull-quote-text')).textIndent"
        indents[theme] = float(shown.ask(style).removesuffix("px"))
    assert indents["institute"] < 0 == indents["broadsheet"]


@pytest.mark.parametrize("theme", ["institute", "ministry"])
def test_on_paper_the_handling_mark_stands_in_head_and_foot_of_every_sheet(
    theme: str, shown: Shown, pages: Pages
) -> None:
    shown.open(pages(MARKED, theme))
    _is_marked(shown.printed(), in_margin=True)


def test_where_a_browser_knows_no_margins_the_text_makes_room_for_the_mark(
    shown: Shown, pages: Pages, tmp_path: Path
) -> None:
    markup = pages(MARKED, "institute").read_text()
    assert "@supports not at-rule(" in markup
    older = tmp_path / "older.html"
    older.write_text(re.sub(r"at-rule\(@[\w-]+\)", "(no-such: property)", markup))
    shown.open(older)
    _is_marked(shown.printed(), in_margin=False)


@pytest.mark.soak
@pytest.mark.parametrize("theme", THEMES)
def test_on_paper_no_theme_loses_a_mark(theme: str, shown: Shown, pages: Pages) -> None:
    for case in (MARKED, SINK):
        shown.open(pages(case, theme), scheme="dark")
        _is_marked(shown.printed(), in_margin=True)


def _is_marked(pdf: bytes, in_margin: bool) -> None:
    """Each sheet has the mark in its upper and in its lower half, clear of other text."""
    sheets = list(pypdfium2.PdfDocument(pdf))
    for number, sheet in enumerate(sheets):
        width, height = sheet.get_size()
        marks = list(_marks(sheet.get_textpage()))
        is_cover = number in (0, len(sheets) - 1)
        assert [mark.text for mark in marks] == ["TLP"] * 2, number + 1
        assert sorted(mark.bottom > height / 2 for mark in marks) == [False, True]
        if in_margin:
            assert all(mark.left > width / 2 for mark in marks)
            assert is_cover or all(not 72 < mark.bottom < height - 85 for mark in marks)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a sheet says TLP, in points from its foot, and all that can be read there."""

    left: float
    bottom: float
    text: str


def _marks(text: pypdfium2.PdfTextPage) -> Iterator[Mark]:
    search = text.search("TLP:")
    while found := search.get_next():
        boxes = [text.get_charbox(found[0] + i) for i in range(3)]
        left, bottom = boxes[0][0], min(box[1] for box in boxes)
        right, top = boxes[-1][2], max(box[3] for box in boxes)
        yield Mark(left, bottom, text.get_text_bounded(left, bottom, right, top).strip())


# Files beside the page


def test_a_page_with_its_files_beside_it_looks_the_same(
    shown: Shown, pages: Pages, linked: Path
) -> None:
    pictures = []
    for file in (pages(SINK, "institute"), linked):
        shown.open(file)
        shown.ask("document.fonts.ready.then(() => scrollTo(0, 3000))")
        pictures.append(shown.page.screenshot())
    folder = linked.with_suffix(".assets").as_uri()
    asked = [text for text in shown.heard if not text.startswith("data:")]
    assert pictures[0] == pictures[1]
    assert [text for text in asked[1:] if not text.startswith(folder)] == []
    assert any(text.endswith("/styles/institute/theme.css") for text in asked)
    assert not re.search("data:(image|font)/", linked.read_text())
