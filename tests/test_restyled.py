"""Three stylesheets make other houses of the report, and no template is touched."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from conftest import EXAMPLE, ROOT, Cli, Example, Project

STYLES = sorted((ROOT / "tests/styles").glob("*.css"))
NAMES = [path.stem for path in STYLES]
WORDS = re.compile(r"<body.*</body>", re.DOTALL)


def _restyled(name: str, formats: str, project: Project, here: Cli) -> Path:
    """The folder of the results of a project that has this stylesheet, and nothing else."""
    css = (ROOT / f"tests/styles/{name}.css").read_text("utf-8")
    root = project({"styles/user.css": css, f"sources/{EXAMPLE.name}": EXAMPLE.read_bytes()})
    checked = here("themes", "check", "institute", "--styles", "--strict", cwd=root)
    assert (checked.returncode, checked.stdout) == (0, "")
    built = here("build", "-f", formats, "--strict", cwd=root)
    assert (built.returncode, "RK" in built.stderr) == (0, False), built.stderr
    return root / "out"


def _words(page: Path) -> str:
    """All that a page says, without its markup."""
    found = WORDS.search(page.read_text("utf-8"))
    assert found
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split())


def _colours(pdf: Path) -> list[tuple[int, ...]]:
    """The mean colour of each sheet."""
    sheets = pypdfium2.PdfDocument(pdf)
    drawn = (sheet.render(scale=0.2).to_pil().convert("RGB") for sheet in sheets)
    return [picture.resize((1, 1)).getpixel((0, 0)) for picture in drawn]


@pytest.mark.parametrize("name", NAMES)
def test_one_stylesheet_makes_another_house_of_the_page(
    name: str, project: Project, here: Cli, example: Example
) -> None:
    """Its names are the contract's, its text is to be read, and not a word is lost."""
    made = _restyled(name, "html", project, here) / example.html.name
    assert _words(made) == _words(example.html)
    accent = re.search(r"--rk-accent: (.*);", (ROOT / f"tests/styles/{name}.css").read_text())
    assert accent
    assert accent[1] in made.read_text("utf-8")


def test_one_stylesheet_makes_another_house_of_the_print(
    project: Project, here: Cli, example: Example
) -> None:
    _prints("agency", project, here, example)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_every_stylesheet_makes_another_house_of_the_print(
    name: str, project: Project, here: Cli, example: Example
) -> None:
    _prints(name, project, here, example)


def _prints(name: str, project: Project, here: Cli, example: Example) -> None:
    """As many sheets without a finding, of other colours from the cover on."""
    made = _colours(_restyled(name, "pdf", project, here) / example.pdf.name)
    usual = _colours(example.pdf)
    far = [
        max(abs(a - b) for a, b in zip(*pair, strict=True))
        for pair in zip(made, usual, strict=False)
    ]
    assert (len(made), far[0] > 30, any(far[1:])) == (len(usual), True, True)
