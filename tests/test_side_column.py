"""What stands in the side column: whole, wherever on its page it comes."""

from __future__ import annotations

import json
from pathlib import Path

import pdfs
import pytest
from conftest import CASES, Project

from reportkit.build import Request, build
from reportkit.diagnostics import Diagnostics
from reportkit.workspace import Workspace

PARAGRAPH = "A made-up paragraph that fills more than a line of its page, so that pages fill up."
IMAGE = (CASES / "figure" / "images" / "river.png").read_bytes()


def note(number: int) -> dict[str, object]:
    words = " ".join(["A made-up note of several lines"] * 5)
    return {"side_note": f"First{number} {words} last{number}"}


def figure(number: int) -> dict[str, object]:
    texts = {"caption": f"First{number} words", "credit": f"last{number}", "alt": "Hills"}
    return {"figure": {"image": "river.png", "width": "side", **texts}}


@pytest.mark.parametrize("make", [note, figure])
@pytest.mark.parametrize("after", [[], ["The end."]])
def test_a_note_or_figure_at_the_foot_of_a_page_goes_whole_to_the_next(
    project: Project, make: object, after: list[str]
) -> None:
    counts = range(14, 26, 2)
    sections = [
        {"title": f"S {n}", "body": ["\n\n".join([PARAGRAPH] * n), make(n), *after]}  # type: ignore[operator]
        for n in counts
    ]
    root = project({"a.yaml": json.dumps({"title": "T", "sections": sections}), "river.png": IMAGE})
    diagnostics = Diagnostics()
    request = Request(root / "a.yaml", root / "out", formats=("pdf",))
    build(request, Workspace(root), diagnostics)
    assert not diagnostics.exit_code(strict=True), list(diagnostics)
    texts = pdfs.texts(Path(root / "out" / "a.pdf").read_bytes())
    for n in counts:
        pages = [page for page, text in enumerate(texts) if f"First{n} " in text]
        assert any(f"last{n}" in texts[page] for page in pages)
