"""What a briefing becomes besides page and PDF: Markdown, text, data, pictures."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfs
import pypdfium2
import pytest
from conftest import CASES, EXAMPLE, ROOT, Cli, Project
from hypothesis import given
from PIL import Image
from schema_sources import from_model

import reportkit
from reportkit import model
from reportkit.build import compose, read
from reportkit.card import as_card
from reportkit.diagnostics import Diagnostics
from reportkit.model.briefing import Briefing
from reportkit.plain import data
from reportkit.press import pictures
from reportkit.source import Source, load
from reportkit.view.report import Cover, Html, ReportView
from reportkit.workspace import Workspace

GOOD = """\
title: A made-up title
handling: {tlp: amber, text: Not for the press}
draft: true
licence: CC-BY-4.0
sections:
  - title: One
    body:
      - figure: {image: images/a map.svg, alt: Two rivers that meet, caption: Where they meet}
"""
MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
WORDS = ["md", "txt", "json"]
FILES = {"sources/a.yaml": GOOD, "sources/images/a map.svg": MAP}


def test_words_are_written_beside_page_and_pdf(project: Project) -> None:
    root = project(FILES)
    built = reportkit.build(root / "sources/a.yaml", formats=[*WORDS, "html"])
    assert {name: path.name for name, path in built.files.items()} == {
        name: f"a.{name}" for name in (*WORDS, "html")
    }
    for name in WORDS:
        made = built.files[name].read_text("utf-8")
        for words in ("made-up title", "AMBER" if name != "json" else "TLP:AMBER", "the press"):
            assert words in made, name
    for name in ("md", "txt"):
        made = built.files[name].read_text("utf-8")
        assert made.count("TLP:AMBER") == 2
        assert "Draft" in made
        assert "CC BY 4.0" in made


def test_a_second_build_of_words_does_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(FILES) / "sources/a.yaml"
    first = reportkit.build(source, formats=WORDS)
    before = {path: path.stat().st_mtime_ns for path in first.files.values()}
    monkeypatch.setattr("reportkit.build.make", None)
    second = reportkit.build(source, formats=WORDS)
    assert second.files == first.files
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_images_of_markdown_are_named_from_where_it_stands(project: Project, here: Cli) -> None:
    root = project(FILES)
    for output, address in (
        ("out", "../sources/images/a%20map.svg"),
        ("sources", "images/a%20map.svg"),
    ):
        assert here("build", "-f", "md", "-o", output, cwd=root).returncode == 0
        assert f"![Two rivers that meet]({address})" in (root / output / "a.md").read_text()


def test_a_fault_leaves_no_words_either(project: Project, here: Cli) -> None:
    """An image that is not there stops a report without pages too."""
    root = project({**FILES, "sources/b.yaml": GOOD.replace("a map", "no map")})
    run = here("build", "-f", ",".join(WORDS), cwd=root)
    assert (run.returncode, run.stderr.count("RK0501")) == (1, 1)
    assert sorted(path.name for path in (root / "out").iterdir()) == ["a.json", "a.md", "a.txt"]
    assert run.stdout.split() == ["out/a.md", "out/a.txt", "out/a.json"]


def test_words_of_many_briefings_are_made_by_several_processes(project: Project, here: Cli) -> None:
    root = project({**FILES, **{f"sources/{name}.yaml": GOOD for name in "bcd"}})
    run = here("build", "-j", "2", "-f", "md,json", "--deps", "out/deps.json", cwd=root)
    assert run.returncode == 0, run.stderr
    told = json.loads((root / "out" / "deps.json").read_text())["results"]
    assert told[0]["outputs"] == ["out/a.md", "out/a.json"]
    assert "sources/images/a map.svg" in told[0]["inputs"]
    assert len(list((root / "out").iterdir())) == 9


def test_words_need_neither_templates_nor_the_press(project: Project) -> None:
    """So that they are made in a moment."""
    root = project(FILES)
    code = "import sys, reportkit as r; r.build('sources/a.yaml', formats=['md', 'txt', 'json']);"
    code += "print({'jinja2', 'weasyprint', 'fontTools'} & {n for n in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr


def loaded(text: str) -> tuple[Briefing | None, Source | None]:
    diagnostics = Diagnostics()
    source = load(text.encode("utf-8", "surrogatepass"), "briefing.yaml", diagnostics)
    return (model.validate(source, diagnostics) if source else None), source


@given(given=from_model())
def test_data_is_the_briefing_again(given: dict[str, Any]) -> None:
    briefing, source = loaded(json.dumps(given, ensure_ascii=False))
    if briefing and source:
        again, _ = loaded(data.write(briefing, source))
        assert again == briefing.model_copy(update={"variables": {}})


@pytest.mark.parametrize(
    "path", [EXAMPLE, *sorted(CASES.glob("*/briefing.yaml"))], ids=lambda path: path.parent.name
)
def test_the_data_of_a_case_is_its_briefing_again(path: Path) -> None:
    diagnostics = Diagnostics()
    source = read(path, Workspace(CASES.parent), diagnostics)
    briefing = model.validate(source, diagnostics) if source else None
    assert briefing
    assert source
    is_whole = not source.origins
    again, _ = loaded(data.write(briefing, source))
    assert again is not None
    if is_whole:
        assert again == briefing.model_copy(update={"variables": {}})


def test_data_holds_variables_resolved_and_signs_as_they_were_written(project: Project) -> None:
    text = "title: About $(what) and $$(it)\nvariables: {what: water}\nsummary: {text: $$$(a)}\n"
    root = project({"sources/a.yaml": text})
    files = reportkit.build(root / "sources/a.yaml", formats=["json"]).files
    kept = json.loads(files["json"].read_text("utf-8"))
    assert kept == {
        "schema_version": 1,
        "title": "About water and $$(it)",
        "summary": {"text": "$$$(a)"},
    }
    again = reportkit.load(files["json"])
    assert (again.title, again.summary and again.summary.text) == ("About water and $(it)", "$$(a)")


def test_data_names_files_from_the_folder_of_the_source(project: Project) -> None:
    part = "title: One\nbody:\n  - figure: {image: a.svg, alt: A river}\n"
    part += "  - 'x `![a](b.svg)` ![Two](b.svg)'\n"
    root = project(
        {
            "sources/a.yaml": "title: T\nsections:\n  - include: parts/one.yaml\n",
            "sources/parts/one.yaml": part,
            "sources/parts/a.svg": MAP,
            "sources/parts/b.svg": MAP,
        }
    )
    files = reportkit.build(
        root / "sources/a.yaml", formats=["json"], output=root / "sources"
    ).files
    made = (
        reportkit.build(files["json"], formats=["md"], output=root / "out").files["md"].read_text()
    )
    assert "![A river](../sources/parts/a.svg)" in made
    assert "`![a](b.svg)` ![Two](../sources/parts/b.svg)" in made


def test_data_of_a_later_format_is_refused(project: Project) -> None:
    root = project({"sources/a.json": '{"schema_version": 2, "title": "T"}'})
    (found,) = reportkit.check(root / "sources/a.json").findings
    assert "schema_version" in found.message


LONG = "title: A made-up title\nhandling: {tlp: red}\ndraft: true\nsections:\n" + "".join(
    f"  - {{title: Part {at}, body: Text.}}\n" for at in range(3)
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose report has pictures of its pages, and a card."""
    root = tmp_path_factory.mktemp("drawn")
    for name, content in {"reportkit.toml": "", "sources/a.yaml": LONG}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content)
    built = reportkit.build(root / "sources/a.yaml", formats=["png", "pdf"], dpi=72)
    assert built.is_fine
    assert built.files == {"png": root / "out/a-card.png", "pdf": root / "out/a.pdf"}
    return root


def test_every_page_becomes_a_picture_as_large_as_asked(drawn: Path) -> None:
    pages = sorted((drawn / "out/a.pages").iterdir())
    count = len(pdfs.reader((drawn / "out/a.pdf").read_bytes()).pages)
    assert [page.name for page in pages] == [f"page-{n:03}.png" for n in range(1, count + 1)]
    with Image.open(pages[-1]) as page:
        assert page.size == (596, 842)


def test_a_card_has_the_size_that_sites_ask_for_and_its_mark(drawn: Path) -> None:
    with Image.open(drawn / "out/a-card.png") as card:
        assert card.size == (1200, 630)
        colours = {colour for _, colour in card.convert("RGB").getcolors(1 << 20) or ()}
    red = (255, 43, 43)
    assert {red, (0, 0, 0), (11, 74, 92)} <= colours
    with Image.open(drawn / "out/a.pages/page-003.png") as page:
        assert any(_is_near(c, red) for _, c in page.convert("RGB").getcolors(1 << 20) or ())


def _is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 60 for a, b in zip(one, other, strict=True))


def test_pictures_of_a_briefing_that_has_not_changed_stand(
    drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.build.make", None)
    again = reportkit.build(drawn / "sources/a.yaml", formats=["png", "pdf"], dpi=72)
    assert again.files == {"png": drawn / "out/a-card.png", "pdf": drawn / "out/a.pdf"}
    assert set(again.pages) == set((drawn / "out/a.pages").iterdir())


def test_the_same_briefing_gives_the_same_pictures(drawn: Path) -> None:
    again = drawn / "again"
    made = reportkit.build(drawn / "sources/a.yaml", formats=["png"], dpi=72, output=again)
    assert made.is_fine
    first = {p.relative_to(drawn / "out"): p.read_bytes() for p in drawn.glob("out/**/*.png")}
    assert {p.relative_to(again): p.read_bytes() for p in again.glob("**/*.png")} == first
    assert not list(again.glob("*.pdf"))


def test_pictures_of_pages_that_are_no_more_are_removed(drawn: Path) -> None:
    """Those of reportkit, and only with a build that succeeds."""
    source, folder = drawn / "sources/b.yaml", drawn / "out/b.pages"
    source.write_text(LONG)
    assert reportkit.build(source, formats=["png"], dpi=36).is_fine
    before = len(list(folder.iterdir()))
    (folder / "page-001-mine.png").touch()
    source.write_text("titel: A\n")
    assert not reportkit.build(source, formats=["png"], dpi=36).is_fine
    assert len(list(folder.iterdir())) == before + 1
    source.write_text(LONG.rpartition("  - ")[0])
    built = reportkit.build(source, formats=["png"], dpi=36)
    assert len(built.pages) == before - 1
    assert {*built.pages, folder / "page-001-mine.png"} == set(folder.iterdir())


def test_pictures_need_a_library_that_a_finding_names(
    project: Project, here: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.press.pictures.find_spec", lambda _: None)
    run = here("build", "-f", "png,html", cwd=project({"sources/a.yaml": "title: A\n"}))
    assert run.returncode == 3
    assert "pip install 'reportkit[png]'" in run.stderr
    assert run.stdout == ""


def test_a_card_leaves_out_what_it_has_no_room_for() -> None:
    cover = Cover("Kicker " * 12, "Word " * 60, "S" * 90, None, ("A",), "O", Html("n"))
    small = as_card(replace(plain_view(), cover=cover)).cover
    assert len(small.title) <= 150
    assert len(small.kicker) <= 64
    assert (small.subtitle, small.authors, small.notice, small.organisation) == ("", (), "", "O")


def plain_view() -> ReportView:
    diagnostics, workspace = Diagnostics(), Workspace(CASES.parent)
    source = read(CASES / "minimal/briefing.yaml", workspace, diagnostics)
    result = compose(source, diagnostics, CASES, workspace) if source else None
    assert result
    return result.report


def test_a_page_names_its_card_by_a_template_of_the_project(project: Project) -> None:
    docs = (ROOT / "docs/formats.md").read_text("utf-8")
    (head,) = re.findall(r"```html\+jinja\n(.*?)```", docs, re.DOTALL)
    root = project({"sources/a.yaml": "title: A\n", "templates/head.html": head})
    page = reportkit.build(root / "sources/a.yaml", formats=["html"]).files["html"].read_text()
    assert '<meta property="og:image" content="https://example.org/' in page


@pytest.mark.parametrize("name", ["institute", "ministry", "ledger", "broadsheet", "plain"])
def test_nothing_on_a_card_lies_over_anything_else(name: str, tmp_path: Path) -> None:
    """For the longest title that it holds, in every theme: all words are there, apart."""
    title = " ".join(["Rivers"] * 21)
    briefing = {
        "title": title,
        "organisation": "The Institute for Made-up Rivers",
        "series": "A made-up series",
        "date": "2026-03",
        "handling": {"tlp": "amber+strict", "text": "Only for the made-up group"},
    }
    (tmp_path / "reportkit.toml").touch()
    (tmp_path / "a.yaml").write_text(json.dumps(briefing))
    pdfs_made: list[bytes] = []
    draw = pictures.pages

    def pages(pdf: bytes, dots: float) -> Iterator[bytes]:
        pdfs_made.append(pdf)
        return draw(pdf, dots)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "pages", pages)
        assert reportkit.build(tmp_path / "a.yaml", formats=["png"], theme=name, dpi=36).is_fine
    (card,) = pypdfium2.PdfDocument(pdfs_made[0])
    text = card.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    said = "".join(text.get_text_range().split())
    assert said.count("Rivers") == 22
    assert said.count("TLP:AMBER+STRICT") == 2
    width, height = card.get_size()
    for at, (left, foot, right, head) in enumerate(boxes):
        assert left >= 0
        assert foot >= 0
        assert right <= width
        assert head <= height
        for other in boxes[at + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            along = min(head, other[3]) - max(foot, other[1])
            assert across < 1 or along < 3, (text.get_text_bounded(*boxes[at]), other)
