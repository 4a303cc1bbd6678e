"""Editors find the schema, and what others have written stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from reportkit import cli, editor
from reportkit.diagnostics import Diagnostics
from reportkit.source import load

LINE = "# yaml-language-server: $schema=../.reportkit/briefing.schema.json"


def install(*args: str) -> Result:
    return CliRunner().invoke(cli.reportkit, ["schema", "--install", *args])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one briefing, and the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("reportkit.toml").touch()
    Path("sources").mkdir()
    Path("sources/a.yaml").write_text("title: A\n")
    return tmp_path


def test_the_schema_is_put_where_the_briefing_and_vs_code_name_it(folder: Path) -> None:
    result = install()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.split() == [editor.SCHEMA, "sources/a.yaml", ".vscode/settings.json"]
    assert Path("sources/a.yaml").read_text() == f"{LINE}\ntitle: A\n"
    (schema,) = json.loads(Path(".vscode/settings.json").read_text())["yaml.schemas"]
    assert json.loads(Path(schema).read_text())["$schema"].endswith("draft-07/schema#")


def test_a_second_time_changes_nothing(folder: Path) -> None:
    install()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert install().exit_code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("kept", [None, '{"$comment": "reportkit 0.0.1"}'])
def test_a_build_renews_the_schema_that_a_briefing_names(folder: Path, kept: str | None) -> None:
    build = ["build", "-f", "json"]
    assert CliRunner().invoke(cli.reportkit, build).exit_code == 0
    assert not Path(editor.SCHEMA).exists()
    Path("sources/a.yaml").write_text(f"{LINE}\ntitle: A\n")
    if kept:
        Path(editor.SCHEMA).write_text(kept)
    assert CliRunner().invoke(cli.reportkit, build).exit_code == 0
    written = Path(editor.SCHEMA).read_bytes()
    assert written.decode() == CliRunner().invoke(cli.reportkit, ["schema"]).stdout
    Path(editor.SCHEMA).write_bytes(mine := written + b"\n")
    assert CliRunner().invoke(cli.reportkit, build).exit_code == 0
    assert Path(editor.SCHEMA).read_bytes() == mine


def test_settings_of_others_stay(folder: Path) -> None:
    Path(".vscode").mkdir()
    mine = {"editor.rulers": [100], "yaml.schemas": {"x.json": "*.yml"}}
    Path(".vscode/settings.json").write_text(json.dumps(mine))
    install()
    settings = json.loads(Path(".vscode/settings.json").read_text())
    assert settings.pop("yaml.schemas").pop("x.json") == "*.yml"
    assert settings == {"editor.rulers": [100]}


@pytest.mark.parametrize("text", ["{ // a comment\n}", "[]", '{"yaml.schemas": 3}', "\xff"])
def test_settings_that_are_no_plain_json_are_left_alone_and_named(folder: Path, text: str) -> None:
    Path(".vscode").mkdir()
    Path(".vscode/settings.json").write_text(text, encoding="latin-1")
    result = install("--diagnostic-format", "human")
    assert result.exit_code == 0
    assert 'add to them: "yaml.schemas": {' in result.stderr
    assert Path(".vscode/settings.json").read_text(encoding="latin-1") == text


def test_what_is_no_briefing_gets_no_line(folder: Path) -> None:
    contents = {"part.yaml": b"- text: A\n", "wide.yaml": "title: A".encode("utf-16")}
    for name, data in contents.items():
        Path("sources", name).write_bytes(data)
    install()
    assert {name: Path("sources", name).read_bytes() for name in contents} == contents


def test_lines_end_as_they_did(folder: Path) -> None:
    Path("sources/a.yaml").write_bytes(b"\xef\xbb\xbftitle: A\r\n")
    install()
    assert Path("sources/a.yaml").read_bytes() == f"{LINE}\r\ntitle: A\r\n".encode()


def test_a_place_and_the_project_exclude_each_other(folder: Path) -> None:
    assert install("-o", "x.json").exit_code == 2


@given(st.text())
def test_the_line_changes_nothing_that_the_briefing_says(text: str) -> None:
    source = f"title: A\nsubtitle: {json.dumps(text)}\n".encode()
    named = editor._named(source)
    before, after = (load(data or b"", "a.yaml", Diagnostics()) for data in (source, named))
    assert (before and before.data) == (after and after.data)
