"""docs/press.md: what it lists is what the code has."""

from __future__ import annotations

import re

from conftest import ROOT

from reportkit.press import inputs, part

TEXT = (ROOT / "docs/press.md").read_text("utf-8")
PRESS = ROOT / "reportkit/press"


def test_every_module_that_is_named_exists() -> None:
    rows = re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE)
    modules = [name for row in rows for name in re.findall(r"`([a-z]+/?)`", row)]
    found = {
        name for name in modules if (PRESS / name).is_dir() or (PRESS / f"{name}.py").is_file()
    }
    assert set(modules) - found == set(part.ROLES)
    assert len(found) > 15


def test_every_question_is_listed() -> None:
    listing = TEXT.partition("## Questions")[2].split("```")[1]
    kinds = [line.split()[0] for line in listing.splitlines()[1:] if line]
    assert kinds == [*inputs._ANSWERS, "file"]


def test_the_format_is_the_one_that_is_shown() -> None:
    assert f"reportkit-part {part.FORMAT} " in TEXT
