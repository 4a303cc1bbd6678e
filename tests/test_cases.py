"""Every case and the example, through the whole line: the page, the words, the conformance.

A case is a folder in tests/cases with a `briefing.yaml` and the page HTML that it becomes,
`page.html`, which `pytest --snapshot-update` writes anew and a person reads before it is kept.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdf
import pytest
from conftest import CASES, EXAMPLE, locked
from syrupy.assertion import SnapshotAssertion
from verapdf import failures

from reportkit import theme
from reportkit.build import Request, build, compose, read, render
from reportkit.diagnostics import Diagnostics
from reportkit.press import Manuscript, Part
from reportkit.workspace import Workspace

NAMES = sorted(path.parent.name for path in CASES.glob("*/briefing.yaml"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page and the PDF of every case, made once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "cases"
    with locked(shared / "cases.lock"):
        if not folder.exists():
            for name in NAMES:
                diagnostics = Diagnostics()
                source = CASES / name / "briefing.yaml"
                request = Request(source, folder / name)
                build(request, Workspace(CASES.parent), diagnostics)
                assert [d.message for d in diagnostics] == [], name
    return folder


@pytest.mark.parametrize("name", [*NAMES, "example"])
def test_a_briefing_becomes_the_page_that_was_read(
    name: str, html_snapshot: SnapshotAssertion
) -> None:
    """The HTML that goes to the press is the one kept as the case's snapshot."""
    path = EXAMPLE if name == "example" else CASES / name / "briefing.yaml"
    assert _press_html(path) == html_snapshot(name=name)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_case_is_on_its_page_and_in_its_pdf(name: str, built: Path) -> None:
    written = _written(CASES / name / "briefing.yaml")
    page = _letters(_visible((built / name / "briefing.html").read_text()))
    printed = _letters(_pdf_text(built / name / "briefing.pdf"))
    assert [word for word in written if word not in page] == []
    assert [word for word in written if word not in printed] == []


def test_verapdf_finds_nothing_in_any_case(built: Path) -> None:
    assert {p.parent.name: f for p, f in failures(sorted(built.glob("*/*.pdf"))).items() if f} == {}


def _press_html(path: Path) -> str:
    diagnostics, workspace = Diagnostics(), Workspace(CASES.parent)
    source = read(path, workspace, diagnostics)
    result = compose(source, diagnostics, path.parent, workspace) if source else None
    look = theme.load("institute", workspace, diagnostics)
    page = render(result, look, workspace, diagnostics) if result and look else None
    assert (list(diagnostics), page is None) == ([], False)
    assert page
    parts = tuple(Part(part.name, part.html) for part in page.parts)
    view = page.view
    # A block's stylesheet is no business of the cases that lack the block.
    head = re.sub(r"\n@import [^\n]*/blocks/[^\n]*", "", page.head)
    return Manuscript(
        view.language, view.direction, head, page.body_class, parts, {}, Path()
    ).document()


def _written(path: Path) -> list[str]:
    """The words that the author wrote to be read, as bare letters; a run-in list of values."""
    diagnostics = Diagnostics()
    source = read(path, Workspace(path.parent), diagnostics)
    assert source
    texts = (text for key, text in _strings(source.data) if key not in UNPRINTED)
    return [word for text in texts for word in map(_letters, _prose(text).split()) if word]


UNPRINTED = {"id", "see", "when", "date", "inferred", "status", "language", "url"}
DATA_KEYS = {"csv", "tsv", "data", "x", "y", "group_by", "type", "field", "thickness"}
UNPRINTED |= {"draft", "imprint"}
DATA_KEYS |= {"wide", "in_data", "horizontal", "show_data", "height", "decimals", "width", "level"}
UNPRINTED |= DATA_KEYS
UNPRINTED |= {"lists", "after", "sources"}
UNPRINTED |= {"form", "of", "appendix"}
UNPRINTED |= {"image", "kind", "link", "ordered", "page_break"}
"""Keys whose values are for the machine, or are printed in words."""


def _strings(data: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strings(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value, key)
    elif data is not None:
        yield key, str(data)


def _prose(text: str) -> str:
    """`text` less addresses, the numbers of its lists, and the names that numbers stand for."""
    text = re.sub(r"(?m)^\s*(?:\d+\.|```\w*)", "", text)
    text = re.sub(r"\[\^[\w-]+\]|(?<![\w`\\])@(?:fig|tab|sec|app|Sec):[\w-]+", "", text)
    text = text.replace("^[", " ")
    text = re.sub(r"\[@[^]]*\]", lambda found: re.sub(r"@[\w-]+", "", found[0]), text)
    return unescape(re.sub(r"(?<!\\)\]\([^)]*\)", "]", text))


def _visible(page: str) -> str:
    page = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
    page = re.sub(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', r"\1", page)
    return unescape(re.sub(r"<[^>]+>", "", page))


def _pdf_text(path: Path) -> str:
    """The words of the pages, and the texts that stand for images."""
    reader = pypdf.PdfReader(path)
    tree = reader.root_object["/StructTreeRoot"].get_object()
    return " ".join([*(page.extract_text() for page in reader.pages), *_alternatives(tree)])


def _alternatives(element: object) -> Iterator[str]:
    """The `/Alt` of every element of the structure tree."""
    if isinstance(element, pypdf.generic.DictionaryObject):
        if "/Alt" in element:
            yield str(element["/Alt"])
        yield from _alternatives(element.get("/K"))
    elif isinstance(element, pypdf.generic.ArrayObject):
        for kid in element:
            yield from _alternatives(kid.get_object())


def _letters(text: str) -> str:
    """Letters and digits alone, so that hyphens, quotes and line ends do not count."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if char.isalnum()).casefold()
