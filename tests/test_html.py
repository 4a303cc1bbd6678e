"""The page's HTML: what it holds, what its templates may do, and the contract of its styles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import get_args

import pytest
from conftest import EXAMPLE, ROOT, Example, Project

from reportkit import html, theme
from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.html.display import COMPOUND, LINE
from reportkit.html.headings import LINK
from reportkit.html.structured import structured_data
from reportkit.view.lane.shapes import Ground, Sign, Writing
from reportkit.workspace import Workspace

STYLES, TEMPLATES = ROOT / "styles", ROOT / "templates"
PRINTED = [STYLES / "default" / f"{name}.css" for name in ("base", "page", "components")]
HOSTILE = """
    title: <script>alert(1)</script> & "quotes"
    subtitle: "{{ 7 * 7 }} <b>bold</b>"
    authors: ['" onmouseover="x']
    organisation: </title><img src=x>
    date: 2025
    notice: "a < b & *c*"
    summary: {text: "a < b & co", points: ["x < y"]}
    sections:
      - {title: "</h2><script>", points: ["a < b > c &amp; d"]}
      - {title: Two, sections: [{title: "'\\"><b>", sections: [{title: "Three & <"}]}]}
"""
DRAWN = {f"lane-{role}" for roles in (Ground, Sign, Writing) for role in get_args(roles)}
"""Classes of a drawn timeline."""
DRAWN_FOR = {"--rk-chart-width", "--rk-chart-height", "--rk-lane-width", "--rk-lane-names"}
"""Tokens that the view is told of."""
FROM_PROSE = {
    "citation",
    "code",
    "cross-reference",
    "figure",
    "footnote",
    "footnote-number",
    "is-long",
    "note-call",
    "paragraph",
    "paragraph-number",
    "term",
}
"""Classes that the view gives to prose."""

Render = Callable[..., tuple[html.Page | None, list[str]]]


@pytest.fixture
def render(project: Project, monkeypatch: pytest.MonkeyPatch) -> Render:
    """`render(briefing, {name: template})`: the page, and the findings in short form."""

    def run(
        briefing: str, templates: dict[str, str] | None = None
    ) -> tuple[html.Page | None, list[str]]:
        files = {f"templates/{name}": text for name, text in (templates or {}).items()}
        root = project({"sources/a.yaml": briefing, **files})
        monkeypatch.chdir(root)
        diagnostics, workspace = Diagnostics(), Workspace(root)
        page = _page(root / "sources" / "a.yaml", workspace, diagnostics)
        return page, [f"{d.span}: {d.code} {d.message}" for d in diagnostics]

    return run


def _page(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> html.Page | None:
    source = read(path, workspace, diagnostics)
    result = compose(source, diagnostics, path.parent, workspace) if source else None
    look = theme.load("institute", workspace, diagnostics)
    return html.render(result.report, look, workspace, diagnostics) if result and look else None


@pytest.fixture(scope="module")
def seed() -> html.Page:
    page = _page(EXAMPLE, Workspace(ROOT), Diagnostics())
    assert page
    return page


# The page


def test_text_of_the_briefing_is_escaped_wherever_it_stands(render: Render) -> None:
    page, found = render(HOSTILE)
    assert (found, page is None) == ([], False)
    assert page
    markup = page.head + "".join(part.html for part in page.parts)
    tags = {element.tag for element in _elements(markup)}
    assert {"script", "img", "b"}.isdisjoint(tags)
    assert "{{ 7 * 7 }} &lt;b&gt;bold&lt;/b&gt;" in markup
    assert all("onmouseover" not in element.attributes for element in _elements(markup))


def test_heading_ranks_leave_no_gap(render: Render, seed: html.Page) -> None:
    deep, _ = render(HOSTILE)
    assert deep
    for page in (seed, deep):
        ranks = [int(e.tag[1]) for e in _elements(_body(page)) if re.fullmatch("h[1-6]", e.tag)]
        assert ranks.index(1) == 0
        assert ranks.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(ranks))


def test_no_link_holds_an_element(seed: html.Page) -> None:
    assert [e.tag for e in _elements(_body(seed)) if "a" in e.above] == []


def test_no_list_item_holds_a_block_but_a_list(seed: html.Page) -> None:
    inside = {e.tag for e in _elements(_body(seed)) if e.above and e.above[-1] == "li"}
    assert inside <= {"a", "em", "span", "strong", "ul", "ol", "code"}


def test_every_part_is_one_element_with_its_name_as_id(seed: html.Page) -> None:
    for part in seed.parts:
        roots = [e for e in _elements(part.html) if not e.above]
        assert [e.attributes["id"] for e in roots] == [part.name]


def test_every_id_is_given_once_and_every_link_finds_one(seed: html.Page) -> None:
    elements = _elements(_body(seed))
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    links = [e.attributes["href"] or "" for e in elements if "href" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_a_part_carries_what_its_running_matter_says(seed: html.Page) -> None:
    section = next(part for part in seed.parts if part.kind == "section")
    root, heading = _elements(section.html)[:2]
    assert root.attributes["data-report"] == "US–Russia Diplomatic Relations"
    assert heading.attributes["data-section"] == "1  Key Developments in US–Russia Relations"
    assert root.attributes["data-edition"] == "2\u00a0March 2025"


# The page for readers


def test_the_page_for_readers_asks_for_nothing(example: Example) -> None:
    markup = example.html.read_text()
    loading = [
        e.attributes.get(name) or ""
        for e in _elements(markup)
        for name in ("src", "srcset", "poster", "data")
        if name in e.attributes
    ]
    linked = [e.attributes["href"] or "" for e in _elements(markup) if e.tag == "link"]
    urls = re.findall(r"url\(\s*[\"']?([^\"')]{0,60})", markup)
    assert all(url.startswith("data:") for url in [*loading, *linked, *urls])
    assert "@import" not in markup
    assert {"iframe", "object", "embed"}.isdisjoint(e.tag for e in _elements(markup))
    scripts = [e.attributes for e in _elements(markup) if e.tag == "script"]
    assert scripts == [{"type": "application/ld+json"}]


def test_the_page_for_readers_is_under_300_kilobytes(example: Example) -> None:
    assert example.html.stat().st_size < 300_000


def test_the_page_for_readers_has_landmarks_and_a_way_past_them(example: Example) -> None:
    elements = _elements(example.html.read_text())
    tags = [e.tag for e in elements]
    assert [tags.count(tag) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    skip = next(e for e in elements if e.tag == "a")
    main = next(e for e in elements if e.tag == "main")
    assert skip.attributes["href"] == f"#{main.attributes['id']}"
    assert next(e for e in elements if e.tag == "html").attributes["lang"] == "en"


def test_the_page_for_readers_says_what_it_is(example: Example) -> None:
    metas = [e.attributes for e in _elements(example.html.read_text()) if e.tag == "meta"]
    said = {m.get("name") or m.get("property"): m.get("content") for m in metas}
    assert said["dcterms.created"] == said["dcterms.modified"] == "2025-03-02"
    assert (said["og:title"] or "").startswith("US–Russia Diplomatic Relations: Moving Toward")
    assert said["color-scheme"] == "light dark"


def test_the_page_tells_search_engines_what_the_briefing_says(example: Example) -> None:
    said = _structured(example.html.read_text())
    assert (said["@type"], said["name"]) == ("Report", "US–Russia Diplomatic Relations")
    assert (said["inLanguage"], said["datePublished"]) == ("en", "2025-03-02")
    assert str(said["description"]).startswith("This diplomatic reset represents")
    assert "author" not in said


def test_search_engines_hear_of_series_and_licence(render: Render) -> None:
    source = "title: A\nseries: {name: S, number: '7'}\nlicence: CC-BY-4.0"
    page, _ = render(source)
    assert page
    said = _structured(structured_data(page.view))
    assert said["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "S"}
    assert said["reportNumber"] == "7"
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_words_cannot_end_what_search_engines_read(render: Render) -> None:
    page, _ = render("title: </script><script>alert(1)</script>\nauthors: ['<!-- & co']")
    assert page
    markup = structured_data(page.view)
    assert _structured(markup)["name"] == "</script><script>alert(1)</script>"
    assert (markup.count("<"), markup.count("&")) == (2, 0)


# Templates


def test_a_template_of_the_project_wins_and_may_extend_the_one_it_replaces(
    render: Render,
) -> None:
    override = """
        {% extends "default/parts/cover.html" %}
        {% block top %}<p class="cover-kicker">Ours</p>{% endblock %}
    """
    page, found = render("title: A", {"parts/cover.html": dedent(override)})
    assert found == []
    assert page
    assert '<p class="cover-kicker">Ours</p>' in page.parts[0].html
    assert '<h1 class="cover-title">A</h1>' in page.parts[0].html


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>\n{% if %}</p>", "templates/parts/cover.html:2: RK0403 the template cannot be read"),
        ("\n\n{{ cover.titel }}", "templates/parts/cover.html:3: RK0404 the template asks for"),
        (
            "{{ cover.title | uper }}",
            "templates/parts/cover.html:1: RK0403 the template cannot be read: no filter named",
        ),
        ("{% include 'none.html' %}", "templates/parts/cover.html:1: RK0403 there is no template"),
        ("{% include '../../x.html' %}", "templates/parts/cover.html:1: RK0403"),
        ("{% include 'parts/cover.html' %}", "templates/parts/cover.html:1: RK0404"),
        ("{{ 1 / 0 }}", "templates/parts/cover.html:1: RK0404"),
    ],
)
def test_a_fault_in_a_template_is_a_finding_with_its_line(
    render: Render, template: str, expected: str
) -> None:
    page, found = render("title: A", {"parts/cover.html": template})
    assert page is None
    assert [line[: len(expected)] for line in found] == [expected]


def test_a_name_that_is_missing_when_a_template_runs_is_named(render: Render) -> None:
    template = "{% macro line(x) %}{{ x.titel }}{% endmacro %}{{ line(cover) }}"
    _, found = render("title: A", {"parts/cover.html": template})
    assert found[0].endswith("Cover has no attribute 'titel'")


@pytest.mark.parametrize(
    "expression",
    [
        "cover.__class__.__mro__",
        "''.__class__.__base__.__subclasses__()",
        "cover.title.format.__globals__",
        "'{0.__class__}'.format(cover)",
        "'%0999999999d' % 1",
        "'a' * 1000000000",
        "[1] * 1000000000",
        "2 ** 1000000000",
        "'a'.ljust(1000000000)",
        "range(1000000000)|list",
        "cover.title|safe",
        "cover|attr('title')",
        "cycler()",
        "lipsum()",
        "undefined_name",
    ],
)
def test_the_sandbox_refuses(render: Render, expression: str) -> None:
    page, found = render("title: A", {"parts/cover.html": f"{{{{ {expression} }}}}"})
    assert page is None
    assert [re.sub(r".*(RK040)[34].*", r"\1", line, flags=re.DOTALL) for line in found] == ["RK040"]


def test_templates_change_nothing_that_they_are_given(render: Render) -> None:
    template = "{% set _ = cover.authors.append('x') %}"
    page, found = render("title: A", {"parts/cover.html": template})
    assert (page, len(found)) == (None, 1)


# The contract of the styles


def test_every_class_of_a_template_is_declared_and_the_other_way_round() -> None:
    used = set(_template_classes())
    declared = set(re.findall(r"\.([a-z][a-z-]*)", _selectors(STYLES / "default")))
    assert used - declared == set()
    used |= {COMPOUND, LINE, LINK}
    assert declared - used - FROM_PROSE - DRAWN == DRAWN - declared == set()


def test_every_token_is_declared_used_and_listed() -> None:
    sheets = "".join(path.read_text() for path in sorted((STYLES / "default").rglob("*.css")))
    declared = set(_declared((STYLES / "default" / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--rk-[\w-]+)", sheets)) | set(_template_tokens()) | DRAWN_FOR
    used |= {"--rk-rule-dash", "--rk-size-drawing"}
    used |= {f"--rk-data-{n}-{what}" for n in range(1, 7) for what in ("dash", "hatch")}
    listed = set(re.findall(r"`(--rk-[\w-]+)`", (STYLES / "README.md").read_text()))
    assert declared - used == set()
    assert used - declared == {"--rk-spine-at", "--rk-table-call"}  # of single blocks
    assert declared - listed == listed - declared == set()


def test_every_class_is_listed() -> None:
    listed = set(re.findall(r"`\.([a-z-]+)`", (STYLES / "README.md").read_text()))
    assert set(_template_classes()) | FROM_PROSE | DRAWN | {COMPOUND, LINE, LINK} == listed


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.name)
def test_print_styles_hold_no_literal(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b[\d.]+(?:pt|mm|cm|in|rem|px)\b", rules) == []


# Helpers


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    attributes: dict[str, str | None]
    above: tuple[str, ...]
    """The elements that it stands in, from the outermost."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(_Element(tag, dict(attrs), tuple(self.open)))
        if tag not in {"meta", "link", "img", "br", "hr", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _elements(markup: str) -> list[_Element]:
    reader = _Reader()
    reader.feed(markup)
    return reader.found


def _body(page: html.Page) -> str:
    return "".join(part.html for part in page.parts)


def _structured(markup: str) -> dict[str, object]:
    (text,) = re.findall(r"<script[^>]*>(.*?)</script>", markup, re.DOTALL)
    said = json.loads(text)
    assert isinstance(said, dict)
    return said


def _text(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


def _template_classes() -> Iterator[str]:
    """Names in class attributes, those that a condition adds among them."""
    grids = "matrix-grid comparison-grid table-grid"
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text().replace("{{ block.kind }}-grid", grids)
        for value in re.findall(r'class="((?:\{\{.*?\}\}|[^"])*)"', text):
            yield from re.sub(r"\{\{.*?\}\}", " ", value).split()
            yield from re.findall(r'" ([a-z-]+)" if', value)


def _template_tokens() -> Iterator[str]:
    """Names of the tokens that templates ask for."""
    for path in TEMPLATES.rglob("*.html"):
        yield from (f"--rk-{name}" for name in re.findall(r'token\("([^"]+)"\)', path.read_text()))


def _selectors(folder: Path) -> str:
    """What stands before the braces of every stylesheet in `folder`."""
    css = "".join(path.read_text() for path in sorted(folder.rglob("*.css")))
    css = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", css, flags=re.DOTALL)
    return "\n".join(re.findall(r"([^{};]+)\{", css))


def _declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--rk-[\w-]+):\s*([^;]+);", css))
