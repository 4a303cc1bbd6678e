"""What a briefing becomes besides page and PDF: Markdown, text, data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, EXAMPLE, Cli, Project
from hypothesis import given
from schema_sources import from_model

import reportkit
from reportkit import model
from reportkit.build import read
from reportkit.diagnostics import Diagnostics
from reportkit.model.briefing import Briefing
from reportkit.plain import data
from reportkit.source import Source, load
from reportkit.workspace import Workspace

GOOD = """\
title: A made-up title
handling: {tlp: amber, text: Not for the press}
draft: true
licence: CC-BY-4.0
sections:
  - title: One
    body:
      - figure: {image: images/a map.svg, alt: Two rivers that meet, caption: Where they meet}
"""
MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
WORDS = ["md", "txt", "json"]
FILES = {"sources/a.yaml": GOOD, "sources/images/a map.svg": MAP}


def test_words_are_written_beside_page_and_pdf(project: Project) -> None:
    root = project(FILES)
    built = reportkit.build(root / "sources/a.yaml", formats=[*WORDS, "html"])
    assert {name: path.name for name, path in built.files.items()} == {
        name: f"a.{name}" for name in (*WORDS, "html")
    }
    for name in WORDS:
        made = built.files[name].read_text("utf-8")
        for words in ("made-up title", "AMBER" if name != "json" else "TLP:AMBER", "the press"):
            assert words in made, name
    for name in ("md", "txt"):
        made = built.files[name].read_text("utf-8")
        assert made.count("TLP:AMBER") == 2
        assert "Draft" in made
        assert "CC BY 4.0" in made


def test_a_second_build_of_words_does_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(FILES) / "sources/a.yaml"
    first = reportkit.build(source, formats=WORDS)
    before = {path: path.stat().st_mtime_ns for path in first.files.values()}
    monkeypatch.setattr("reportkit.build.make", None)
    second = reportkit.build(source, formats=WORDS)
    assert second.files == first.files
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_images_of_markdown_are_named_from_where_it_stands(project: Project, here: Cli) -> None:
    root = project(FILES)
    for output, address in (
        ("out", "../sources/images/a%20map.svg"),
        ("sources", "images/a%20map.svg"),
    ):
        assert here("build", "-f", "md", "-o", output, cwd=root).returncode == 0
        assert f"![Two rivers that meet]({address})" in (root / output / "a.md").read_text()


def test_a_fault_leaves_no_words_either(project: Project, here: Cli) -> None:
    """An image that is not there stops a report without pages too."""
    root = project({**FILES, "sources/b.yaml": GOOD.replace("a map", "no map")})
    run = here("build", "-f", ",".join(WORDS), cwd=root)
    assert (run.returncode, run.stderr.count("RK0501")) == (1, 1)
    assert sorted(path.name for path in (root / "out").iterdir()) == ["a.json", "a.md", "a.txt"]
    assert run.stdout.split() == ["out/a.md", "out/a.txt", "out/a.json"]


def test_words_of_many_briefings_are_made_by_several_processes(project: Project, here: Cli) -> None:
    root = project({**FILES, **{f"sources/{name}.yaml": GOOD for name in "bcd"}})
    run = here("build", "-j", "2", "-f", "md,json", "--deps", "out/deps.json", cwd=root)
    assert run.returncode == 0, run.stderr
    told = json.loads((root / "out" / "deps.json").read_text())["results"]
    assert told[0]["outputs"] == ["out/a.md", "out/a.json"]
    assert "sources/images/a map.svg" in told[0]["inputs"]
    assert len(list((root / "out").iterdir())) == 9


def test_words_need_neither_templates_nor_the_press(project: Project) -> None:
    """So that they are made in a moment."""
    root = project(FILES)
    code = "import sys, reportkit as r; r.build('sources/a.yaml', formats=['md', 'txt', 'json']);"
    code += "print({'jinja2', 'weasyprint', 'fontTools'} & {n for n in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr


def loaded(text: str) -> tuple[Briefing | None, Source | None]:
    diagnostics = Diagnostics()
    source = load(text.encode("utf-8", "surrogatepass"), "briefing.yaml", diagnostics)
    return (model.validate(source, diagnostics) if source else None), source


@given(given=from_model())
def test_data_is_the_briefing_again(given: dict[str, Any]) -> None:
    briefing, source = loaded(json.dumps(given, ensure_ascii=False))
    if briefing and source:
        again, _ = loaded(data.write(briefing, source))
        assert again == briefing.model_copy(update={"variables": {}})


@pytest.mark.parametrize(
    "path", [EXAMPLE, *sorted(CASES.glob("*/briefing.yaml"))], ids=lambda path: path.parent.name
)
def test_the_data_of_a_case_is_its_briefing_again(path: Path) -> None:
    diagnostics = Diagnostics()
    source = read(path, Workspace(CASES.parent), diagnostics)
    briefing = model.validate(source, diagnostics) if source else None
    assert briefing
    assert source
    is_whole = not source.origins
    again, _ = loaded(data.write(briefing, source))
    assert again is not None
    if is_whole:
        assert again == briefing.model_copy(update={"variables": {}})


def test_data_holds_variables_resolved_and_signs_as_they_were_written(project: Project) -> None:
    text = "title: About $(what) and $$(it)\nvariables: {what: water}\nsummary: {text: $$$(a)}\n"
    root = project({"sources/a.yaml": text})
    files = reportkit.build(root / "sources/a.yaml", formats=["json"]).files
    kept = json.loads(files["json"].read_text("utf-8"))
    assert kept == {
        "schema_version": 1,
        "title": "About water and $$(it)",
        "summary": {"text": "$$$(a)"},
    }
    again = reportkit.load(files["json"])
    assert (again.title, again.summary and again.summary.text) == ("About water and $(it)", "$$(a)")


def test_data_names_files_from_the_folder_of_the_source(project: Project) -> None:
    part = "title: One\nbody:\n  - figure: {image: a.svg, alt: A river}\n"
    part += "  - 'x `![a](b.svg)` ![Two](b.svg)'\n"
    root = project(
        {
            "sources/a.yaml": "title: T\nsections:\n  - include: parts/one.yaml\n",
            "sources/parts/one.yaml": part,
            "sources/parts/a.svg": MAP,
            "sources/parts/b.svg": MAP,
        }
    )
    files = reportkit.build(
        root / "sources/a.yaml", formats=["json"], output=root / "sources"
    ).files
    made = (
        reportkit.build(files["json"], formats=["md"], output=root / "out").files["md"].read_text()
    )
    assert "![A river](../sources/parts/a.svg)" in made
    assert "`![a](b.svg)` ![Two](../sources/parts/b.svg)" in made


def test_data_of_a_later_format_is_refused(project: Project) -> None:
    root = project({"sources/a.json": '{"schema_version": 2, "title": "T"}'})
    (found,) = reportkit.check(root / "sources/a.json").findings
    assert "schema_version" in found.message
