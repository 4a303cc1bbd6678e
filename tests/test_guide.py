"""The guide: a briefing that is built, says what is true, and shows examples that work."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
import reference
from conftest import ROOT, Cli, run_cli
from verapdf import failures

import reportkit
from reportkit.build import themes
from reportkit.model.blocks import BLOCKS
from reportkit.model.edtf import parse
from reportkit.model.walk import nodes
from reportkit.view.dates import date_text
from reportkit.view.language import load, shipped

GUIDE = ROOT / "docs/guide"
SOURCE = GUIDE / "sources/guide.yaml"
EXAMPLES = GUIDE / "examples"
WHOLE = ("briefing", "composed", "marked")
"""Examples that are briefings of their own; all others are compiled into the guide."""


@pytest.mark.soak
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_the_guide_prints_in_every_theme(size: str, tmp_path: Path) -> None:
    pdfs = []
    for theme in themes(ROOT):
        run = run_cli(
            *("build", "--strict", SOURCE, "-f", "pdf", "-t", theme, "--page-size", size),
            *("-o", tmp_path / theme),
        )
        assert (run.returncode, run.stderr) == (0, "")
        pdfs.append(tmp_path / theme / "guide.pdf")
    assert {path.parent.name: found for path, found in failures(pdfs).items() if found} == {}


def test_an_example_that_is_printed_is_compiled_as_it_is_printed() -> None:
    chapters = "".join(path.read_text("utf-8") for path in GUIDE.glob("*/*.yaml"))
    printed = set(re.findall(r"code: \{file: \.\./examples/([\w/-]+\.yaml)", chapters))
    compiled = set(re.findall(r"include: \.\./examples/([\w/-]+\.yaml)", chapters))
    elsewhere = {f"{name}.yaml" for name in WHOLE} | {"broken/briefing.yaml"}
    assert printed <= compiled | elsewhere
    there = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.yaml")}
    assert there == compiled | elsewhere


def test_whole_examples_pass_in_a_project_with_the_settings_and_styles_that_are_shown(
    tmp_path: Path,
) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "sources")
    (tmp_path / "styles").mkdir()
    (tmp_path / "sources/severity.toml").rename(tmp_path / "reportkit.toml")
    (tmp_path / "sources/_brand.yml").rename(tmp_path / "_brand.yml")
    (tmp_path / "sources/house.css").rename(tmp_path / "styles/user.css")
    for name in WHOLE:
        assert reportkit.check(tmp_path / f"sources/{name}.yaml", strict=True).findings == ()


def test_the_findings_that_are_shown_are_those_of_the_briefing_above(here: Cli) -> None:
    run = here("check", "examples/broken/briefing.yaml", cwd=GUIDE)
    assert (run.returncode, run.stdout) == (1, (EXAMPLES / "broken/findings.txt").read_text())


def test_dates_are_printed_as_the_guide_says() -> None:
    english = load("en")
    assert english
    for row in _rows(EXAMPLES / "data/dates.csv"):
        assert date_text(parse(row["Written"].strip("`")), english).text == row["Printed"]
    for row in _rows(EXAMPLES / "data/languages.csv"):
        language = load(row["Tag"])
        assert language
        printed = [date_text(parse(date), language).text for date in ("2026-03-02", "2022/..")]
        assert [row["A day"], row["An open span"]] == printed
        assert date_text(parse("2021~"), language).text == row["About a year"]


def test_the_numbers_of_the_guide_are_those_of_the_product() -> None:
    guide = reportkit.load(SOURCE)
    assert guide.summary
    counted = [str(len(found)) for found in (BLOCKS, shipped(), themes(ROOT))]
    assert [figure.value for figure in guide.summary.figures] == counted
    assert guide.kicker == f"Guide to reportkit {reportkit.__version__.rpartition('.')[0]}"


def test_the_guide_has_every_block_but_a_break() -> None:
    used = {type(node) for _, node in nodes(reportkit.load(SOURCE))}
    assert {name for name, block in BLOCKS.items() if block not in used} == {"page_break"}


def test_the_table_of_blocks_is_what_the_model_says() -> None:
    """`make docs` writes it anew."""
    assert reference.GUIDE.read_text("utf-8") == reference.guide_table()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
