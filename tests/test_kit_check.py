"""`reportkit themes check` tells what is wrong with a theme, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Cli, Project

from reportkit import theme
from reportkit.diagnostics import Diagnostics
from reportkit.kit import contract, contrast, fonts, inks, pages, showcase
from reportkit.kit.showcase import Piece
from reportkit.theme.slips import slip
from reportkit.view import language
from reportkit.workspace import Workspace

NAMES = theme.themes(Path("none"))
House = Callable[..., list[str]]


@pytest.fixture
def house(project: Project, here: Cli) -> House:
    """What is found in a theme that extends plain and has this stylesheet, a line each."""

    def check(css: str, *arguments: str, name: str = "theme.css") -> list[str]:
        root = project({"styles/house/theme.toml": 'parent = "plain"', f"styles/house/{name}": css})
        options = arguments or ("--styles",)
        result = here("themes", "check", "house", *options, cwd=root, env={"NO_COLOR": "1"})
        return result.stdout.splitlines()

    return check


@pytest.mark.parametrize("name", NAMES)
def test_the_stylesheets_of_the_themes_that_come_along_have_no_fault(
    name: str, project: Project, here: Cli
) -> None:
    result = here("themes", "check", name, "--styles", "--strict", cwd=project({}))
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("file", ["theme.css", "letter.css", "screen.css"])
def test_a_token_that_there_is_not_is_told_with_its_place_and_what_was_meant(
    file: str, house: House
) -> None:
    found = house(".part {\n  color: var(--rk-acent);\n}", name=file)
    assert found[0] == "error[RK0409]: there is no token --rk-acent"
    assert found[1].strip() == f"--> styles/house/{file}:2:14"
    assert "  = did you mean `--rk-accent`?" in found


@pytest.mark.parametrize(
    ("css", "token"),
    [
        (":root { --rk-acent: red }", "--rk-acent"),
        (".part { --rk-acent: red }", "--rk-acent"),
        (":root { --RK-accent: red; --rk-Accent: red }", "--RK-accent"),
        (":root, .part { --rk-acent: red }", "--rk-acent"),
    ],
)
def test_a_token_that_nothing_asks_for_is_told(css: str, token: str, house: House) -> None:
    assert f"nothing asks for the token {token}" in house(css)[0]


def test_what_a_later_declaration_replaces_is_read_as_well(house: House) -> None:
    assert "no token --rk-acent" in house(".part { color: var(--rk-acent); color: red }")[0]


def test_tokens_of_its_own_and_fallbacks_are_no_fault(house: House) -> None:
    css = ":root { --rk-own: 1pt } .part { border-width: var(--rk-own); margin: var(--x, 0) }"
    assert house(css) == []


@pytest.mark.parametrize(
    "css",
    [
        ".keyfigures { margin: 0 }",
        ".part { & .keyfigures { margin: 0 } }",
        "@media print { .part :is(.topic, .keyfigures) { margin: 0 } }",
    ],
)
def test_a_class_outside_the_contract_is_told(css: str, house: House) -> None:
    found = house(css)
    assert found[0] == "error[RK0410]: the class keyfigures is not in the contract"
    assert "  = did you mean `key-figures`?" in found
    assert found[1].endswith(f":1:{css.index('keyfigures') + 1}")


def test_a_class_of_a_template_of_its_own_is_known(project: Project, here: Cli) -> None:
    root = project(
        {
            "styles/house/theme.toml": 'parent = "plain"',
            "styles/house/theme.css": ".own-crest { margin: 0 }",
            "styles/house/templates/parts/cover.html": '<div class="own-crest"></div>',
        }
    )
    result = here("themes", "check", "house", "--styles", cwd=root)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("css", "column"),
    [
        (".part { @media print { margin: 0 } }", 9),
        ("@media print { @media (color) { .part { margin: 0 } } }", 16),
        ("@supports (color: red) { .part { & .topic { @media print { margin: 0 } } } }", 45),
    ],
)
def test_nested_media_is_told(css: str, column: int, house: House) -> None:
    found = house(css)
    assert found[0] == "error[RK0412]: @media is nested, which print ignores"
    assert found[1].endswith(f":1:{column}")


def test_media_nested_in_a_stylesheet_for_browsers_is_no_fault(house: House) -> None:
    css = "@media screen { @media (min-width: 60rem) { .part { @media print { margin: 0 } } } }"
    assert house(css, name="screen.css") == []


@pytest.mark.parametrize(
    ("css", "where"),
    [
        (":root { --rk-muted: #999 }", "in print and on light screens: --rk-muted on --rk-paper"),
        (":root { --rk-muted: light-dark(#555, #333) }", "on dark screens: --rk-muted"),
        (".callout { color: #999; background: #fff }", "in print and on screens: #999 on #fff"),
        (".callout { color: hsl(0 0% 60%); background: var(--rk-paper) }", "light screens: hsl"),
    ],
)
def test_text_that_is_too_faint_is_told_for_print_and_for_screens(
    css: str, where: str, house: House
) -> None:
    found = [line for line in house(css) if line.startswith("warning[RK0411]")]
    assert any(where in line for line in found)


def test_a_colour_that_is_too_faint_is_told_once_where_it_is_given(house: House) -> None:
    """With whatever else has its value; what screens alone read is not said of print."""
    css = """:root { --rk-ink: light-dark(#999, #fff) }
    @media screen { :root { --rk-ink: #eee } .callout { color: #bbb; background: #fff } }
    """
    found = house(css)
    told = [line for line in found if "RK0411" in line]
    places = [line.rpartition("css:")[2] for line in found if "-->" in line]
    assert [line.partition("faint ")[2].partition(" has")[0] for line in told] == [
        "in print and on light screens: --rk-ink on --rk-paper",
        "on screens: #bbb on #fff",
    ]
    assert places == ["1:9", "2:57"]
    so_are = next(line for line in found if "so are" in line)
    assert "--rk-ink on --rk-tint" in so_are


def test_a_pen_that_slips_is_told_and_nothing_is_made(project: Project, here: Cli) -> None:
    """By every build, since what stands behind it is lost without a word."""
    css = ".part { margin: 0 }\n/* never ends\n.topic { margin: 0 }"
    files = {"styles/user.css": css, "sources/a.yaml": "title: Made-up"}
    root = project(files)
    result = here("build", "-f", "html", cwd=root, env={"NO_COLOR": "1"})
    assert result.returncode == 1
    assert "error[RK0504]: this style cannot be read: a comment is not closed" in result.stderr
    assert "--> styles/user.css:2:1" in result.stderr
    assert not (root / "out").exists()


@pytest.mark.parametrize(
    ("css", "told"),
    [
        (".a { b: calc(1pt; c: d }\n.e {}", ("a bracket is not closed", 1, 13)),
        (".a { b: 'x\n}", ("a string is not closed", 1, 9)),
        (".a {}}\n.b {}", ("nothing is open that the } could close", 1, 6)),
        ("@media print {\n .a { b: c }", ("a block is not closed", 1, 14)),
        ("/* it's } */ .a { b: '}' \"\\\"\" url(a) }", None),
        ("a[href='x'] { b: url(data:a;b,%3C(c) }", ("a bracket is not closed", 1, 21)),
    ],
)
def test_slips_have_their_place(css: str, told: tuple[str, int, int] | None) -> None:
    assert slip(css) == told


def test_a_stylesheet_that_nothing_reads_is_told(house: House) -> None:
    found = house(".part { margin: 0 }", name="them.css")
    assert found[0] == "warning[RK0402]: nothing reads the stylesheet them.css"
    assert "  = did you mean `theme.css`?" in found


def test_families_that_the_theme_does_not_bring_are_told_once(project: Project, here: Cli) -> None:
    """In rules, in tokens that have others' values, and in those that a parent gave."""
    css = """:root { --rk-font-text: "Bittre", "Amiri", serif; --rk-font-label: "PT Sans" }
    .part { font-family: "Comic Sans MS", cursive }
    .topic { font: 400 12pt/14pt PT Sans; font-family: inherit }
    .quote { font: 400 12pt/14pt Helvetica }
    """
    fonts = '[fonts."PT Sans"]\npackage = "PT Sans"\nnormal = [400]'
    files = {
        "styles/house/theme.toml": f'parent = "plain"\n{fonts}',
        "styles/house/theme.css": css,
    }
    options = ("--styles", "--diagnostic-format", "short")
    result = here("themes", "check", "house", *options, cwd=project(files))
    found = [
        line.replace("the theme brings no font for ", "") for line in result.stdout.split("\n")
    ]
    assert [line.removeprefix("styles/house/theme.").partition(" [")[0] for line in found[:-1]] == [
        "css:1:9: error: --rk-font-text",
        "toml: error: --rk-font-code",
        'css:2:13: error: `font-family: "Comic Sans MS", cursive`',
        "css:4:14: error: `font: 400 12pt/14pt Helvetica`",
    ]


MARKUP = """
<body class="report"><header class="cover"><p class="cover-date">2031</p></header><main>
<ol class="timeline"><li class="event"><strong class="event-date">2030</strong></li></ol>
<div class="callout"><p class="callout-title">Mind</p><p class="own-a">A</p></div>
<div class="table"><table><tr><th>A <span class="table-unit">kg</span></th></tr></table></div>
<div class="own-b"><p>B</p></div><div class="own-c"><p>C</p></div><p class="own-d">D</p>
<div class="own-e"><p>E</p></div>
<ul class="points"><li class="point">One</li></ul></main></body>
"""
FAINT = """\
.timeline .event-date { color: #ccc }
.callout { background: light-dark(#222, #111) }
.table { & th .table-unit { color: light-dark(#bbb, #fff) } }
.point { color: light-dark(#555, var(--rk-own)) }
:root { --rk-own: #333 }
@media screen { .own-d { color: light-dark(#ccc, #fff) } }
@page cover { background: #eee }
.cover .cover-date { color: light-dark(#ddd, #fff) }
.own-a { color: #fff }
.own-b { background: url(a.png); color: #ddd }
.own-c { --rk-own: light-dark(#333, #ddd) }
.own-c p { color: #eee }
.report .own-c p { color: var(--rk-own) }
.own-e { opacity: 40% }
.footnote .footnote-number { color: #ddd }
"""


def test_text_is_judged_against_what_it_stands_on_by_whichever_rules(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In print, by light and in the dark, with the place of the rule that is read last."""
    files = {"styles/house/theme.toml": 'parent = "plain"', "styles/house/theme.css": FAINT}
    root = project(files)
    monkeypatch.chdir(root)
    workspace, found = Workspace(root), Diagnostics()
    house = theme.load("house", workspace, found)
    assert house
    inks.check(MARKUP, house, workspace, found)
    told = [(str(item.span), item.message.partition("faint ")[2]) for item in found]
    lines = [(place.split(":")[1], said.partition(" has")[0]) for place, said in told]
    assert lines == [
        ("7", "in print: #ddd on #eee, in .cover-date"),
        ("1", "in print: #ccc on #ffffff, in .event-date"),
        ("2", "in print: #000000 on #222, in .callout-title"),
        ("3", "in print: #bbb on #ffffff, in .table-unit"),
        ("14", "in print: #000000 of opacity 0.4 on #ffffff, in p"),
        ("15", "in print: #ddd on #ffffff, in .footnote-number"),
        ("8", "on light screens: #ddd on #ffffff, in .cover-date"),
        ("6", "on light screens: #ccc on #ffffff, in .own-d"),
        ("4", "on dark screens: #333 on #000000, in .point"),
    ]
    assert all(place.startswith("styles/house/theme.css") for place, _ in told)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast.contrast("#000", "white") == pytest.approx(21)
    assert contrast.contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)
    assert contrast.contrast("rgb(0 0 0 / .5)", "#fff") == pytest.approx(3.95, abs=0.05)
    assert contrast.contrast("#000", "#fff", opacity=0.5) == pytest.approx(3.95, abs=0.05)
    assert contrast.contrast("#000", "rgb(0 0 0 / .5)") is None


@pytest.mark.parametrize(
    ("name", "css", "line", "place"),
    [
        ("browser-print.css", ".part { color: var(--rk-inc) }", "no token --rk-inc", "1:16"),
        ("browser-marked.css", ".keyfigures { margin: 0 }", "class keyfigures", "1:2"),
        ("theme.css", ".part {\n  color: red;\n", "a block is not closed", "1:7"),
        ("theme.css", "/* { */ .part { content: '{' }", "", ""),
        ("theme.css", ".part { color; margin: 0 }", "it is no rule and no value", "1:9"),
        ("theme.css", "@import 'other.css';", "browsers know no @import", "1:1"),
        ("theme.css", ".part { color: var(--rk-inc, red) }", "no token --rk-inc", "1:20"),
        ("theme.css", ":root { --rk-ink: var(--rk-ink) }", "--rk-ink has no value", "1:9"),
    ],
)
def test_every_stylesheet_is_read_to_its_end(
    name: str, css: str, line: str, place: str, house: House
) -> None:
    found = house(css, name=name)
    assert (line in found[0], found[1].endswith(f"{name}:{place}")) if line else found == []


def test_a_value_that_a_token_cannot_have_is_told_where_it_is_given(house: House) -> None:
    """Not rule by rule, as the press would; what only a browser can reckon passes."""
    css = """:root {
      --rk-ink: #12;
      --rk-tint: light-dark(#000);
      --rk-side: red;
      --rk-gutter: calc(2 * 3zz);
      --rk-font-text: X, serif;
      --rk-data-2: ;
      --rk-rule: color-mix(in srgb, red, blue);
      --rk-aside: max(3rem, 4%);
      --rk-head-top: auto;
    }"""
    found = house(css, "--styles", "--diagnostic-format", "short")
    told = [
        re.sub(r".*css:(\d+):\d+: error: the t\w+ | \[RK0409\]", r"\1 ", line) for line in found
    ]
    assert [line.strip() for line in told if "RK0411" not in line] == [
        "2 --rk-ink is a colour, and #12 is none",
        "3 --rk-tint is a colour, and nothing is none",
        "4 --rk-side is a length, and red is none",
        "5 --rk-gutter is a length, and calc(2 * 3zz) is none",
        "6 brings no font for --rk-font-text",
        "7 --rk-data-2 is a colour, and nothing is none",
    ]


@pytest.mark.parametrize("name", ["theme.css", "screen.css"])
def test_a_stylesheet_that_is_not_utf_8_is_told_and_nothing_is_made(
    name: str, project: Project, here: Cli
) -> None:
    """By the build as by the check, with its place."""
    root = project(
        {
            "styles/house/theme.toml": 'parent = "plain"',
            f"styles/house/{name}": b".part { margin: 0 }\n/* caf\xe9 */",
            "sources/a.yaml": "title: Made-up",
        }
    )
    commands = [("build", "-t", "house", "-f", "html")]
    commands += [("themes", "check", "house", "--styles")]
    for command in commands:
        result = here(*command, cwd=root, env={"NO_COLOR": "1"})
        told = result.stderr + result.stdout
        assert (result.returncode, "the stylesheet is not UTF-8" in told) == (1, True), command
        assert f"styles/house/{name}:2:7" in told
    assert not (root / "out").exists()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("parts/cover.html", "{% if %}", "error[RK0403]: the template cannot be read"),
        ("parts/cover.html", b"caf\xe9", "error[RK0403]: the template parts/cover.html is not"),
        ("parts/cover.html", "{{ cover.titel }}", "error[RK0404]: the template asks for what"),
        ("parts/covr.html", "", "warning[RK0403]: nothing asks for the template parts/covr.html"),
    ],
)
def test_templates_are_read_with_the_styles(
    name: str, text: str | bytes, told: str, project: Project, here: Cli
) -> None:
    root = project(
        {"styles/house/theme.toml": 'parent = "plain"', f"styles/house/templates/{name}": text}
    )
    result = here("themes", "check", "house", "--styles", cwd=root, env={"NO_COLOR": "1"})
    found = result.stdout.splitlines()
    assert found[0].startswith(told)
    assert f"--> styles/house/templates/{name}" in found[1]
    assert (result.returncode, "did you mean" in result.stdout) == (
        int(told.startswith("error")),
        "titel" in str(text) or "covr" in name,
    )


def test_a_template_that_another_one_names_is_asked_for(project: Project, here: Cli) -> None:
    root = project(
        {
            "styles/house/theme.toml": 'parent = "plain"',
            "styles/house/templates/notes.html": '{% include "own/notes.html" %}',
            "styles/house/templates/own/notes.html": "<p></p>",
        }
    )
    result = here("themes", "check", "house", "--styles", cwd=root)
    assert (result.returncode, result.stdout) == (0, "")


def test_a_font_that_is_not_installed_is_told_with_the_line_to_type(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fonts.version

    def asked(name: str) -> str:
        if name in ("fontpkg-bitter", "fontpkg-amiri"):
            raise fonts.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(fonts, "version", asked)
    found = house("")
    assert "error[RK0405]: the font Bitter is not installed" in found
    assert "note[RK0405]: the font Amiri is not installed" in found
    assert "  = install it: pip install fontpkg-bitter" in found


def test_a_font_that_is_not_installed_has_its_place(project: Project, here: Cli) -> None:
    """In a theme and in a brand, for the check as for the build."""
    font = '\n[fonts."House"]\npackage = "No Such"\nnormal = [400]'
    files = {
        "styles/house/theme.toml": f'parent = "plain"{font}',
        "sources/a.yaml": "title: Made-up",
        "own/reportkit.toml": "",
        "own/_brand.yml": "typography:\n  base: No Such",
        "own/sources/a.yaml": "title: Made-up",
    }
    root = project(files)
    house = root, "styles/house/theme.toml:2:9"
    commands = {
        ("themes", "check", "house", "--styles"): house,
        ("build", "-t", "house", "-f", "html"): house,
        ("build", "-f", "html"): (root / "own", "_brand.yml:2:3"),
    }
    for command, (folder, place) in commands.items():
        result = here(*command, "--diagnostic-format", "short", cwd=folder)
        said = f"{place}: error: the font No Such is not installed [RK0405]"
        assert said in (result.stdout + result.stderr).splitlines()


def test_a_theme_that_there_is_not_is_told(project: Project, here: Cli) -> None:
    result = here("themes", "check", "plian", cwd=project({}))
    assert result.returncode == 2
    assert "did you mean `plain`?" in result.stdout


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the showcase have the reports that are quick to print, and one language."""

    def pieces(folder: Path, lacking: object) -> Iterator[Piece]:
        yield from showcase.stress()
        yield from (piece for tag, piece in showcase.labels(folder) if tag == "ru")

    monkeypatch.setattr(pages, "_pieces", pieces)


@pytest.mark.usefixtures("few")
def test_a_theme_with_pages_as_they_should_be_passes(house: House) -> None:
    assert house(":root { --rk-accent: light-dark(#8a1f1f, #f0a39a) }", "--strict") == []


@pytest.mark.usefixtures("few")
def test_faults_of_pages_are_told(house: House) -> None:
    css = """
    :root { --rk-part-below: 100mm; --rk-page-bottom: 180mm; --rk-hyphens: often }
    .point { colour: red }
    .table-grid { width: 300mm }
    """
    said = "\n".join(house(css, "--color", "never"))
    assert re.search(r"RK0413\]: the stress has \d+ pages, not 4 to 18\n *--> styles/house/", said)
    assert re.search(r"RK0504\]: .*colour.*\n *--> styles/house/theme.css:3:10", said)
    wide = re.findall(r"RK0512\]: the table is wider than its page.*\n *--> (.*)", said)
    assert wide == ["styles/house/theme.toml"]
    assert "so in " in said
    ignored = (
        r"RK0504\]: ignored `hyphens: often`, invalid value\n *--> styles/house/theme.css:2:58"
    )
    assert len(re.findall(ignored, said)) == 1


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_the_themes_that_come_along_have_no_fault(name: str, project: Project, here: Cli) -> None:
    result = here("themes", "check", name, "--strict", cwd=project({}))
    assert (result.returncode, result.stdout) == (0, "")


def test_the_showcase_has_all_languages_and_a_title_of_300_characters(tmp_path: Path) -> None:
    found = dict(showcase.labels(tmp_path))
    assert tuple(found) == language.shipped()
    for tag, piece in found.items():
        assert f"\nlanguage: {tag}\n" in piece.source.read_text("utf-8")
    stress, bare = (piece.source.read_text("utf-8") for piece in showcase.stress())
    assert len(re.findall(r"^title: (.*)$", stress, re.MULTILINE)[0]) == 300
    assert stress.count("Made-up basin") == 60
    assert "\ntitle: A\n" in bare


def test_the_contract_is_read_from_its_list() -> None:
    found = contract.read()
    assert {"--rk-accent", "--rk-hairline"} <= found.tokens
    assert {"key-figures", "callout-warning"} <= found.classes
