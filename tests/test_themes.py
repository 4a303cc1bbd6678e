"""The themes that come along: each prints and shows every block, whole and to be read by all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle, product
from pathlib import Path

import looks
import pdfs
import pypdf
import pytest
from conftest import CASES, ROOT, locked
from PIL import Image, ImageDraw
from verapdf import failures

from reportkit import theme
from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics, Severity
from reportkit.kit import contrast
from reportkit.sheets import PAGE_SIZES, PageSize
from reportkit.theme.tokens import dark_tokens, print_tokens
from reportkit.workspace import Workspace

STYLES = ROOT / "styles"
LOOKS = ROOT / "tests/themes"
THEMES = sorted(path.parent.name for path in STYLES.glob("*/theme.toml"))
SINKS = ("kitchen-sink", "kitchen-sink-ru")
POINTS = {"A4": (595, 842), "letter": (612, 792)}
ALL = [(name, *sheet) for name in THEMES for sheet in product(SINKS, PAGE_SIZES)]
TURNS = cycle([(SINKS[0], "A4"), (SINKS[1], "letter"), (SINKS[1], "A4"), (SINKS[0], "letter")])
SOME = [(name, *turn) for name, turn in zip(THEMES, TURNS, strict=False)]
"""One for each theme, in which both languages and both sheets come up."""


@pytest.fixture(scope="session")
def prints(shared: Path) -> Path:
    """A folder with `THEME/SINK/SIZE` as they are asked for, shared by all workers."""
    return shared / "themes"


def printed(folder: Path, name: str, sink: str, size: PageSize) -> Path:
    """The PDF of the case `sink` in the theme `name`; there may be notes on it and no more."""
    folder.mkdir(exist_ok=True)
    made = folder / name / sink / size
    with locked(folder / f"{name}-{sink}-{size}.lock"):
        if not made.exists():
            diagnostics = Diagnostics()
            source = CASES / sink / "briefing.yaml"
            request = Request(source, made, name, formats=("pdf",), page_size=size)
            build(request, Workspace(CASES.parent), diagnostics)
            found = [d for d in diagnostics if d.severity != Severity.NOTE]
            assert [f"{d.code} {d.message}" for d in found] == []
    return made / "briefing.pdf"


@pytest.mark.parametrize(("name", "sink", "size"), SOME)
def test_a_theme_prints_every_block_without_a_finding(
    name: str, sink: str, size: PageSize, prints: Path
) -> None:
    _holds(printed(prints, name, sink, size), name, size)


@pytest.mark.parametrize(("name", "sink", "size"), SOME)
def test_a_theme_looks_as_it_did_when_a_person_looked(
    name: str, sink: str, size: PageSize, prints: Path, pytestconfig: pytest.Config
) -> None:
    """As on its sheet in tests/themes, which `pytest --snapshot-update` draws anew."""
    pdf, kept = printed(prints, name, sink, size).read_bytes(), LOOKS / f"{name}.png"
    if pytestconfig.option.update_snapshots:
        looks.keep(pdf, kept)
    assert looks.changed(pdf, kept) == []


def test_a_page_with_a_rule_less_or_one_in_another_colour_looks_otherwise(tmp_path: Path) -> None:
    def page(rule: str) -> bytes:
        drawn, made = Image.new("RGB", (595, 842), "white"), BytesIO()
        ImageDraw.Draw(drawn).line((72, 200, 523, 200), rule, 6)
        drawn.save(made, "PDF")
        return made.getvalue()

    kept = tmp_path / "kept.png"
    looks.keep(page("black"), kept)
    assert looks.changed(page("black"), kept) == []
    for rule in ("white", "maroon"):
        assert [words.partition(":")[0] for words in looks.changed(page(rule), kept)] == ["page 1"]


@pytest.mark.soak
def test_every_theme_prints_both_languages_on_both_sheets(prints: Path) -> None:
    made = []
    for name, sink, size in ALL:
        made.append(printed(prints, name, sink, size))
        _holds(made[-1], name, size)
    assert {str(p.relative_to(prints)): f for p, f in failures(made).items() if f} == {}


@pytest.mark.parametrize("read", [print_tokens, dark_tokens])
@pytest.mark.parametrize("name", THEMES)
def test_text_stands_out_from_its_ground(name: str, read: Callable[..., dict[str, str]]) -> None:
    """WCAG AA, 4.5 to 1: in print, which takes the light colours, and on screens in both."""
    found = theme.load(name, Workspace(ROOT), Diagnostics())
    tokens = read(found, Workspace(ROOT))
    ratios = {
        pair: contrast.contrast(*(tokens[each] for each in pair)) for pair in contrast.pairs()
    }
    assert {pair: ratio for pair, ratio in ratios.items() if (ratio or 0) < contrast.LEAST} == {}


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_the_fonts_that_its_tokens_name(name: str) -> None:
    found = theme.load(name, Workspace(ROOT), Diagnostics())
    assert found
    families = {face.family for face in (*found.faces, *found.script_faces)}
    tokens = _tokens(name)
    for role in ("text", "lead", "display", "label", "code"):
        first = re.match(r'"([^"]+)"', _value(tokens, f"--rk-font-{role}", 0))
        assert first
        assert first[1] in families


def test_plain_has_one_ink() -> None:
    """Besides the colours of TLP, and the word for a draft, which is black in its stylesheet."""
    tokens = _tokens("plain")
    own = {name for name in tokens if not re.search("tlp|marking|watermark", name)}
    for scheme, name in product((0, 1), sorted(own)):
        assert _value(tokens, name, scheme)[:1] != "#" or _value(tokens, name, scheme) in (
            "#000000",
            "#ffffff",
        )


@pytest.mark.parametrize("name", ["broadsheet", "ministry"])
def test_a_cover_begins_with_who_speaks(name: str, prints: Path) -> None:
    (one,) = [one for one in SOME if one[0] == name]
    source = (CASES / one[1] / "briefing.yaml").read_text()
    title, organisation = (
        re.findall(rf"^{key}: (.*)$", source, re.MULTILINE)[0] for key in ("title", "organisation")
    )
    cover = pypdf.PdfReader(printed(prints, *one)).pages[0].extract_text()
    assert cover.index(organisation) < cover.index(title.split()[0])


def test_pages_begin_on_one_line(prints: Path) -> None:
    """What is free above a table or a figure is not free at the head of a page."""
    (one,) = [one for one in SOME if one[0] == "plain"]
    top = POINTS[one[2]][1] - 84
    heads = []
    for words in pdfs.words(printed(prints, *one).read_bytes()):
        first = max(bottom for *_, bottom in words if bottom < top)
        if {word for word, _, bottom in words if bottom == first} & {"Figure", "Table"}:
            heads.append(first)
    assert len(heads) > 1
    assert min(heads) > top - 14


def test_ministry_numbers_its_paragraphs(prints: Path) -> None:
    (one,) = [one for one in SOME if one[0] == "ministry"]
    pages = [page.extract_text() for page in pypdf.PdfReader(printed(prints, *one)).pages]
    numbers = re.findall(r"^[12]\.\d+", "\n".join(pages), re.MULTILINE)
    assert {"1.1", "1.2"} <= set(numbers)


def test_broadsheet_sets_a_list_of_sixty_points_in_two_columns_and_loses_none(
    prints: Path,
) -> None:
    text, starts = "", set()
    pdf = printed(prints, "broadsheet", "long", "A4")
    for page in pypdf.PdfReader(pdf).pages:
        text += page.extract_text(visitor_text=lambda t, _, at, *__: starts.add(_start(t, at)))
    assert set(re.findall(r"Point\s(\d+) of", text)) == {str(n) for n in range(1, 61)}
    assert len(starts - {None}) == 2


def _start(text: str, matrix: list[float]) -> int | None:
    """Where a point begins, counted from the left of the sheet."""
    return round(matrix[4]) if text.startswith("Point") else None


def _holds(pdf: Path, name: str, size: str) -> None:
    """The sheet is the one asked for, and all fonts in the file are the theme's."""
    reader = pypdf.PdfReader(pdf)
    assert tuple(round(float(side)) for side in reader.pages[0].mediabox[2:]) == POINTS[size]
    found = theme.load(name, Workspace(ROOT), Diagnostics())
    assert found
    own = {re.sub(r"\W", "", face.family) for face in (*found.faces, *found.script_faces)}
    used = {re.sub(r"^[A-Z]{6}\+|\W", "", font) for font in _fonts(reader)}
    assert {font for font in used if not any(font.startswith(family) for family in own)} == set()


def _fonts(reader: pypdf.PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            yield font.get_object()["/BaseFont"].lstrip("/").replace("-", "")


def _tokens(name: str) -> dict[str, str]:
    """What the default, the theme's parents and the theme declare, the last one counting."""
    found = theme.load(name, Workspace(ROOT), Diagnostics())
    assert found
    sheets = [layer.file.read_text() for layer in found.layers]
    return {k: v for css in sheets for k, v in re.findall(r"(--rk-[\w-]+):\s*([^;]+);", css)}


def _value(tokens: dict[str, str], name: str, scheme: int) -> str:
    value = tokens[name].strip()
    if either := re.fullmatch(r"light-dark\((.+?),\s*(.+)\)", value):
        value = either[1 + scheme]
    other = re.fullmatch(r"var\((--rk-[\w-]+)\)", value)
    return _value(tokens, other[1], scheme) if other else value
