"""Every case and the example, through the whole line: the page, the words, the conformance.

A case is a folder in tests/cases with a `briefing.yaml` and the page HTML that it becomes,
`page.html`, which `pytest --snapshot-update` writes anew and a person reads before it is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdf
import pytest
from conftest import CASES, EXAMPLE, locked
from pdfs import alternatives
from syrupy.assertion import SnapshotAssertion

from reportkit import theme
from reportkit.build import Request, build, compose, read, render
from reportkit.diagnostics import Diagnostics, Severity
from reportkit.press import Manuscript, Part
from reportkit.workspace import Workspace

NAMES = sorted(path.parent.name for path in CASES.glob("*/briefing.yaml"))


@pytest.fixture(scope="session")
def cases(shared: Path) -> Path:
    """A folder with the page and the PDF of each case that was asked for."""
    return shared / "cases"


def built(folder: Path, name: str) -> Path:
    """`folder/NAME` with the page and the PDF of a case, made once for all workers."""
    folder.mkdir(exist_ok=True)
    made = folder / name
    with locked(folder / f"{name}.lock"):
        if not made.exists():
            diagnostics = Diagnostics()
            request = Request(CASES / name / "briefing.yaml", made)
            build(request, Workspace(CASES.parent), diagnostics)
            assert [d.message for d in diagnostics if d.severity != Severity.NOTE] == []
    return made


@pytest.mark.parametrize("name", [*NAMES, "example"])
def test_a_briefing_becomes_the_page_that_was_read(
    name: str, html_snapshot: SnapshotAssertion
) -> None:
    """The HTML that goes to the press is the one kept as the case's snapshot."""
    path = EXAMPLE if name == "example" else CASES / name / "briefing.yaml"
    assert _press_html(path) == html_snapshot(name=name)


@pytest.mark.parametrize("name", ["arabic", "handling", "references"])
def test_a_briefing_becomes_the_page_for_readers_that_was_read(
    name: str, cases: Path, html_snapshot: SnapshotAssertion
) -> None:
    """With what the press has no use for: ways back, landmarks, what it says of itself."""
    page = (built(cases, name) / "briefing.html").read_text()
    bare = re.sub(r"(?s) *<style>.*?</style>\n", "", page)
    assert re.sub(r"data:[\w/+-]+;base64,[\w/+=]+", "data:", bare) == html_snapshot(
        name=f"{name}/reader"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_of_a_case_is_on_its_page_in_its_order(name: str, cases: Path) -> None:
    page = letters(_visible((built(cases, name) / "briefing.html").read_text()))
    wanted = statements(CASES / name / "briefing.yaml")
    assert [words for words in wanted if letters(words) not in page] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_case_is_in_its_pdf(name: str, cases: Path) -> None:
    printed = letters(_pdf_text(built(cases, name) / "briefing.pdf"))
    words = {word for text in statements(CASES / name / "briefing.yaml") for word in text.split()}
    assert sorted(word for word in words if letters(word) not in printed) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_data_file_is_on_the_page_and_that_of_a_table_in_the_pdf(
    name: str, cases: Path
) -> None:
    page = letters(_visible((built(cases, name) / "briefing.html").read_text()))
    printed = letters(_pdf_text(built(cases, name) / "briefing.pdf"))
    for key, cell in cells(CASES / name / "briefing.yaml"):
        assert letters(cell) in page
        assert key == "data" or letters(cell) in printed  # a chart is drawn, and said in words


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_data_file_is_on_the_page_and_that_of_a_table_in_the_pdf(
    name: str, cases: Path
) -> None:
    """In its digits: the language groups them, and its column says how many decimals it has."""
    page = figures(_visible((built(cases, name) / "briefing.html").read_text()))
    printed = figures(_pdf_text(built(cases, name) / "briefing.pdf"))
    for key, number in numbers(CASES / name / "briefing.yaml"):
        assert is_among(number, page), number
        assert key == "data" or is_among(number, printed), number


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
    # Stylesheets of blocks and scripts are no business of the cases that lack them.
    head = re.sub(r"\n@import [^\n]*/(?:blocks|layout)/[^\n]*", "", page.head)
    return Manuscript(
        view.language, view.direction, head, page.body_class, parts, {}, Path()
    ).document()


NOT_PRINTED = {
    **dict.fromkeys(
        ("id", "see", "after", "of", "lists", "sources", "group_by", "columns", "term"),
        "it names a part of the report, which is printed there",
    ),
    **dict.fromkeys(
        ("when", "date", "inferred", "status", "language", "kind", "tlp", "type", "licence"),
        "it is printed in words of the language, which the tests of those hold",
    ),
    **dict.fromkeys(
        (
            *("draft", "imprint", "wide", "in_data", "horizontal", "show_data", "height", "zero"),
            *("width", "level", "form", "appendix", "ordered", "page_break", "link", "align"),
            *("row_heads", "decimals"),
        ),
        "it says how something is shown",
    ),
    **dict.fromkeys(
        ("image", "url", "csv", "tsv", "data", "file", "x", "y", "spec"),
        "it is an address, or read by a machine",
    ),
    "also": "it is a form of a term, to be found in the text",
}
"""Keys whose values need not be found on the page as they are written, and why."""
PRINTED = {"table.columns", "matrix.columns", "comparison.columns", "definitions.term"}
PRINTED |= {"glossary.term"}
"""What is printed all the same, under a key of this name."""


def statements(path: Path) -> list[str]:
    """What the author wrote to be read, piece by piece: a reference or a note ends a piece."""
    source = read(path, Workspace(path.parent), Diagnostics())
    assert source
    found = list(_strings(source.data, ()))
    texts = (text for keys, text in found if _is_printed(keys))
    code = ((path.parent / name).read_text("utf-8") for keys, name in found if keys[-1] == "file")
    pieces = [*(piece for text in texts for piece in _prose(text)), *code]
    return [" ".join(piece.split()) for piece in pieces if letters(piece)]


def _is_printed(keys: tuple[str, ...]) -> bool:
    """Whether a text below these keys is printed as it is."""
    if ".".join(keys[-2:]) in PRINTED:
        return True
    is_column = keys[-2:] == ("chart", "series")
    return not is_column and not NOT_PRINTED.keys() & {keys[-1], *(k for k in keys if k == "spec")}


def _strings(data: object, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text with the keys that it stands below."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strings(value, (*keys, name))
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value, keys)
    elif data is not None:
        yield keys, str(data)


def cells(path: Path) -> Iterator[tuple[str, str]]:
    """The words in data files, each with the key that names its file; no numbers and no dates."""
    source = read(path, Workspace(path.parent), Diagnostics())
    assert source
    texts = list(_strings(source.data, ()))
    groups = {text for keys, text in texts if keys[-1] == "group_by"}
    for keys, name in texts:
        file = path.parent / name
        if keys[-1] in ("csv", "tsv", "data") and file.is_file():
            for cell in re.split(r'[\n,\t"{}:\[\]]+', file.read_text("utf-8")):
                if re.search(r"[^\W\d_]", cell) and cell not in groups:
                    yield keys[-1], cell


def numbers(path: Path) -> Iterator[tuple[str, str]]:
    """The numbers in data files and the years of dates, each with the key that names its file."""
    source = read(path, Workspace(path.parent), Diagnostics())
    assert source
    for keys, name in _strings(source.data, ()):
        file = path.parent / name
        if keys[-1] in ("csv", "tsv", "data") and file.is_file():
            for cell in re.split(r'[\n,\t"{}:\[\]]+', file.read_text("utf-8")):
                if found := re.fullmatch(r"[-+]?(\d+(?:\.\d+)?)(?:-\d\d){0,2}%?", cell.strip()):
                    yield keys[-1], found[1]


def figures(text: str) -> set[str]:
    """The digits of every number in a text, without signs between thousands and decimals.

    Numbers that stand side by side may be thousands of one, so each way to read them counts.
    """
    runs = re.findall(r"\d+(?:[.,]\d+)?", text)
    for thousands in (1, 2):
        group = rf"(?:[.,\u00a0\u202f ]\d{{3}}){{{thousands}}}"
        runs += re.findall(rf"(?<!\d)(?=(\d{{1,3}}{group}(?!\d)(?:[.,]\d+)?))", text)
    return {re.sub(r"\D", "", run) for run in runs}


def is_among(number: str, figures: set[str]) -> bool:
    """Whether `number` is printed, perhaps with noughts after it or rounded."""
    digits, rounded = number.replace(".", ""), str(int(float(number) + 0.5))
    exact = any(f.startswith(digits) and not f[len(digits) :].strip("0") for f in figures)
    return exact or ("." in number and rounded in figures)


def _prose(text: str) -> list[str]:
    """`text` in pieces, less addresses, the numbers of its lists, and what numbers stand for."""
    text = re.sub(r"(?m)^\s*(?:\d+\.|```\w*)", "\0", text)
    text = re.sub(r"\[\^[\w-]+\]|(?<![\w`\\])-?@(?:fig|tab|sec|app|Sec):[\w-]+", "\0", text)
    text = text.replace("^[", "\0")
    text = re.sub(r"\]\{lang=[\w-]+\}", "]", text)
    text = re.sub(r"\[@[^]]*\]", lambda found: re.sub(r"@[\w-]+", "\0", found[0]), text)
    text = unescape(re.sub(r"(?<!\\)\]\([^)]*\)", "]", text))
    return re.split(r"[\0\[\]]|\n\s*[-*>|]|\n\s*\n", text)


def _visible(page: str) -> str:
    page = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
    page = re.sub(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', r"\1", page)
    return unescape(re.sub(r"<[^>]+>", "", page))


def _pdf_text(path: Path) -> str:
    """The words of the pages, and the texts that stand for images."""
    reader = pypdf.PdfReader(path)
    tree = reader.root_object["/StructTreeRoot"].get_object()
    return " ".join([*(page.extract_text() for page in reader.pages), *alternatives(tree)])


def letters(text: str) -> str:
    """Letters and digits alone, so that hyphens, quotes and line ends do not count."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if char.isalnum()).casefold()
