"""Numbers of the items of a list."""

from __future__ import annotations

import pytest
from conftest import Project

from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics, Severity
from reportkit.model.dated import Order
from reportkit.view.blocks.points import item_number
from reportkit.workspace import Workspace


@pytest.mark.parametrize(
    ("order", "letters", "numbers"),
    [
        (None, "AB", ["", "", ""]),
        ("numbers", "AB", ["1.", "2.", "3."]),
        ("letters", "АБ", ["а)", "б)", "аа)"]),
        ("roman", "AB", ["i.", "ii.", "iii."]),
    ],
)
def test_items_are_numbered_in_the_order_of_the_list(
    order: Order | None, letters: str, numbers: list[str]
) -> None:
    assert [item_number(i, order, letters) for i in range(3)] == numbers


@pytest.mark.parametrize(("number", "sign"), [(4, "iv."), (9, "ix."), (49, "xlix."), (94, "xciv.")])
def test_roman_numbers_take_away_the_sign_before(number: int, sign: str) -> None:
    assert item_number(number - 1, "roman", "A") == sign


def test_an_order_that_numbers_nothing_is_a_warning(project: Project) -> None:
    points = "[{text: One, ordered: numbers}, {text: Two, ordered: letters, points: [A]}]"
    root = project({"a.yaml": f"title: T\nsections: [{{title: S, points: {points}}}]\n"})
    diagnostics, workspace = Diagnostics(), Workspace(root)
    source = read(root / "a.yaml", workspace, diagnostics)
    assert source
    compose(source, diagnostics, root, workspace)
    (finding,) = diagnostics
    assert (finding.code, finding.severity) == ("RK0309", Severity.WARNING)
    assert finding.span
    assert (finding.span.line, finding.span.column) == (2, 53)
