"""What other tests print is accessible: documents together, for the start of veraPDF costs most."""

from __future__ import annotations

from pathlib import Path

from conftest import Example, run_cli
from test_cases import NAMES, built
from test_guide import SOURCE
from test_themes import SOME, printed
from verapdf import failures


def test_verapdf_finds_nothing_in_any_case_or_theme_in_the_guide_and_the_example(
    shared: Path, example: Example, tmp_path: Path
) -> None:
    """The guide as `make guide` makes it."""
    run = run_cli("build", "--strict", SOURCE, "-o", tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    cases = [built(shared / "cases", name) / "briefing.pdf" for name in NAMES]
    themes = [printed(shared / "themes", *one) for one in SOME]
    found = failures([*cases, *themes, tmp_path / "guide.pdf", example.pdf])
    assert {str(path): rules for path, rules in found.items() if rules} == {}
