"""docs/composition.md: its examples build, and its lists are those of the code."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, Project

from reportkit.build import compose, read
from reportkit.diagnostics import Diagnostics
from reportkit.model.handling import LICENCES, LONGEST_MARKING
from reportkit.variables import SETTINGS
from reportkit.workspace import Workspace

TEXT = (ROOT / "docs/composition.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", TEXT, re.DOTALL))
INCLUDED = {
    "sources/summaries/outlook.yaml": "text: Nothing changes.",
    "sources/sections/trade.yaml": "title: Trade\nbody: None.",
    "sources/events.yaml": "- {when: 2030, text: Something}",
    "shared/method.yaml": "sections: [{id: sampling, title: Sampling, body: By hand.}]",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_a_briefing_without_findings(name: str, project: Project) -> None:
    root = project({**INCLUDED, name: EXAMPLES[name]})
    diagnostics, workspace = Diagnostics(), Workspace(root)
    source = read(root / name, workspace, diagnostics)
    assert source
    assert compose(source, diagnostics, (root / name).parent, workspace)
    assert not list(diagnostics)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 3


def test_the_lists_are_those_of_the_code() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) == SETTINGS
    assert f"({', '.join(LICENCES)})" in TEXT
    assert f"at most {LONGEST_MARKING} characters" in TEXT
