"""The JSON Schema accepts what the model accepts, and refuses what it can tell to be wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import CASES, EXAMPLE, ROOT, Cli
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from schema_sources import from_model, from_schema
from test_faults import FAULTS
from test_faults import NAMES as FAULTY

from reportkit.build import read
from reportkit.diagnostics import Diagnostics
from reportkit.model import schema, validate
from reportkit.source import Source, load
from reportkit.workspace import Workspace

SCHEMA = json.loads(schema.text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
CASE_FILES = sorted(CASES.glob("*/briefing.yaml"))

CANNOT_SAY = {
    "an id is used once": "duplicate-ids",
    "how deep sections nest": "sections-too-deep",
    "how deep points nest": "points-too-deep",
    "an interval begins before it ends": "reversed-interval",
    "what is inferred is in the date": "inferred-part-missing",
    "two labels of TLP stand in different keys": "two-tlp-labels",
}
"""What JSON Schema has no words for, and the faulty source that only the model refuses."""
BEYOND = (
    *("names something else already", "names another source already", "deep", "ends before"),
    *("cannot be inferred", "two TLP labels", "is not a date", "is not an address"),
    *("is not a complete address", "must be an address", "needs `", "series`", "no variable is"),
    *("has a time of day", "two columns", "is empty", "must be one day", "is the key of"),
    *("lies outside the years", "has over", "has `spec` and"),
)
"""What the model may still say of a source that the schema accepts."""


def _data(path: Path) -> dict[str, Any]:
    source = load(path.read_bytes(), path.name, Diagnostics())
    assert source
    return source.data


def _complaints(data: object) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(data)]


def test_the_schema_is_draft_07() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("path", [*CASE_FILES, EXAMPLE], ids=lambda p: p.parent.name)
def test_every_case_and_the_example_pass(path: Path) -> None:
    assert _complaints(_data(path)) == []


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda p: p.parent.name)
def test_a_case_passes_with_its_includes_and_variables_in_place(path: Path) -> None:
    source = read(path, Workspace(path.parent), Diagnostics())
    assert source
    assert _complaints(source.data) == []


def _readable() -> dict[str, Source]:
    """The faulty sources that are YAML, which alone an editor could check."""
    found = {}
    for name in FAULTY:
        diagnostics = Diagnostics()
        source = load((FAULTS / name / "briefing.yaml").read_bytes(), name, diagnostics)
        if source and not diagnostics.has_errors:
            found[name] = source
    return found


@pytest.mark.parametrize(("name", "source"), _readable().items())
def test_what_the_model_refuses_for_its_shape_the_schema_refuses(name: str, source: Source) -> None:
    diagnostics = Diagnostics()
    validate(source, diagnostics)
    is_refused = bool(_complaints(source.data))
    assert is_refused == (diagnostics.has_errors and name not in CANNOT_SAY.values())


@given(from_schema(SCHEMA))
@settings(max_examples=150)
def test_the_model_accepts_sources_made_from_the_schema(data: dict[str, Any]) -> None:
    assert _complaints(data) == []
    source, diagnostics = _loaded(data)
    validate(source, diagnostics)
    said = [f"{d.span} {d.message}" for d in diagnostics if d.severity.value == "error"]
    assert [m for m in said if not any(known in m for known in BEYOND)] == []


@given(from_model())
@settings(max_examples=150)
def test_the_schema_accepts_sources_made_from_the_model(data: dict[str, Any]) -> None:
    source, diagnostics = _loaded(data)
    assume(validate(source, diagnostics) is not None)
    assert _complaints(source.data) == []


def _loaded(data: dict[str, Any]) -> tuple[Source, Diagnostics]:
    """JSON is YAML."""
    diagnostics = Diagnostics()
    source = load(json.dumps(data, ensure_ascii=False).encode(), "briefing.yaml", diagnostics)
    assert source
    assert not diagnostics.has_errors
    return source, diagnostics


@pytest.mark.parametrize(
    "text", ["2024", "2025-34", "2024-02-29", "201X", "2022-02-24/..", "2021~"]
)
def test_dates_may_be_edtf(text: str) -> None:
    assert _complaints({"title": "A", "timeline": {"events": [{"when": text, "text": "B"}]}}) == []


@given(st.from_regex(re.compile(r"-?[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/|/\.\.)?"), fullmatch=True))
@settings(max_examples=1000)
def test_the_schema_and_the_parser_agree_on_dates(text: str) -> None:
    from reportkit.model.edtf import EdtfError, parse

    try:
        parse(text)
        is_date = True
    except EdtfError:
        is_date = False
    data = {"title": "A", "sources": [{"title": "B", "date": text}]}
    assert (not _complaints(data)) == is_date


def test_null_is_no_value() -> None:
    assert _complaints({"title": "A", "subtitle": None})


def test_the_command_prints_the_schema(cli: Cli) -> None:
    assert json.loads(cli("schema").stdout) == SCHEMA


def test_the_command_writes_the_schema(cli: Cli, tmp_path: Path) -> None:
    result = cli("schema", "-o", tmp_path / "editor" / "briefing.schema.json", cwd=tmp_path)
    assert result.returncode == 0
    assert (tmp_path / "editor" / "briefing.schema.json").read_text("utf-8") == schema.text()


def test_every_key_is_described() -> None:
    nodes = [SCHEMA, *(form for d in SCHEMA["definitions"].values() for form in d.get("anyOf", ()))]
    for node in nodes:
        if "title" in node and node["title"] != "include":
            assert all(p["description"].endswith(".") for p in node["properties"].values())


def test_the_readme_names_the_schema() -> None:
    assert "reportkit schema" in (ROOT / "README.md").read_text("utf-8")
