"""The plain press: what is in the PDF; test_press_findings.py has what cannot be printed."""

from __future__ import annotations

import logging
import os
import re
import shutil
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
import verapdf
import weasyprint
from PIL import Image

from reportkit.diagnostics import Diagnostic, Diagnostics, Span
from reportkit.press import Manuscript, Part, print_pdf
from reportkit.press.fontconfig import ALIASES, only_fonts
from reportkit.theme import Face, fonts
from reportkit.workspace import Workspace

SERIF = Face("House Serif", 400, "normal", "Source Serif 4", (("opsz", 10.0),), "serif")
SANS = Face("House Sans", 400, "normal", "Source Sans 3", (), "sans-serif")
MONO = Face("House Mono", 400, "normal", "IBM Plex Mono", (), "monospace")

HEAD = """<title>Trade: A made-up report</title>
<meta name="author" content="Ann Example">
<meta name="author" content="Bob Example">
<meta name="description" content="What a made-up report says.">
<meta name="dcterms.created" content="2025-03-02">
<link rel="stylesheet" href="file:///report/styles/report.css">"""


@dataclass(frozen=True, slots=True)
class Print:
    """What came of printing."""

    pdf: bytes | None
    findings: list[Diagnostic]

    @property
    def reader(self) -> pypdf.PdfReader:
        assert self.pdf, self.findings
        return pypdf.PdfReader(BytesIO(self.pdf))

    @property
    def said(self) -> list[str]:
        """Each finding as `severity CODE message`."""
        return [f"{item.severity.value} {item.code} {item.message}" for item in self.findings]

    @property
    def text(self) -> str:
        return "\n".join(page.extract_text() for page in self.reader.pages)


def font_folder(*faces: Face) -> Path:
    diagnostics = Diagnostics()
    folder = fonts.prepare(faces, Path(os.environ["REPORTKIT_CACHE"]), diagnostics)
    assert folder, list(diagnostics)
    return folder.path


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    """A page that says hello; its folders are `styles` and `sources` in a new project."""
    return make_manuscript(tmp_path / "project")


def make_manuscript(project: Path) -> Manuscript:
    mounts = {name: (project / name,) for name in ("styles", "sources")}
    for (folder,) in mounts.values():
        folder.mkdir(parents=True)
    (project / "styles/report.css").write_text("")
    folder = font_folder(SERIF, SANS, MONO)
    return Manuscript("en", "ltr", HEAD, "report", (part("<h1>Hello</h1>"),), mounts, folder)


def part(html: str) -> Part:
    return Part("a", f'<section id="a">{html}</section>')


def press(
    manuscript: Manuscript,
    *html: str,
    css: str = "",
    locate: Callable[[str], Span | None] = lambda _: None,
) -> Print:
    """Print `manuscript`, with the parts `html` and the stylesheet `css` if they are given."""
    folder = manuscript.mounts["styles"][0]
    if css:
        (folder / "report.css").write_text(css)
    if html:
        parts = tuple(
            Part(f"p{i}", f'<section id="p{i}">{text}</section>') for i, text in enumerate(html)
        )
        manuscript = replace(manuscript, parts=parts)
    diagnostics = Diagnostics()
    pdf = print_pdf(manuscript, Workspace(folder.parent), diagnostics, locate)
    return Print(pdf, list(diagnostics))


def font_names(reader: pypdf.PdfReader) -> set[str]:
    fonts = (page["/Resources"]["/Font"] for page in reader.pages)
    return {font.get_object()["/BaseFont"].partition("+")[2] for f in fonts for font in f.values()}


def elements(reader: pypdf.PdfReader) -> list[Any]:
    """The elements of the structure tree in reading order."""

    def walk(node: Any) -> list[Any]:
        node = node.get_object()
        kids = node.get("/K", []) if isinstance(node, dict) else []
        kids = kids if isinstance(kids, list) else [kids]
        own = [node] if isinstance(node, dict) and "/S" in node else []
        return own + [found for kid in kids for found in walk(kid)]

    return walk(reader.trailer["/Root"]["/StructTreeRoot"])


def of_kind(reader: pypdf.PdfReader, kind: str) -> list[Any]:
    return [element for element in elements(reader) if element["/S"] == kind]


# What is in the PDF.


def test_the_pdf_says_what_the_report_is(manuscript: Manuscript) -> None:
    reader = press(manuscript).reader
    assert reader.metadata
    assert reader.metadata.title == "Trade: A made-up report"
    assert reader.metadata.author == "Ann Example, Bob Example"
    assert reader.metadata.subject == "What a made-up report says."
    assert reader.metadata.creation_date_raw == "D:20250302"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [item.title for item in reader.outline] == ["Hello"]


def test_only_the_fonts_of_the_theme_are_used(manuscript: Manuscript) -> None:
    css = 'h1 { font-family: Arial } p { font-family: sans-serif } h2 { font-family: "House Mono" }'
    html = "<h1>Heading</h1><h2>Head</h2><p>Prose <code>code</code> Привет"
    names = font_names(press(manuscript, html, css=css).reader)
    assert {name.rstrip(",").split("-Bold")[0] for name in names} <= {
        *("House-Serif", "House-Sans", "House-Mono")
    }


def test_generic_families_are_those_of_the_theme(manuscript: Manuscript) -> None:
    for family, name in (("serif", "House-Serif"), ("sans-serif", "House-Sans")):
        css = f"body {{ font-family: {family} }}"
        assert font_names(press(manuscript, "<p>x", css=css).reader) == {name}


def test_generic_families_follow_the_theme_within_a_process(
    manuscript: Manuscript, tmp_path: Path
) -> None:
    swapped = tmp_path / "fonts"
    shutil.copytree(manuscript.font_folder, swapped)
    aliases = (swapped / ALIASES).read_text("utf-8")
    (swapped / ALIASES).write_text(aliases.replace("House Sans", "House Serif"), "utf-8")
    css = "body { font-family: sans-serif }"
    for folder, name in ((manuscript.font_folder, "House-Sans"), (swapped, "House-Serif")):
        found = press(replace(manuscript, font_folder=folder), "<p>x", css=css)
        assert font_names(found.reader) == {name}


def test_one_process_prints_in_the_fonts_of_two_themes(manuscript: Manuscript) -> None:
    for face in (SERIF, MONO, SERIF):
        alone = replace(manuscript, font_folder=font_folder(face))
        name = face.family.replace(" ", "-")
        assert font_names(press(alone, "<p>x").reader) == {name}


def test_contents_show_page_numbers(manuscript: Manuscript) -> None:
    css = (
        'section { break-before: page } a::after { content: " " target-counter(attr(href), page) }'
    )
    found = press(
        manuscript, '<h1>A</h1><a href="#p2">To C</a>', "<h1>B</h1>", "<h1>C</h1>", css=css
    )
    assert "To C 3" in found.text


def test_printing_twice_in_two_folders_gives_the_same_bytes(tmp_path: Path) -> None:
    html = '<h1>A</h1><p><img src="file:///report/sources/a.png" alt="x"><a href="#p0">y</a>'
    made = []
    for name in ("one", "another/deep"):
        manuscript = make_manuscript(tmp_path / name)
        Image.new("RGB", (2, 2), "red").save(manuscript.mounts["sources"][0] / "a.png")
        made.append(press(manuscript, html).pdf)
    assert made[0]
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]


def test_an_image_is_read_from_its_mount_and_recorded(manuscript: Manuscript) -> None:
    path = manuscript.mounts["sources"][0] / "a b.png"
    Image.new("RGB", (3, 5), "red").save(path)
    html = part('<h1>A</h1><img src="file:///report/sources/a%20b.png" alt="x">')
    workspace = Workspace(path.parent.parent)
    pdf = print_pdf(replace(manuscript, parts=(html,)), workspace, Diagnostics())
    assert pdf
    (image,) = pypdf.PdfReader(BytesIO(pdf)).pages[0].images
    assert image.image
    assert image.image.size == (3, 5)
    assert list(workspace.reads) == [manuscript.mounts["styles"][0] / "report.css", path]


STRUCTURE = """<h1>Head</h1>
<p>A word in <span lang="fr">français</span>, <code>code</code> and <q>quoted</q>.</p>
<p><a href="#p0">A link to <em>itself</em></a> and
<a href="https://example.org/page">another</a>.</p>
<table><thead><tr><th>Year</th><th scope="col">Trade</th></tr></thead>
<tbody><tr><th scope="row">2024</th><td>1</td></tr></tbody></table>
<ul><li>One<ul><li>Two</li></ul></li></ul>
<p>Text<span class="note" role="doc-footnote">A note.</span></p>"""
STRUCTURE_CSS = """
@page { @bottom-center { content: "running matter " counter(page) }
        @top-left { content: element(head) } }
.note { float: footnote }
"""


def test_a_phrase_keeps_its_language(manuscript: Manuscript) -> None:
    reader = press(manuscript, STRUCTURE).reader
    assert [e["/Lang"] for e in elements(reader) if "/Lang" in e] == ["fr"]


def test_head_cells_say_what_they_head(manuscript: Manuscript) -> None:
    heads = of_kind(press(manuscript, STRUCTURE).reader, "/TH")
    assert [head["/A"]["/Scope"] for head in heads] == ["/Column", "/Column", "/Row"]


def test_code_quotes_and_notes_are_what_they_are(manuscript: Manuscript) -> None:
    kinds = [e["/S"] for e in elements(press(manuscript, STRUCTURE, css=STRUCTURE_CSS).reader)]
    assert {"/Code", "/Quote", "/Note"} <= set(kinds)


def test_a_link_says_where_it_leads_and_is_printed(manuscript: Manuscript) -> None:
    reader = press(manuscript, STRUCTURE).reader
    links = [a.get_object() for a in reader.pages[0]["/Annots"]]
    links = [link for link in links if link["/Subtype"] == "/Link"]
    contents = [link["/Contents"] for link in links]
    assert contents == ["A link to itself", "itself", "another"]
    assert {link["/F"] for link in links} == {4}


def test_running_matter_is_not_read_aloud(manuscript: Manuscript) -> None:
    reader = press(manuscript, STRUCTURE, css=STRUCTURE_CSS).reader
    assert "running matter 1" in reader.pages[0].extract_text()
    content = reader.pages[0]["/Contents"].get_object().get_data()
    numbers = {int(number) for number in re.findall(rb"/MCID (\d+)", content)}
    assert numbers == {kid for e in elements(reader) for kid in e["/K"] if isinstance(kid, int)}


PAGES = {
    "structure": (STRUCTURE, STRUCTURE_CSS),
    "margin link": (
        '<p class="run"><a href="#p0">Home</a></p><h1>A</h1>',
        ".run { position: running(head) } @page { @top-left { content: element(head) } }",
    ),
    "long table": (
        "<h1>A</h1><table><caption>Made up</caption><thead><tr><th>N</th></tr></thead><tbody>"
        + "".join(f"<tr><td>{n}</td></tr>" for n in range(120))
        + "</tbody></table>",
        "",
    ),
    "contents": (
        '<h1>A</h1><ol><li><a href="#p0">A</a></li></ol>',
        "li { list-style: none } a::after { content: target-counter(attr(href), page) }",
    ),
    "drawing": (
        '<h1>A</h1><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        "<title>A line</title><path d='M0 0L9 9' stroke='black'/></svg>",
        "",
    ),
}


def test_pdfs_hold_to_pdf_ua(tmp_path: Path) -> None:
    """veraPDF finds nothing against PDF/UA-1 in any kind of page."""
    paths = []
    for name, (html, css) in PAGES.items():
        found = press(make_manuscript(tmp_path / name), html, css=css)
        assert found.pdf, found.findings
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(found.pdf)
    assert verapdf.failures(paths) == {path: [] for path in paths}


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    """A list item that holds a paragraph breaks rule 7.2-20; what is not archival says so."""
    found = press(make_manuscript(tmp_path / "project"), "<h1>A</h1><ul><li><p>x</ul>")
    assert found.pdf
    path = tmp_path / "list.pdf"
    path.write_bytes(found.pdf)
    missing, line = verapdf.failures([path], archival=[path])[path]
    assert missing == "does not claim PDF/A-3A"
    assert line.startswith("7.2-20 LI element contains P")


def test_the_press_leaves_the_process_as_it_was(manuscript: Manuscript) -> None:
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate, list(logger.handlers), warnings.filters[:])
    environ = dict(os.environ)
    press(manuscript, css="h1 { colour: red }")
    assert (logger.level, logger.propagate, list(logger.handlers), warnings.filters) == before
    assert dict(os.environ) == environ


def test_fontconfig_is_told_of_one_folder_and_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "before")
    with only_fonts(tmp_path / "a & b"):
        text = Path(os.environ["FONTCONFIG_FILE"]).read_text()
    assert "<dir>" in text
    assert "a &amp; b</dir>" in text
    assert os.environ["FONTCONFIG_FILE"] == "before"


# The version that structure tags are made for.


def test_the_private_names_of_weasyprint_are_those_that_are_wrapped() -> None:
    """If this fails, the pin moved: go through tags, notes, breaks and lettering before that."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import block, page
    from weasyprint.pdf import stream, tags

    from reportkit.press.inside import PINNED

    assert weasyprint.__version__ == PINNED
    assert tags._build_box_tree.__code__.co_varnames[:7] == (
        *("box", "parent", "pdf", "page_number", "nums", "annotations", "tags"),
    )
    assert stream.Stream.marked.__wrapped__.__code__.co_varnames[:3] == ("self", "box", "tag")
    assert stream.Stream.artifact.__wrapped__.__code__.co_varnames[:1] == ("self",)
    assert boxes.MarginBox.descendants
    assert block._linebox_layout.__code__.co_varnames[:5] == (
        *("context", "box", "index", "child", "new_children"),
    )
    assert page.make_all_pages.__code__.co_varnames[:4] == ("context", "root_box", "html", "pages")


def test_another_weasyprint_prints_without_them_and_says_so(
    manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    found = press(manuscript, STRUCTURE)
    assert [item.code for item in found.findings] == ["RK0903"]
    assert all("/Lang" not in element for element in elements(found.reader))
