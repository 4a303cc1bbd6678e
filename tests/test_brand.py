"""A brand gives any theme its colours, fonts and logo; what is wrong in it is found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, Project
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from verapdf import failures

from reportkit import brand, cli, theme
from reportkit.brand import colours
from reportkit.diagnostics import Diagnostics
from reportkit.theme import Theme, lookup
from reportkit.theme.tokens import dark_tokens, print_tokens
from reportkit.workspace import Workspace

MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="4" height="2"/>'
HOUSE = """
    meta: {name: The Made-up House}
    logo:
      images: {mark: {path: brand/mark.svg, alt: A square and a circle}}
      medium: mark
    color:
      palette: {plum: "#5b2a5e", deep: plum}
      foreground: {light: "#1d1b22", dark: "#f0eef2"}
      background: white
      primary: deep
      secondary: "#c0722a"
    typography:
      fonts:
        - {family: Bitter, source: google, weight: [400, 600]}
        - {family: PT Sans, source: google}
      base: {family: PT Sans, size: 11pt}
      headings: {family: Bitter, weight: semi-bold}
    defaults: {other-tool: {theme: dark}}
"""
SOURCE = "title: A made-up river\nsections: [{title: One, body: 'It *rises*: `x`.'}]\n"
FILES: dict[str, str | bytes] = {
    "_brand.yml": HOUSE,
    "brand/mark.svg": MARK,
    "sources/a.yaml": SOURCE,
}
Dressed = Callable[..., tuple[Theme | None, list[str]]]


def build(root: Path, *options: str) -> Result:
    return CliRunner().invoke(cli.reportkit, ["build", str(root / "sources/a.yaml"), *options])


@pytest.fixture
def dressed(project: Project, monkeypatch: pytest.MonkeyPatch) -> Dressed:
    """`dressed(text, name, files)`: a theme with the brand `text`, and the findings, shortened."""

    def run(
        text: str,
        name: str = "_brand.yml",
        files: Mapping[str, str | bytes] | None = None,
        house: str = "institute",
    ) -> tuple[Theme | None, list[str]]:
        root = project({name: text, **(files or {})})
        monkeypatch.chdir(root)
        workspace, diagnostics = Workspace(root), Diagnostics()
        found = theme.load(house, workspace, diagnostics)
        made = brand.read(root / name, workspace, diagnostics)
        if found and made:
            found = brand.dress(found, made, workspace, diagnostics)
        lines = [
            f"{d.severity.value} {d.span and d.span.line}: {' | '.join((d.message, *d.hints))}"
            for d in diagnostics
        ]
        return (found if made else None), lines

    return run


def tokens(made: Theme | None, root: Path) -> Mapping[str, str]:
    assert made
    return print_tokens(made, Workspace(root))


def test_a_brand_beside_the_project_file_sets_colours_fonts_and_logo(project: Project) -> None:
    root = project(FILES)
    result = build(root)
    assert (result.exit_code, result.stderr) == (0, "")
    page = (root / "out/a.html").read_text()
    assert "--rk-accent: light-dark(#5b2a5e, " in page
    assert re.search(r'class="cover-logo" src="data:image/svg[^"]*" alt="A square', page)
    pdf = root / "out/a.pdf"
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for sheet in PdfReader(pdf).pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    families = {re.match("[A-Za-z]+(-Sans|-Plex)?", name)[0] for name in fonts}  # type: ignore[index]
    assert families <= {"PT-Sans", "Bitter", "IBM-Plex"}
    assert failures([pdf]) == {pdf: []}


def test_the_project_may_name_its_brand_and_has_the_last_word(project: Project) -> None:
    files = {
        "reportkit.toml": 'brand = "house.tokens.json"',
        "house.tokens.json": '{"rk": {"$type": "color", "accent": {"$value": "#123456"}}}',
        "styles/user.css": ":root { --rk-ink: #654321; }",
        "sources/a.yaml": SOURCE,
    }
    root = project(files)
    assert build(root, "-f", "html").exit_code == 0
    page = (root / "out/a.html").read_text()
    assert page.index("--rk-accent: #123456") > page.index("--rk-accent: light-dark")
    css = {"styles/user.css": ":root { --rk-accent: #abcdef; }"}
    root = project({**files, **css})
    workspace, diagnostics = Workspace(root), Diagnostics()
    found = theme.load("institute", workspace, diagnostics)
    made = brand.read(root / "house.tokens.json", workspace, diagnostics)
    assert found
    assert made
    dressed = brand.dress(found, made, workspace, diagnostics)
    assert print_tokens(dressed, workspace)["accent"] == "#abcdef"


def test_a_brand_that_appears_or_changes_is_built_with(project: Project) -> None:
    root = project({"sources/a.yaml": SOURCE})
    for text in ("", "color: {primary: '#112233'}\n", "color: {primary: '#445566'}\n"):
        if text:
            (root / "_brand.yml").write_text(text)
        assert build(root, "-f", "html").exit_code == 0
        found = re.findall(r"--rk-cover-paper: (#[0-9a-f]{6})", (root / "out/a.html").read_text())
        assert (found[-1] in text) == bool(text)


@pytest.mark.parametrize("house", lookup.themes(lookup.defaults_root()))
def test_any_theme_takes_a_brand_over(dressed: Dressed, tmp_path: Path, house: str) -> None:
    made, found = dressed(HOUSE, files={"brand/mark.svg": MARK}, house=house)
    assert found == []
    values = tokens(made, tmp_path / "project")
    assert (values["accent"], values["data-2"]) == ("#5b2a5e", "#c0722a")
    assert values["font-text"].startswith('"PT Sans"')
    assert values["font-display"].startswith('"Bitter"')
    assert (values["size-root"], values["weight-display"]) == ("11pt", "600")


def test_a_brand_is_read_on_dark_screens_too(dressed: Dressed, tmp_path: Path) -> None:
    made, _ = dressed(HOUSE, files={"brand/mark.svg": MARK})
    assert made
    dark = dark_tokens(made, Workspace(tmp_path / "project"))
    assert dark["ink"] == "#f0eef2"
    paper = colours.parse(dark["paper"])
    assert paper
    for token in ("ink", "accent", "data-1", "data-2"):
        colour = colours.parse(dark[token])
        assert colour
        assert colours.contrast(colour, paper) > 4.4
    on_level = colours.parse(dark["on-level"])
    level = colours.parse(dark["level-4"])
    assert on_level
    assert level
    assert colours.contrast(on_level, level) > 4.4


PARTS = st.tuples(*[st.floats(0, 1)] * 3)


@given(PARTS, PARTS)
def test_a_colour_can_be_lifted_from_any_ground(
    colour: colours.Colour, ground: colours.Colour
) -> None:
    assert colours.contrast(colours.lifted(colour, ground), ground) >= colours.READABLE


def test_the_logo_suits_the_cover(dressed: Dressed) -> None:
    text = """
        meta: {name: House}
        color: {primary: "%s"}
        logo: {large: {light: day.svg, dark: night.svg}}
    """
    for primary, name in (("#ffeecc", "day.svg"), ("#220011", "night.svg")):
        made, _ = dressed(dedent(text % primary), files={"day.svg": MARK, "night.svg": MARK})
        assert made
        assert made.logo
        assert (made.logo.path.name, made.logo.alt) == (name, "House")


def test_text_that_is_too_faint_in_a_brand_is_told_at_its_colour(dressed: Dressed) -> None:
    """In print, and on dark screens where the brand has a colour for them."""
    colours = "{foreground: '#bbb', primary: {light: '#5b2a5e', dark: '#333'}}"
    _, found = dressed(f"color:\n  {colours}")
    assert [line.partition(" has")[0] for line in found] == [
        "warning 2: text is too faint in print and on light screens: --rk-ink on --rk-paper",
        "warning 2: text is too faint on dark screens: --rk-accent on --rk-paper",
    ]
    assert "so are --rk-ink on --rk-tint" in found[0]


def test_what_is_lifted_for_dark_screens_is_read_on_all_their_grounds(dressed: Dressed) -> None:
    made, found = dressed("color: {primary: '#5b2a5e'}")
    assert made
    assert found == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("oklch(62.8% .2577 29.23)", "#ff0000"),
        ("oklab(1 0 0)", "#ffffff"),
        ("lab(54.29 80.8 69.89)", "#ff0000"),
        ("lch(50% 0 0)", "#777777"),
        ("hsl(120 100% 25%)", "#008000"),
    ],
)
def test_colours_of_other_spaces_are_read(written: str, meant: str) -> None:
    found = colours.parse(written)
    assert found
    assert colours.text(found) == meant


FAULTS = {
    "an unknown key": (
        "colour: {primary: red}",
        "warning 1: `colour` is no key of a brand file here | did you mean `color`?",
    ),
    "a role without use": (
        "color:\n  success: green",
        "note 2: `color.success` has no effect on reports",
    ),
    "no colour": (
        'color:\n  primary: "#12345"',
        "error 2: `primary` is no opaque colour: #12345 | write it as #rrggbb, or as a name of the "
        "palette, which has: none",
    ),
    "a palette that goes round": (
        "color: {palette: {a: b, b: a}, primary: a}",
        "error 1: `primary` is no opaque colour: a | write it as #rrggbb, or as a name of the "
        "palette, which has: a, b",
    ),
    "a colour of the palette that is none": (
        "color: {palette: {a: '#12'}}",
        "warning 1: `a` is no opaque colour: #12 | write it as #rrggbb",
    ),
    "a size that nobody reads": (
        "typography:\n  base: {size: 9000px}",
        "error 2: no text can be read in 9000px | text of a report is 6 to 24 pt; most have 10",
    ),
    "no table": ("color: red", "error 1: `color` must hold keys and values"),
    "a list": ("- a", "error 1: a brand file holds keys and values | begin with color:"),
    "a font of the system": (
        "typography:\n  base: Foo\n  fonts:\n    - {family: Foo, source: system}",
        "error 4: the font Foo comes from system | fonts of the system are never used: write "
        "source: google or source: file",
    ),
    "a font file that is not there": (
        "typography:\n  base: Foo\n  fonts:\n    - family: Foo\n      files: [foo.ttf]",
        "error 5: there is no font file foo.ttf | name a file in the project, from the brand "
        "file's folder",
    ),
    "no weight": (
        "typography:\n  base: Foo\n  headings: {family: Foo, weight: heavy}\n",
        "error 3: 'heavy' is no weight | write a number from 1 to 1000, or one of thin, "
        "extra-light, ultra-light, light, normal, regular, medium, semi-bold, demi-bold, bold, "
        "extra-bold, ultra-bold, black",
    ),
    "a logo elsewhere": (
        "meta: {name: A}\nlogo: ../mark.svg",
        "error 2: the logo ../mark.svg lies outside the project | copy it into the project and "
        "name it from the brand file",
    ),
    "a logo without words": (
        "logo: mark.svg",
        "error 1: the logo has no text for those who do not see it | give it `alt:`, or the brand "
        "a `name` in `meta`",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_in_a_brand_is_found_at_its_place(dressed: Dressed, name: str) -> None:
    text, expected = FAULTS[name]
    assert dressed(text)[1] == [expected]


def test_a_brand_file_that_is_named_must_exist(project: Project) -> None:
    root = project({"reportkit.toml": 'brand = "b.yml"', "sources/a.yaml": SOURCE})
    result = build(root, "--diagnostic-format", "short")
    assert result.exit_code == 1
    assert "the brand file cannot be read: No such file or directory [RK0408]" in result.stderr


TOKENS = {
    "base": {"brand": {"$type": "color", "$value": "#123456"}, "loop": {"$value": "{base.loop}"}},
    "rk": {
        "accent": {
            "$value": "{base.brand}",
            "$extensions": {"reportkit": {"dark": "#abcdef"}},
            "$type": "color",
        },
        "ink": {
            "$type": "color",
            "$value": {"colorSpace": "srgb", "components": [0, 0.2, 1]},
            "$extensions": {"reportkit": {"dark": "#ccddff"}},
        },
        "size": {"$type": "dimension", "root": {"$value": {"value": 11, "unit": "px"}}},
        "font": {"text": {"$type": "fontFamily", "$value": ["PT Sans", "serif"]}},
        "weight": {"strong": {"$type": "fontWeight", "$value": "bold"}},
        "hairline": {
            "$type": "border",
            "$value": {"width": "1px", "style": "dotted", "color": "{base.brand}"},
        },
    },
}


def test_design_tokens_give_values_to_tokens_of_their_names(
    dressed: Dressed, tmp_path: Path
) -> None:
    made, found = dressed(json.dumps(TOKENS), "house.tokens.json")
    assert found == []
    values = tokens(made, tmp_path / "project")
    wanted = ("accent", "ink", "size-root", "font-text", "weight-strong", "hairline")
    assert [values[name] for name in wanted] == [
        *("#123456", "#0033ff", "11px", '"PT Sans", serif', "700", "1px dotted #123456"),
    ]
    assert made
    assert dark_tokens(made, Workspace(tmp_path / "project"))["accent"] == "#abcdef"


def test_a_family_that_the_theme_lacks_is_a_package(dressed: Dressed) -> None:
    families = ("PT Sans", "Source Sans 3")
    token = {
        "$type": "fontFamily",
        "text": {"$value": families[0]},
        "code": {"$value": families[1]},
    }
    made, found = dressed(json.dumps({"rk": {"font": token}}), "a.tokens.json")
    assert found == []
    assert made
    assert {face.package for face in made.faces if face.family == "PT Sans"} == {"PT Sans"}
    weights = {face.weight for face in made.faces if face.family == "Source Sans 3"}
    assert weights == {300, 400, 600}


TOKEN_FAULTS = {
    "no group": (
        {"a": {}},
        "error: the file has no group `rk` of tokens for reports | begin with",
    ),
    "an unknown token": (
        {"rk": {"acent": {"$type": "number", "$value": 1}}},
        "warning: the theme has no token acent | did you mean `accent`?",
    ),
    "a value of another kind": (
        {"rk": {"accent": {"$type": "dimension", "$value": "3px"}}},
        "error: the token accent is a colour, and 3px is none | it is #",
    ),
    "an unknown type": (
        {"rk": {"accent": {"$type": "shadow", "$value": "1px"}}},
        "error: `rk.accent` of the type shadow cannot be used | values are of",
    ),
    "no type": (
        {"rk": {"accent": {"$value": "#123456"}}},
        "error: `rk.accent` without a type cannot be used | values are of",
    ),
    "a colour that lets light through": (
        {"rk": {"accent": {"$type": "color", "$value": "#12345678"}}},
        "error: `rk.accent` of the type color cannot be used | values are of",
    ),
    "no target": (
        {"rk": {"accent": {"$type": "color", "$value": "{a.b}"}}},
        "error: `rk.accent` refers to what there is not: a.b",
    ),
    "a group that extends another": (
        {"a": {}, "rk": {"$extends": "{a}"}},
        "error: `$extends` of `rk` is not known here | write the tokens of the other group here",
    ),
    "a pointer": (
        {"rk": {"accent": {"$ref": "#/a/b"}}},
        "error: `$ref` of `rk.accent` is not known here | write it as an alias",
    ),
    "a misspelt key": (
        {"rk": {"accent": {"$type": "color", "$valu": "#123456"}}},
        "error: `rk.accent` has no `$valu` | did you mean `$value`?",
    ),
    "a bare value": (
        {"rk": {"accent": "#123456"}},
        "error: `rk.accent` is no token | a token is written as",
    ),
    "a misspelt type": (
        {"rk": {"accent": {"$type": "colour", "$value": "#123456"}}},
        "error: `rk.accent` of the type colour cannot be used | did you mean `color`?",
    ),
    "a border of nothing": (
        {"rk": {"hairline": {"$type": "border", "$value": {"width": "1px", "color": "{a.b}"}}}},
        "error: `rk.hairline` refers to what there is not: a.b | an alias names",
    ),
    "no mapping": (
        ["rk"],
        "error: a brand file holds keys and values | begin with",
    ),
    "a loop": (
        {"rk": {"accent": {"$type": "color", "$value": "{rk.accent}"}}},
        "error: `rk.accent` refers to itself: rk.accent",
    ),
}


@pytest.mark.parametrize("name", TOKEN_FAULTS)
def test_what_is_wrong_in_design_tokens_is_found(dressed: Dressed, name: str) -> None:
    data, expected = TOKEN_FAULTS[name]
    (found,) = dressed(json.dumps(data), "a.tokens.json")[1]
    assert re.sub(r" \d+:", ":", found, count=1).startswith(expected)


@pytest.mark.parametrize(("language", "name"), [("yaml", "_brand.yml"), ("json", "a.tokens.json")])
def test_the_examples_of_the_guide_can_be_used(dressed: Dressed, language: str, name: str) -> None:
    guide = (ROOT / "docs/brand.md").read_text("utf-8")
    (example,) = re.findall(rf"```{language}\n(.*?)```", guide, re.DOTALL)
    assert dressed(example, name, {"brand/mark.svg": MARK})[1] == []


KEYS = st.sampled_from(
    [
        *("color", "palette", "primary", "light", "dark", "typography", "fonts", "base", "family"),
        *("headings", "weight", "size", "logo", "images", "medium", "path", "alt", "meta", "name"),
        *("rk", "accent", "$type", "$value", "$extensions", "reportkit", "source", "files"),
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | KEYS
    | st.sampled_from(["#123456", "{rk.accent}", "color", "border", "file", "google", "../x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from(["_brand.yml", "a.tokens.json"]))
def test_any_brand_ends_in_a_theme_or_in_findings(
    tmp_path_factory: pytest.TempPathFactory, data: object, name: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any-brand"
    root.mkdir(exist_ok=True)
    (root / name).write_text(json.dumps(data))
    workspace, diagnostics = Workspace(root), Diagnostics()
    house = theme.load("institute", workspace, diagnostics)
    made = brand.read(root / name, workspace, diagnostics)
    assert house
    if made is None:
        assert diagnostics.has_errors
    else:
        print_tokens(brand.dress(house, made, workspace, diagnostics), workspace)
