"""docs/architecture.md: its modules, stages, paths and names are those of the code."""

from __future__ import annotations

import re
from typing import Any

import architecture
import pytest
from conftest import ROOT

import reportkit.build as stages
from reportkit import results

TEXT = architecture.FILE.read_text("utf-8")
STAGES = re.findall(r"^\| `(\w+)` \| [^|]* \| `(\w+)`", TEXT.partition("## Rules")[0], re.M)
PLACES = re.findall(r"`([A-Z]\w+)`[^`]*? of\s`([\w/.]+)`", TEXT)


def test_the_page_is_what_the_modules_say() -> None:
    assert architecture.text() == TEXT, "run `make docs`"


@pytest.mark.parametrize(("name", "kind"), STAGES)
def test_a_stage_gives_what_is_told(name: str, kind: str) -> None:
    call: Any = getattr(results if name == "write" else stages, name)
    assert re.match(rf"{kind}\b", call.__annotations__["return"])


def test_the_stages_are_those_of_the_recipe_in_its_order() -> None:
    recipe = (ROOT / "reportkit/build.py").read_text("utf-8").partition("\ndef unchanged(")[0]
    body = recipe.partition("\ndef make(")[2]
    names = [name for name, _ in STAGES]
    assert sorted(names[:-1], key=lambda name: body.index(f" {name}(")) == names[:-1]
    assert len(names) == 8


def test_every_path_and_every_name_in_one_exists() -> None:
    paths = [path for path in re.findall(r"`((?:\w[\w.-]*/)+[\w.-]*)`", TEXT) if "NAME" not in path]
    assert len(paths) > 15
    lost = [
        path
        for path in paths
        if not any((top / path).exists() for top in (ROOT, architecture.PACKAGE))
    ]
    assert lost == []
    assert len(PLACES) > 5
    for name, path in PLACES:
        assert re.search(rf"^(class )?{name}\b", (ROOT / path).read_text("utf-8"), re.M), name
