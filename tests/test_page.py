"""The page for readers in Chromium: on phones and desks, by light and in the dark, and on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from conftest import CASES, EXAMPLE
from playwright.sync_api import Browser, Page

from reportkit import cli
from reportkit.html import headings

THEMES = ("institute", "plain", "ministry")
WIDE, NARROW = 1440, 390


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in a browser."""

    page: Page
    heard: list[str]
    """What it wrote to the console, and what it asked for."""

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The kitchen sink in each theme, and the example."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for theme in THEMES:
        made[theme] = _built(CASES / "kitchen-sink/briefing.yaml", folder / theme, "-t", theme)
    made["example"] = _built(EXAMPLE, folder)
    return made


def _built(source: Path, folder: Path, *options: str) -> Path:
    arguments = ["build", str(source), "-f", "html", "-o", str(folder), *options]
    result = CliRunner().invoke(cli.reportkit, arguments)
    assert result.exit_code == 0, result.stderr
    return folder / f"{source.stem}.html"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kitchen sink in the first theme, with its files beside it."""
    folder = tmp_path_factory.mktemp("linked")
    return _built(CASES / "kitchen-sink/briefing.yaml", folder, "-t", THEMES[0], "--linked")


def opened(browser: Browser, file: Path, width: int, **options: Any) -> Opened:
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    return Opened(page, heard)


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_fits_every_window_and_asks_for_nothing(
    theme: str, browser: Browser, pages: Mapping[str, Path]
) -> None:
    shown = opened(browser, pages[theme], 360)
    for width in (360, 800, WIDE):
        shown.page.set_viewport_size({"width": width, "height": 900})
        assert shown.ask("document.documentElement.scrollWidth") == width
    others = [text for text in shown.heard if not text.startswith("data:")]
    assert others == [pages[theme].as_uri()]
    shown.page.close()


@pytest.mark.parametrize(
    ("theme", "width", "scheme"),
    [
        ("institute", NARROW, "dark"),
        ("plain", WIDE, "dark"),
        ("ministry", WIDE, "light"),
    ],
)
def test_axe_finds_nothing_serious(
    theme: str, width: int, scheme: str, browser: Browser, pages: Mapping[str, Path]
) -> None:
    shown = opened(browser, pages[theme], width, color_scheme=scheme, reduced_motion="reduce")
    found = Axe().run(shown.page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]][:3])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ] == []
    shown.page.close()


def test_contents_fold_on_a_phone_and_stand_beside_the_text_on_a_desk(
    browser: Browser, pages: Mapping[str, Path]
) -> None:
    shown = opened(browser, pages["example"], NARROW)
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
    shown.page.close()


def test_a_heading_shows_its_link_to_those_who_point_and_those_who_type(
    browser: Browser, pages: Mapping[str, Path]
) -> None:
    shown = opened(browser, pages["example"], WIDE, reduced_motion="reduce")
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
    shown.page.close()


def test_a_heading_that_holds_a_link_is_none_itself() -> None:
    part = '<section id="a"><h2>A<sup><a href="#n">1</a></sup></h2><h3 id="b">B</h3></section>'
    made = headings.linked(part)
    assert made == part.replace("B</h3>", '<a class="heading-link" href="#b">B</a></h3>')
    assert headings.linked('<section id="a"><h2>A</h2><h3>B</h3></section>').count("href") == 1


def test_notes_and_sources_lead_there_and_back(pages: Mapping[str, Path]) -> None:
    markup = pages["institute"].read_text()
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


def test_a_wide_table_scrolls_in_its_own_box_by_keys(
    browser: Browser, pages: Mapping[str, Path]
) -> None:
    shown = opened(browser, pages["institute"], 360, reduced_motion="reduce")
    boxes = shown.page.locator(".table-scroll")
    wide = "boxes => boxes.findIndex(b => b.checkVisibility() && b.scrollWidth > b.clientWidth)"
    box = boxes.nth(boxes.evaluate_all(wide))
    box.focus()
    shown.page.keyboard.press("ArrowRight")
    shown.page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert shown.ask("window.scrollX") == 0
    assert shown.ask("document.activeElement.getAttribute('aria-label')")
    shown.page.close()


def test_the_first_key_leads_past_the_contents(browser: Browser, pages: Mapping[str, Path]) -> None:
    shown = opened(browser, pages["example"], WIDE, reduced_motion="reduce")
    shown.page.keyboard.press("Tab")
    skip = shown.page.locator(".skip-link")
    assert skip.evaluate("link => link === document.activeElement && link.checkVisibility()")
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.press("Tab")
    assert shown.ask("document.activeElement.closest('main') !== null")
    shown.page.close()


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_those_who_do_not_want_it(
    motion: str, behaviour: str, browser: Browser, pages: Mapping[str, Path]
) -> None:
    shown = opened(browser, pages["example"], WIDE, reduced_motion=motion)
    assert shown.ask("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    shown.page.close()


def test_a_browser_prints_the_page_nearly_as_the_press_does(
    browser: Browser, pages: Mapping[str, Path]
) -> None:
    """By light, though its reader sits in the dark: sheets, contents, heads and folios."""
    shown = opened(browser, pages["example"], WIDE, color_scheme="dark")
    data = shown.page.pdf(prefer_css_page_size=True, print_background=True)
    shown.page.emulate_media(media="print", color_scheme="dark")
    assert shown.ask("getComputedStyle(document.body).color") == "rgb(26, 29, 33)"
    shown.page.close()
    sheets = pypdf.PdfReader(BytesIO(data)).pages
    assert (len(sheets), [round(x) for x in sheets[0].mediabox[2:]]) == (7, [595, 842])
    words = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert "Contents" in words[1]
    assert "Skip to" not in "".join(words)
    for number, text in enumerate(words[1:], 2):
        assert "US–Russia Diplomatic Relations" in text
        assert re.search(rf"2 March 2025 ?{number}\b|\b{number} ?2 March 2025", text)


def test_on_paper_notes_stand_under_a_line_and_sections_follow_one_another(
    browser: Browser, pages: Mapping[str, Path]
) -> None:
    breaks = {}
    for theme in ("institute", "ministry"):
        shown = opened(browser, pages[theme], WIDE)
        shown.page.emulate_media(media="print")
        style = "getComputedStyle(document.querySelector('{}')).{}"
        breaks[theme] = shown.ask(style.format(".section + .section", "breakBefore"))
        assert shown.ask(style.format(".notes", "borderTopStyle")) == "solid"
        shown.page.close()
    assert breaks == {"institute": "page", "ministry": "auto"}


# Files beside the page


def test_a_page_with_its_files_beside_it_looks_the_same(
    browser: Browser, pages: Mapping[str, Path], linked: Path
) -> None:
    pictures = []
    for file in (pages[THEMES[0]], linked):
        shown = opened(browser, file, WIDE, reduced_motion="reduce")
        shown.ask("document.fonts.ready.then(() => scrollTo(0, 3000))")
        pictures.append(shown.page.screenshot())
    folder = linked.with_suffix(".assets").as_uri()
    asked = [text for text in shown.heard if not text.startswith("data:")]
    assert pictures[0] == pictures[1]
    assert [text for text in asked[1:] if not text.startswith(folder)] == []
    assert any(text.endswith("/styles/institute/theme.css") for text in asked)
    assert not re.search("data:(image|font)/", linked.read_text())


def test_a_page_whose_files_cannot_be_written_is_not_either(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("title: A made-up report\n")
    (tmp_path / "a.assets").touch()
    arguments = ["build", str(source), "-f", "html", "-o", str(tmp_path), "--linked"]
    result = CliRunner().invoke(cli.reportkit, arguments)
    assert (result.exit_code, "a.assets is a file, not a folder" in result.stderr) == (3, True)
    assert not (tmp_path / "a.html").exists()


def test_only_the_page_is_named_where_its_files_are_beside_it(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("title: A made-up report\n")
    arguments = ["build", str(source), "-f", "html", "-o", str(tmp_path), "--linked"]
    for _ in range(2):
        result = CliRunner().invoke(cli.reportkit, arguments)
        assert result.stdout.splitlines() == [str(tmp_path / "a.html")]
    assert (tmp_path / "a.assets/styles/default/tokens.css").is_file()
