"""Whatever a source says, nothing in the page or the PDF runs, listens or asks for anything.

The kitchen-sink case has every block and nearly every key; each of its texts gives way to hostile
ones. What prose refuses is a finding and no page; what is let through must become words.
"""

from __future__ import annotations

import copy
import csv
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdf
import pytest
from conftest import CASES

from reportkit.build import Request, build, compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.model import validate
from reportkit.source import load
from reportkit.workspace import Workspace

HERE = CASES / "kitchen-sink"
SCHEMES = {"http", "https", "mailto", ""}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" onmouseover="alert(1)',
    '" style="background:url(https://evil.example/x)',
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "javascript:alert(1)",
    "<javascript:alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](%6Aavascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example)",
    "[a]( javascript:alert(1) 'onclick=x')",
    '[a](https://example.org "\\" onclick=\\"alert(1)")',
    "[a][b]\n\n[b]: javascript:alert(1)",
    "![a](https://evil.example/x.png)",
    "![a](//evil.example/x.png)",
    "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![a](../../../../etc/passwd)",
    "![a](images/river.png 'x\" onerror=\"alert(1)')",
    "@import url(https://evil.example/x.css);",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{{ ''.__class__ }}",
    "<!-- --><![CDATA[<script>]]><?php ?>",
    "^[<script>alert(1)</script>]",
    '[@x"><script>alert(1)</script>]',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "`<script>alert(1)</script>`",
    ") /S /JavaScript /JS (app.alert(1)) (",
    "endobj 1 0 obj << /OpenAction << /S /JavaScript >> >>",
]
MATCHED = {"image", "x", "y", "columns", "scale", "matrix", "lane", "lanes", "group_by"}
"""Keys of names that must be those of something else, and so can be nothing hostile."""
Place = tuple[str | int, ...]
Usual = set[tuple[str, str]]


@dataclass
class _Page(HTMLParser):
    """Elements with their attributes, and the addresses of a page."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    styles: str = ""
    scripts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, ""))
        if tag == "script":
            self.scripts.append(dict(attrs).get("type") or "")
        # Browsers load what is linked but for what tells of the page.
        is_told = tag == "a" or (tag == "link" and dict(attrs).get("rel") == "license")
        for name, value in attrs:
            self.seen.add((tag, name))
            if is_told and name == "href":
                self.links.add(value or "")
            elif name in ("src", "srcset", "href", "xlink:href", "poster", "data", "action"):
                self.loads.add(value or "")
            elif name == "style":
                self.styles += value or ""

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.styles += data


def _parsed(markup: str) -> _Page:
    page = _Page()
    page.feed(markup)
    page.close()
    return page


def _complaints(markup: str, usual: set[tuple[str, str]]) -> list[object]:
    """What is in a page that must not be."""
    page = _parsed(markup)
    strange = [f"<{tag} {name}>" for tag, name in sorted(page.seen - usual)]
    links = [a for a in page.links if urlsplit(a).scheme not in SCHEMES or a.startswith("//")]
    loads = [
        a for a in page.loads if not a.startswith(("data:image/", "data:font/", "data:,", "#"))
    ]
    styles = re.findall(r"url\(\s*(?![\"']?(?:data:|#))[^)]{0,80}|@import.{0,80}", page.styles)
    # One script that no browser runs: what the page says to search engines.
    scripts = [] if page.scripts == ["application/ld+json"] else page.scripts
    return [*strange, *links, *loads, *styles, *scripts]


@cache
def _source() -> dict[str, Any]:
    source = read(HERE / "briefing.yaml", Workspace(CASES.parent), Diagnostics())
    assert source
    return source.data


def _places(value: Any, at: Place = ()) -> Iterator[Place]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        if isinstance(inner, dict | list):
            yield from _places(inner, (*at, key))
        elif isinstance(inner, str):
            yield (*at, key)


def _with(texts: dict[Place, str]) -> bytes:
    """The kitchen sink with other texts; JSON is YAML."""
    data = copy.deepcopy(_source())
    for place, text in texts.items():
        inner: Any = data
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = text
    return json.dumps(data, ensure_ascii=False).encode()


@cache
def _kinds() -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The texts that are plain, and those that are Markdown: one of each key."""
    one = {tuple(key for key in at if isinstance(key, str)): at for at in _places(_source())}
    named = {at for at in one.values() if at[-1] == "series"}  # a column of the chart
    places = [at for at in one.values() if not MATCHED & {*at} and at not in named]
    texts = {at: f"a <b> c {n}" for n, at in enumerate(places)}
    matched = _refused(texts, is_composed=False)
    free = {at: text for at, text in texts.items() if at not in matched}
    refused = _refused(free)
    return tuple(at for at in free if at not in refused), tuple(at for at in free if at in refused)


def _refused(texts: dict[Place, str], is_composed: bool = True) -> set[Place]:
    """Those that are at fault in the model, or when all is composed."""
    diagnostics = Diagnostics()
    source = load(_with(texts), "briefing.yaml", diagnostics)
    assert source
    if is_composed:
        compose(source, diagnostics, HERE, Workspace(CASES.parent))
    else:
        validate(source, diagnostics)
    errors = Diagnostics()
    errors.extend(item for item in diagnostics if item.severity.value == "error")
    return _at_fault(texts, errors)


def test_the_kitchen_sink_has_texts_of_both_kinds() -> None:
    plain, markdown = _kinds()
    assert (len(plain) > 20, len(markdown) > 30) == (True, True)


def _built(texts: dict[Place, str], folder: Path, name: str = "html") -> Path:
    """The page or PDF of the kitchen sink with other `texts`, less those that are refused."""
    root = folder / "project"
    root.mkdir(parents=True)
    (root / "reportkit.toml").write_text("")
    for kind in ("data", "images"):
        shutil.copytree(HERE / kind, root / kind)
    request = Request(root / "briefing.yaml", folder, formats=(name,))
    left = dict(texts)
    while True:
        request.source.write_bytes(_with(left))
        diagnostics = Diagnostics()
        if build(request, Workspace(CASES.parent), diagnostics):
            return folder / f"briefing.{name}"
        refused = _at_fault(left, diagnostics)
        assert refused, [item.message for item in diagnostics]
        left = {at: text for at, text in left.items() if at not in refused}


def _at_fault(texts: dict[Place, str], diagnostics: Diagnostics) -> set[Place]:
    """The texts that the findings are about; the source is one line."""
    source = load(_with(texts), "briefing.yaml", Diagnostics())
    assert source
    columns = {item.span.column for item in diagnostics if item.span}
    spans = {at: source.place(at) for at in texts}
    return {at for at, s in spans.items() if any(s.column <= c <= s.end_column for c in columns)}


def _mixed(kind: int, turn: int) -> dict[Place, str]:
    """A hostile text for every field of a kind, another one in every turn, none of them twice."""
    mixed = enumerate(_kinds()[kind])
    return {at: f"{HOSTILE[(7 * n + turn) % len(HOSTILE)]} {n}" for n, at in mixed}


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Usual:
    """Elements and attributes of the page as it should be."""
    page = _parsed(_built({}, tmp_path_factory.mktemp("usual")).read_text("utf-8"))
    assert not {tag for tag, _ in page.seen} & {"iframe", "object", "embed", "base"}
    assert not [name for _, name in page.seen if name.startswith("on")]
    return page.seen | {("a", "title"), ("img", "title"), ("figure", "class")}


def test_the_page_as_it_should_be_asks_for_nothing(tmp_path: Path, usual: Usual) -> None:
    assert _complaints(_built({}, tmp_path).read_text("utf-8"), usual) == []


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("kind", [0, 1], ids=["plain", "Markdown"])
def test_hostile_texts_in_all_fields_are_refused_or_stay_words(
    kind: int, turn: int, tmp_path: Path, usual: Usual
) -> None:
    page = _built(_mixed(kind, turn), tmp_path).read_text("utf-8")
    assert _complaints(page, usual) == []


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(6, len(HOSTILE)))
@pytest.mark.parametrize("kind", [0, 1], ids=["plain", "Markdown"])
def test_every_hostile_text_in_every_field_is_refused_or_stays_words(
    kind: int, turn: int, tmp_path: Path, usual: Usual
) -> None:
    page = _built(_mixed(kind, turn), tmp_path).read_text("utf-8")
    assert _complaints(page, usual) == []


@pytest.mark.parametrize("kind", [0, 1], ids=["plain", "Markdown"])
def test_a_pdf_of_hostile_texts_has_no_action_but_links(kind: int, tmp_path: Path) -> None:
    assert _actions(_built(_mixed(kind, 0), tmp_path, "pdf")) == []


def test_the_case_of_hostile_words_has_a_pdf_with_no_action_but_links(tmp_path: Path) -> None:
    request = Request(CASES / "hostile" / "briefing.yaml", tmp_path, formats=("pdf",))
    build(request, Workspace(CASES.parent), Diagnostics())
    assert _actions(tmp_path / "briefing.pdf") == []


def _with_data(texts: list[str], folder: Path) -> Path:
    """A briefing whose data files hold `texts`, in heads and cells of tables and in charts."""
    rows = [["name", *(f"{text} h{n}" for n, text in enumerate(texts))]]
    rows += [[f"{text} {n}", *texts] for n, text in enumerate(texts)]
    folder.mkdir(parents=True)
    (folder / "reportkit.toml").write_text("")
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with (folder / "b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["x", "y", "s"], *([t, 3, t[::-1] or "s"] for t in texts)])
    chart = {"type": "bar", "data": "b.csv", "x": "x", "y": "y", "series": "s"}
    names = {"rows": [{text: "a", "b": text} for text in texts]}
    body = [{"table": {"csv": "a.csv"}}, {"comparison": {"csv": "a.csv"}}, {"table": names}]
    section = {"title": "S", "body": [*body, {"chart": chart}]}
    data = json.dumps({"title": "T", "sections": [section]}, ensure_ascii=False)
    (folder / "briefing.yaml").write_text(data, "utf-8")
    return folder / "briefing.yaml"


def _is_let_through(text: str, folder: Path) -> bool:
    path, diagnostics = _with_data([text], folder), Diagnostics()
    workspace = Workspace(folder)
    source = read(path, workspace, diagnostics)
    assert source
    compose(source, diagnostics, folder, workspace)
    return not diagnostics.has_errors


def test_hostile_data_files_are_refused_or_become_words(tmp_path: Path, usual: Usual) -> None:
    """What is in the heads and cells of a file, and what a drawing is made of."""
    lines = [text.replace("\n", " ") for text in HOSTILE if not text.startswith("![")]
    through = [t for n, t in enumerate(lines) if _is_let_through(t, tmp_path / str(n))]
    assert 5 < len(through) < len(lines)
    path, diagnostics = _with_data(through, tmp_path / "all"), Diagnostics()
    written = build(Request(path, tmp_path), Workspace(path.parent), diagnostics)
    assert written, [item.message for item in diagnostics]
    names = ("", "x", "dy", "opacity", "transform", "data-fill", "data-stroke")
    drawn = {(tag, name) for tag in ("path", "text", "tspan") for name in names}
    complaints = _complaints((tmp_path / "briefing.html").read_text("utf-8"), usual | drawn)
    assert complaints == []
    assert _actions(tmp_path / "briefing.pdf") == []


def _actions(path: Path) -> list[str]:
    """What a PDF does that it must not, from all its objects."""
    reader = pypdf.PdfReader(path)
    found = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        thing = reader.get_object(number)
        if isinstance(thing, pypdf.generic.DictionaryObject):
            found += [*_forbidden(thing)]
    return found


def _forbidden(thing: pypdf.generic.DictionaryObject) -> Iterator[str]:
    """Keys and actions, in a dictionary and those directly in it."""
    for key in ("/JS", "/JavaScript", "/AA", "/Launch", "/RichMedia", "/XFA"):
        if key in thing:
            yield key
    kind, address = thing.get("/S"), str(thing.get("/URI", ""))
    if "/URI" in thing and urlsplit(address).scheme not in SCHEMES:
        yield address
    if kind in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition"):
        yield str(kind)
    for inner in thing.values():
        if isinstance(inner, pypdf.generic.DictionaryObject):
            yield from _forbidden(inner)
