"""`reportkit themes show` says what a theme is, and draws its pages side by side."""

from __future__ import annotations

import io
import json
from importlib import util
from pathlib import Path

import pypdfium2
import pytest
from conftest import Cli, Example, Project
from PIL import Image

from reportkit.kit import picture, show


def test_options_fonts_with_licences_and_tokens_are_told(project: Project, here: Cli) -> None:
    lines = here("themes", "show", "ministry", "--no-sheet", cwd=project({})).stdout.splitlines()
    assert lines[0].startswith("Ministry: A government report")
    assert "numbering = paragraphs" in lines
    (sans,) = [line for line in lines if line.startswith("PT Sans: ")]
    assert sans == "PT Sans: 400, 700, 400 italic, 700 italic (fontpkg-pt-sans, OFL-1.1)"
    assert any(line.startswith("Amiri for Arab: 400, 700 (fontpkg-amiri") for line in lines)
    assert any(line.startswith("--rk-ink: #") and "  dark: #" in line for line in lines)


def test_a_font_in_a_collection_has_its_own_licence(project: Project, here: Cli) -> None:
    lines = here("themes", "show", "plain", "--no-sheet", cwd=project({})).stdout.splitlines()
    (chinese,) = [line for line in lines if line.startswith("Noto Sans SC for Hans")]
    assert chinese.endswith("OFL)")


def test_json_has_tokens_for_print_and_dark_screens(project: Project, here: Cli) -> None:
    root = project(
        {
            "styles/house/theme.toml": 'parent = "plain"\n',
            "styles/house/theme.css": ":root { --rk-accent: light-dark(#800, #faa) }",
        }
    )
    found = json.loads(here("themes", "show", "house", "--json", "--no-sheet", cwd=root).stdout)
    assert found["chain"] == ["house", "plain"]
    assert found["tokens"]["--rk-accent"] == {"print": "#800", "dark": "#faa"}
    assert found["files"] == []
    assert [font["licence"] for font in found["fonts"]][:1] == ["OFL-1.1"]


def test_a_theme_that_there_is_not_is_told(project: Project, here: Cli) -> None:
    result = here("themes", "show", "plian", cwd=project({}))
    assert (result.returncode, result.stdout) == (2, "")
    assert "did you mean `plain`?" in result.stderr


def test_the_sheet_has_all_pages_as_text_and_as_a_picture_of_the_same_shape(
    example: Example,
) -> None:
    made = picture.sheet(example.pdf.read_bytes())
    (page,) = pypdfium2.PdfDocument(made)
    text = page.get_textpage().get_text_range()
    for each in pypdfium2.PdfDocument(example.pdf):
        words = each.get_textpage().get_text_range().split()
        assert words[-1] in text
    drawn = Image.open(io.BytesIO(picture.png(made)))
    assert drawn.width / drawn.height == pytest.approx(page.get_width() / page.get_height(), 0.01)
    assert len(drawn.getcolors() or []) > 10


def test_the_same_pages_give_the_same_sheet(example: Example) -> None:
    one, other = (picture.sheet(example.pdf.read_bytes()) for _ in range(2))
    assert one == other
    assert b"/CreationDate(D:19700101000000" in one


def test_the_sheet_of_a_theme_goes_beside_the_results(
    project: Project, here: Cli, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(show, "pages", lambda *_: example.pdf.read_bytes())
    root = project({"reportkit.toml": 'output = "made"\n'})
    result = here("themes", "show", "plain", cwd=root)
    files = ["made/themes/plain.pdf", "made/themes/plain.png"]
    assert result.stdout.splitlines()[-2:] == files
    assert [path.name for path in sorted((root / "made/themes").iterdir())] == [
        Path(file).name for file in files
    ]


def test_without_pdfium_the_line_to_type_is_told(
    project: Project, here: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = util.find_spec
    monkeypatch.setattr(
        "reportkit.cli.themes.show.find_spec", lambda n: None if n == "pypdfium2" else real(n)
    )
    root = project({})
    result = here("themes", "show", "plain", cwd=root)
    assert result.returncode == 3
    assert "pip install 'reportkit[preview]'" in result.stderr
    assert not (root / "out").exists()


def test_a_font_of_the_theme_states_its_licence(project: Project, here: Cli) -> None:
    import fontpkg

    bitter = fontpkg.path("Bitter", 400, "normal").read_bytes()
    toml = '[fonts.House]\nfiles = {"400" = "fonts/House.ttf"}\n'
    root = project({"styles/house/theme.toml": toml, "styles/house/fonts/House.ttf": bitter})
    lines = here("themes", "show", "house", "--no-sheet", cwd=root).stdout.splitlines()
    (house,) = [line for line in lines if line.startswith("House: ")]
    assert house.startswith("House: 400 (files of the theme, http")
