"""What cannot be printed, and what is said of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from test_press import (
    make_manuscript,
    press,
)

from reportkit.diagnostics import Diagnostic, Span
from reportkit.press import Manuscript


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    return make_manuscript(tmp_path / "project")


def test_a_missing_image_is_an_error_where_the_source_names_it(manuscript: Manuscript) -> None:
    url = "file:///report/sources/images/map.png"
    span = Span("a.yaml", 3, 5)
    html = f'<h1>A</h1><img src="{url}" alt="x"><img src="{url}" alt="y">'
    found = press(manuscript, html, locate={url: span}.get)
    assert found.pdf is None
    assert found.said == ["error RK0501 the image images/map.png cannot be found"]
    assert found.findings[0].span == span


def test_an_image_of_a_style_is_an_error_too(manuscript: Manuscript) -> None:
    found = press(manuscript, css="h1 { background: url(paper.png) }")
    assert found.said == ["error RK0501 the image paper.png cannot be found"]


def test_a_damaged_image_is_an_error(manuscript: Manuscript) -> None:
    for name in ("a.png", "b.svg"):
        (manuscript.mounts["sources"][0] / name).write_text("no image")
    html = "".join(f'<img src="file:///report/sources/{n}" alt="x">' for n in ("a.png", "b.svg"))
    assert press(manuscript, "<h1>A</h1>" + html).said == [
        "error RK0502 the image a.png cannot be used: it is damaged or of an unknown kind",
        "error RK0502 the image b.svg cannot be used: it is damaged or of an unknown kind",
    ]


def test_an_image_that_fails_while_it_is_drawn_is_an_error(manuscript: Manuscript) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use id="a" href="#a"/></svg>'
    )
    (manuscript.mounts["sources"][0] / "a.svg").write_text(svg)
    found = press(manuscript, '<h1>A</h1><img src="file:///report/sources/a.svg" alt="x">')
    assert found.said == ["error RK0502 the image a.svg cannot be drawn"]


def test_an_image_without_alternative_text_is_an_error(manuscript: Manuscript) -> None:
    Image.new("RGB", (2, 2)).save(manuscript.mounts["sources"][0] / "a.png")
    found = press(manuscript, '<h1>A</h1><img src="file:///report/sources/a.png">')
    assert found.said == ["error RK0502 the image a.png has no alternative text"]


def test_a_character_that_no_font_has_is_an_error_where_it_stands(manuscript: Manuscript) -> None:
    found = press(manuscript, "<h1>A ☃ ☃</h1>", locate={"☃": Span("a.yaml", 2, 7)}.get)
    expected = "error RK0503 no font of the theme has the character “☃” (U+2603, snowman)"
    assert found.said == [expected]
    assert found.findings[0].span == Span("a.yaml", 2, 7)


def test_characters_of_a_script_that_no_font_has_are_one_error(manuscript: Manuscript) -> None:
    places = {c: Span("a.yaml", 3, column) for column, c in enumerate("いろはにほへとちりぬる", 1)}
    found = press(manuscript, "<h1>A</h1><p>るいろは</p><p>にほへとちりぬ</p>", locate=places.get)
    expected = "error RK0503 no font of the theme has 11 Chinese or Japanese characters: "
    assert found.said == [expected + "い ろ は に ほ へ と ち り ぬ …"]
    assert found.findings[0].span == Span("a.yaml", 3, 1)
    assert "pip install justmytype-intl-cjk" in found.findings[0].hints[0]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "file:///report/../x.png"]
)
@pytest.mark.parametrize(
    "html",
    [
        '<img src="{}" alt="x">',
        '<link rel="attachment" href="{}">',
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{}"/></svg>',
        '<style>p {{ background: url("{}") }}</style><p>x</p>',
        '<style>@font-face {{ font-family: x; src: url("{}") }}</style>',
        '<style>@import url("{}");</style>',
    ],
)
def test_nothing_outside_the_project_is_used(manuscript: Manuscript, html: str, url: str) -> None:
    found = press(manuscript, "<h1>A</h1>" + html.format(url))
    assert found.pdf is None
    codes = {item.code for item in found.findings}
    assert "RK0505" in codes or "RK0509" in codes, found.said


def test_a_stylesheet_that_is_not_there_is_an_error(manuscript: Manuscript) -> None:
    (manuscript.mounts["styles"][0] / "report.css").unlink()
    found = press(manuscript)
    assert found.said == ["error RK0509 the stylesheet report.css cannot be found"]


def place(item: Diagnostic) -> str:
    assert item.span
    return f"{Path(item.span.file).name}:{item.span.line}:{item.span.column}"


def test_an_ignored_style_is_a_warning_at_its_line(manuscript: Manuscript) -> None:
    found = press(manuscript, css="h1 {\n  colour: red;\n  color: 3px }\n@foo;\nh1::bar(x) {}")
    assert found.pdf
    assert [f"{place(item)} {item.code} {item.message}" for item in found.findings] == [
        "report.css:2:3 RK0504 ignored `colour: red`, unknown property",
        "report.css:3:3 RK0504 ignored `color: 3px`, invalid value",
        "report.css:4:1 RK0504 unknown empty rule @foo",
        "report.css:5:1 RK0504 the selector h1::bar(x) is ignored: it is unknown",
    ]


def test_the_stylesheet_at_fault_is_named_among_several(manuscript: Manuscript) -> None:
    """A sheet goes on after those that it imports, so the last one fetched is not always it."""
    folder = manuscript.mounts["styles"][0]
    (folder / "one.css").write_text("\np { on: 1 }")
    (folder / "two.css").write_text("p {}\np { two: 1 }")
    css = '@import "one.css";\n@import "two.css";\n p { zero: 1 }'
    found = press(manuscript, css=css).findings
    assert [place(item) for item in found] == ["one.css:2:5", "two.css:2:5", "report.css:3:6"]


def test_a_style_that_is_ignored_for_its_tokens_has_its_place_and_a_mend(
    manuscript: Manuscript,
) -> None:
    css = ":root { --a: 3px }\nh1 { color:\n  var(--a); width: calc(2 * var(--none)) }"
    found = press(manuscript, css=css).findings
    assert [(place(item), item.message.partition("`,")[0]) for item in found] == [
        ("report.css:3:13", "ignored `width: calc(2 * )"),
        ("report.css:2:6", "ignored `color: 3px"),
    ]
    assert all("themes check tells which" in item.hints[0] for item in found)


def test_a_font_that_a_style_names_is_an_error_at_its_rule(manuscript: Manuscript) -> None:
    css = "h1 { margin: 0 }\n@font-face { font-family: 'Own'; src: url(own.ttf) }"
    (found,) = press(manuscript, css=css).findings
    assert (place(found), found.code) == ("report.css:2:1", "RK0507")
    assert "theme.toml" in found.hints[0]


def test_a_selector_that_is_nested_has_its_place(manuscript: Manuscript) -> None:
    (found,) = press(manuscript, css="h1 {\n  & b:hovr { margin: 0 }\n}").findings
    assert place(found) == "report.css:2:5"
    assert found.message == "the selector b:hovr is ignored: it is unknown"


def test_styles_for_small_screens_are_no_findings(manuscript: Manuscript) -> None:
    found = press(manuscript, css="@media screen and (max-width: 40rem) { p { colour: red } }")
    assert found.said == []


def test_other_media_queries_that_print_ignores_are_findings(manuscript: Manuscript) -> None:
    found = press(manuscript, css="@media print and (color) { p { color: red } }")
    assert [item.code for item in found.findings] == ["RK0504"]
    assert "belongs in screen.css" in found.findings[0].hints[0]


def test_a_link_that_points_nowhere_is_an_error_once(manuscript: Manuscript) -> None:
    css = "a::after { content: target-counter(attr(href), page) }"
    found = press(manuscript, '<h1>A</h1><a href="#x">1</a><a href="#x">2</a>', css=css)
    assert found.said == ["error RK0506 the link to #x points nowhere"]


def test_what_the_engine_says_besides_is_a_warning(manuscript: Manuscript) -> None:
    found = press(manuscript, css="section { display: grid; grid-template-rows: subgrid }")
    assert found.said == ["warning RK0507 subgrids are unsupported"]


def test_a_document_that_nests_too_deep_is_an_error(manuscript: Manuscript) -> None:
    found = press(manuscript, "<h1>A</h1>" + "<div>" * 500 + "x" + "</div>" * 500)
    assert found.said == ["error RK0508 the document nests too deep to be laid out"]


def test_what_breaks_the_engine_is_an_error(manuscript: Manuscript) -> None:
    found = press(manuscript, css="h1 { font-size: 1e30px }")
    (said,) = found.said
    assert said.startswith("error RK0508 the document cannot be laid out: ")


def test_a_folder_without_fonts_is_an_error(manuscript: Manuscript, tmp_path: Path) -> None:
    found = press(replace(manuscript, font_folder=tmp_path))
    assert [item.code for item in found.findings] == ["RK0407"]


def test_without_pango_the_line_to_type_is_given(manuscript: Manuscript) -> None:
    program = (
        "import cffi, sys\n"
        "def fail(*_): raise OSError(\"cannot load library 'libgobject-2.0-0'\")\n"
        "cffi.FFI.dlopen = fail\n"
        "sys.platform = 'linux'\n"
        "from pathlib import Path\n"
        "from reportkit.diagnostics import Diagnostics\n"
        "from reportkit.press import Manuscript, print_pdf\n"
        "from reportkit.workspace import Workspace\n"
        f"fonts = Path({str(manuscript.font_folder)!r})\n"
        "found = Diagnostics()\n"
        "manuscript = Manuscript('en', 'ltr', '', '', (), {}, fonts)\n"
        "assert print_pdf(manuscript, Workspace(fonts), found) is None\n"
        "for item in found: print(item.code, item.blame.value, *item.hints)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout == (
        "RK0901 3 install it: apt-get install --no-install-recommends"
        " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    ), run.stderr


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("ඇბ", "such as Noto Serif Georgian,"),
        ("☃", "such as Noto Sans Symbols 2,"),
        ("🙂", "such as Noto Emoji,"),
        ("ລາວ", "pip install justmytype-intl-sea"),
    ],
)
def test_a_character_that_no_font_has_is_said_with_a_font_that_has_it(
    manuscript: Manuscript, text: str, hint: str
) -> None:
    found = press(manuscript, f"<h1>A</h1><p>{text}</p>")
    assert any(hint in finding.hints[0] for finding in found.findings)
