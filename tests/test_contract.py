"""The contract of themes: styles/README.md, what is declared, and what reports are made of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from conftest import CASES, EXAMPLE, ROOT, Example
from PIL import Image, ImageChops
from verapdf import failures

from reportkit import cli
from reportkit.theme.file import CONTRACT, OPTIONS, TEXTS

README = (ROOT / "styles/README.md").read_text("utf-8")
FILE = ROOT / "tests/contract.txt"
"""The contract as it was when somebody last looked: its version, then its names."""
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="4" height="2"/>'
SELDOM = {"lane-arrow-open", "lane-dot-open", "lane-halo", "note-back", "table-center"}
"""Classes that only unusual content has, besides the variants that the list has in brackets."""


def names() -> list[str]:
    """The tokens, classes and pages that the contract lists."""
    pages = README.partition("## Named pages")[2].partition("## Classes")[0]
    found = re.findall(r"`([a-z]+)`", pages) + re.findall(r"`(--rk-[\w-]+|\.[a-z-]+)`", README)
    return sorted(set(found))


def test_the_list_the_theme_file_and_the_changelog_name_the_same_contract() -> None:
    assert f"This is contract {CONTRACT}." in README
    assert f"`contract = {CONTRACT}`" in README
    changelog = " ".join((ROOT / "CHANGELOG.md").read_text("utf-8").split())
    assert f"version, which is {CONTRACT}" in changelog
    for path in (ROOT / "styles").glob("*/theme.toml"):
        assert f"\ncontract = {CONTRACT}\n" in "\n" + path.read_text("utf-8"), path


def test_no_name_goes_from_a_contract_that_keeps_its_version() -> None:
    """Where it fails: raise CONTRACT, say so in the changelog, run this file by itself."""
    version, *known = FILE.read_text().split()
    if int(version) == CONTRACT:
        assert set(known) - set(names()) == set()
    assert (version, known) == (str(CONTRACT), names()), "run `python tests/test_contract.py`"


def test_the_keys_of_the_theme_file_are_listed() -> None:
    table = README.partition("## The theme file")[2].partition("## ")[0]
    listed = re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)))
    assert set(listed) == {"contract", *TEXTS, *OPTIONS, "fonts", "scripts"}
    for name, values in OPTIONS.items():
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{name}` |")]
        assert all(f'`"{value}"`' in row for value in values.split("|"))


def test_named_pages_are_those_that_styles_use() -> None:
    sheets = [path.read_text() for path in sorted((ROOT / "styles/default").rglob("*.css"))]
    used = set(re.findall(r"\bpage: ([a-z]+);", "".join(sheets))) - {"auto"}
    assert used == {name for name in names() if name.isalpha()}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The classes of all cases in print, and of the kitchen sink for readers in two themes."""
    root = tmp_path_factory.mktemp("contract")
    (root / "styles/house").mkdir(parents=True)
    options = 'sections = "flow"\nkey_figures = "cover"\nnumbering = "paragraphs"\n'
    (root / "styles/house/theme.toml").write_text('parent = "institute"\n' + options)
    (root / "reportkit.toml").write_text('theme = "house"\n')
    (root / "mark.svg").write_text(MARK)
    (root / "_brand.yml").write_text("logo: {path: mark.svg, alt: A made-up mark}\n")
    (root / "sources").symlink_to(CASES / "kitchen-sink")
    pages = [path.read_text("utf-8") for path in CASES.glob("*/page.html")]
    for theme in ("institute", "house"):
        arguments = ["build", root / "sources/briefing.yaml", "-f", "html", "-t", theme]
        result = CliRunner().invoke(cli.reportkit, [*map(str, arguments), "-o", str(root / theme)])
        assert result.exit_code == 0, result.stderr
        pages.append((root / theme / "briefing.html").read_text("utf-8"))
    markup = re.sub(r"<style.*?</style>", "", "".join(pages), flags=re.DOTALL)
    return {name for value in re.findall(r'class="([^"]*)"', markup) for name in value.split()}


def test_reports_are_made_of_the_classes_that_are_listed(rendered: set[str]) -> None:
    listed = {name[1:] for name in names() if name[0] == "."}
    variants = set(re.findall(r"`\.([a-z-]+)`", "".join(re.findall(r"\(([^)]*)\)", README))))
    assert rendered - listed == set()
    in_print = {"flow", "opening", "body", "appendices"}
    assert listed - rendered - variants - in_print == SELDOM


HOUSE = """
contract = 1
[fonts.Bitter]
package = "Bitter"
generic = "serif"
normal = [400, 600]
italic = [400]
[fonts."PT Sans"]
package = "PT Sans"
generic = "sans-serif"
normal = [400, 700]
[fonts."IBM Plex Mono"]
package = "IBM Plex Mono"
generic = "monospace"
normal = [400]
"""


def test_ten_tokens_make_another_house(tmp_path: Path, example: Example) -> None:
    """The theme of the list: no page of the example looks as it does in the default theme."""
    (css,) = re.findall(r"```css\n(:root.*?)```", README, re.DOTALL)
    assert css.count("--rk-") - css.count("var(--rk-") == 10
    folder = tmp_path / "styles/house"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text(HOUSE)
    (folder / "theme.css").write_text(css)
    (tmp_path / "reportkit.toml").write_text('theme = "house"\n')
    source = shutil.copy(EXAMPLE, tmp_path)
    result = CliRunner().invoke(cli.reportkit, ["build", str(source), "-f", "pdf", "--strict"])
    assert result.exit_code == 0, result.stderr
    pdf = tmp_path / "out" / example.pdf.name
    changed = [_changed(*pages) for pages in zip(_pages(pdf), _pages(example.pdf), strict=True)]
    assert min(changed) > 0.02
    assert changed[0] > 0.9
    assert failures([pdf]) == {pdf: []}


def _pages(pdf: Path) -> list[Image.Image]:
    return [page.render().to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def _changed(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ by more than a shade."""
    shades = ImageChops.difference(one, other).histogram()
    return sum(shades[24:]) / sum(shades)


if __name__ == "__main__":
    FILE.write_text("\n".join([str(CONTRACT), *names(), ""]))
