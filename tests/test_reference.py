"""docs/source.md: it is what the model says, and its examples are built."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import indent

import pytest
import reference
from conftest import CASES

from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.model.blocks import BLOCKS
from reportkit.workspace import Workspace

TEXT = reference.FILE.read_text("utf-8")


def test_the_reference_is_what_the_model_says() -> None:
    """`make docs` writes it anew."""
    assert reference.text() == TEXT


def test_every_block_has_an_example_that_is_in_the_reference() -> None:
    assert list(reference.examples()) == list(BLOCKS)
    assert all(example.rstrip() in TEXT for example in reference.examples().values())


@pytest.mark.parametrize("source", re.findall(r"```yaml\n(.*?)```", TEXT, re.S))
def test_an_example_is_built_without_findings(source: str, tmp_path: Path) -> None:
    for name in ("data", "images"):
        shutil.copytree(CASES / "kitchen-sink" / name, tmp_path / name)
    is_whole = "title: Water under pressure" in source
    body = f"title: A\nsections:\n- title: B\n  body:\n{indent(source, '  ')}"
    path = tmp_path / "briefing.yaml"
    path.write_text(source if is_whole else body, "utf-8")
    diagnostics = Diagnostics()
    request = Request(path, tmp_path / "out", formats=("html",))
    made = build(request, Workspace(CASES.parent), diagnostics)
    assert ([item.message for item in diagnostics], len(made)) == ([], 1)


def test_every_key_of_the_model_is_in_the_reference() -> None:
    blocks, others = reference._nodes()
    nodes = [*others, *(node for nodes in blocks.values() for node in nodes)]
    for node in nodes:
        for key, field in node.model_fields.items():
            assert f"| `{key}` |" in TEXT
            assert str(field.description) in TEXT
