"""docs/import.md: what it names exists, and its sign for talk is the one written."""

from __future__ import annotations

import re

from conftest import ROOT

from reportkit.diagnostics import CODES
from reportkit.importing import talk
from reportkit.importing.outline import MAX_NESTING

TEXT = (ROOT / "docs/import.md").read_text("utf-8")


def test_what_it_names_exists() -> None:
    assert set(re.findall(r"RK\d{4}", TEXT)) <= set(CODES)
    assert f"# {talk.KIND}: …" in TEXT
    assert MAX_NESTING == 8
    assert "may nest eight deep" in TEXT
