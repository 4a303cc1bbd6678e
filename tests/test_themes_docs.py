"""docs/themes.md: every step leads where it says, and every theme has its picture."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from conftest import ROOT, Cli
from PIL import Image

from reportkit.explanations import pieces
from reportkit.kit import pages, showcase
from reportkit.kit.showcase import Piece

TEXT = (ROOT / "docs/themes.md").read_text("utf-8")
THEMES = {path.parent.name: path for path in sorted((ROOT / "styles").glob("*/theme.toml"))}


def test_the_steps_lead_to_a_finished_look(
    tmp_path: Path, here: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is done as it is written; of the showcase two reports are printed, to be quick."""

    def few(folder: Path, lacking: object) -> Iterator[Piece]:
        yield from showcase.stress()

    monkeypatch.setattr(pages, "_pieces", few)
    for piece in pieces(TEXT):
        if piece.language == "sh":
            for line in piece.text.splitlines():
                result = here(*shlex.split(line)[1:], cwd=tmp_path)
                found = [each for each in result.stderr.splitlines() if "RK" in each]
                assert (result.returncode, found) == (0, []), line
                assert "themes check" not in line or result.stdout == "", line
        elif piece.language != "text":
            path = tmp_path / piece.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(piece.text)
    drawn = {path.name for path in (tmp_path / "out/themes").iterdir()}
    assert drawn == {"house.png", "house.pdf"}
    cover = pypdf.PdfReader(tmp_path / "out/briefing.pdf").pages[0]
    words = " ".join(cover.extract_text().split())
    assert "A paper of the made-up house" in words
    fonts = {str(font.get_object()["/BaseFont"]) for font in cover["/Resources"]["/Font"].values()}
    assert any("Source-Sans-3-Semi-Bold" in font for font in fonts)


def test_the_commands_that_are_shown_are_those_of_the_kit(here: Cli) -> None:
    shown = re.findall(r"^reportkit themes (\w+)", TEXT, re.MULTILINE)
    listed = re.findall(r"^  (\w+)  ", here("themes", "--help").stdout, re.MULTILINE)
    assert set(shown) == set(listed)


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_is_described_and_drawn(name: str) -> None:
    about = tomllib.loads(THEMES[name].read_text("utf-8"))["description"]
    assert (
        f"### {name}\n\n{about}\n\n![The pages of {name}, side by side](themes/{name}.png)" in TEXT
    )
    with Image.open(ROOT / f"docs/themes/{name}.png") as picture:
        assert picture.height > picture.width > 1000
