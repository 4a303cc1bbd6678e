"""Whatever a briefing holds: a page, or findings that say why there is none; never an exception.

All stages but the press take part: it is too slow for so many.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES
from hypothesis import given
from hypothesis import strategies as st
from schema_sources import from_model, from_schema

from reportkit import theme
from reportkit.build import compose, render
from reportkit.diagnostics import Diagnostics
from reportkit.look import Look, style
from reportkit.model import schema
from reportkit.source import load
from reportkit.workspace import Workspace

SCHEMA = json.loads(schema.text())
SOURCES = [path.read_text("utf-8") for path in sorted(CASES.glob("*/briefing.yaml"))]
SPLINTERS = (
    *("", "-", "- ", ":", ": ", "[", "]", "{", "}", "'", '"', "#", "|", ">", "&a", "*a", "!x", "~"),
    *("null", "2024-13", "2022/..", "TLP:RED", "[^a]", "[@a]", "@fig:a", "$(a)", "$x$", "`", "**"),
    *(
        "![a](b.png)",
        "[a](javascript:b)",
        "<b>",
        "\t",
        "\u202e",
        "\u0000",
        "العربية",
        "👩‍👩‍👧",
        "ﬀ",
    ),
)
"""What breaks texts, keys, dates and prose where it comes unasked."""


@pytest.fixture(scope="module")
def look(folder: Path) -> Look:
    workspace, diagnostics = Workspace(folder), Diagnostics()
    found = theme.load("institute", workspace, diagnostics)
    made = style(found, workspace, diagnostics) if found else None
    assert made
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the data file that sources at random name."""
    root = tmp_path_factory.mktemp("robust")
    (root / "data").mkdir()
    (root / "data/a.csv").write_text("year,flow\n2024,1.5\n2025,\n")
    return root


def is_made(text: str, folder: Path, look: Look) -> bool:
    """Whether `text` becomes a page; where it does not, an error says why."""
    workspace, diagnostics = Workspace(folder), Diagnostics()
    source = load(text.encode("utf-8", "surrogatepass"), "briefing.yaml", diagnostics)
    result = compose(source, diagnostics, folder, workspace) if source else None
    page = render(result, look.theme, workspace, diagnostics) if result else None
    assert page or diagnostics.has_errors
    assert all(hint for item in diagnostics for hint in item.hints)
    return page is not None


@given(data=from_model() | from_schema(SCHEMA))
def test_a_briefing_of_the_model_becomes_a_page_or_findings(
    data: dict[str, Any], folder: Path, look: Look
) -> None:
    is_made(json.dumps(data, ensure_ascii=False), folder, look)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A case with a few lines lost, doubled or moved, and splinters in some."""
    lines = draw(st.sampled_from(SOURCES)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line, column = lines[at], draw(st.integers(0, len(lines[at])))
        change = draw(st.sampled_from(["lose", "double", "move", "indent", "splinter"]))
        if change == "lose":
            lines[at] = ""
        elif change == "double":
            lines.insert(at, line)
        elif change == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif change == "indent":
            lines[at] = "  " + line
        else:
            lines[at] = line[:column] + draw(st.sampled_from(SPLINTERS)) + line[column:]
    return "\n".join(lines)


@given(text=damaged())
def test_a_damaged_briefing_becomes_a_page_or_findings(text: str, folder: Path, look: Look) -> None:
    is_made(text, folder, look)
