"""reportkit for programs: `build`, `check`, `load`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Project

import reportkit
from reportkit import BriefingError
from reportkit.diagnostics import Severity

GOOD = "title: A report\nsections:\n  - {title: One, body: A made-up text.}\n"
DOCS = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_a_build_names_the_files_made_by_format(project: Project) -> None:
    root = project({"sources/a.yaml": GOOD})
    built = reportkit.build(root / "sources/a.yaml", formats=["html"])
    assert built.is_fine
    assert built.files == {"html": root / "out" / "a.html"}
    assert "A made-up text" in built.files["html"].read_text("utf-8")


def test_a_build_can_be_called_once_its_stages_are_imported(project: Project) -> None:
    import reportkit.build as stages

    root = project({"sources/a.yaml": GOOD})
    assert stages.Request.__module__ == "reportkit.build"
    elsewhere = root / "elsewhere"
    built = reportkit.build(str(root / "sources/a.yaml"), output=elsewhere, formats=["html"])
    assert list(elsewhere.iterdir()) == list(built.files.values())


def test_faults_are_findings_and_no_exceptions(project: Project) -> None:
    root = project({"sources/a.yaml": "titel: A report\n"})
    for result in (
        reportkit.build(root / "sources/a.yaml"),
        reportkit.check(root / "sources/a.yaml"),
    ):
        assert (result.exit_code, result.is_fine) == (1, False)
        assert "RK0201" in {item.code for item in result.findings}
    assert reportkit.check(root / "sources/b.yaml").exit_code == 2
    assert not (root / "out").exists()


def test_a_check_heeds_the_project_and_its_arguments(project: Project) -> None:
    lost = GOOD.replace("text.", "text., notes: {lost: A note}")
    root = project({"reportkit.toml": '[severity]\nRK0306 = "error"', "sources/a.yaml": lost})
    (item,) = reportkit.check(root / "sources/a.yaml").findings
    assert (item.code, item.severity) == ("RK0306", Severity.ERROR)
    assert reportkit.check(root / "sources/a.yaml", ignore=["RK03"]).is_fine


def test_pages_are_checked_on_request(project: Project) -> None:
    root = project({"sources/a.yaml": GOOD})
    assert reportkit.check(root / "sources/a.yaml").findings == ()
    found = reportkit.check(root / "sources/a.yaml", layout=True).findings
    assert {item.code for item in found} == {"RK0514"}


def test_a_briefing_is_loaded_as_typed_data(project: Project) -> None:
    root = project({"sources/a.yaml": "title: About $(what)\nvariables: {what: water}\n"})
    briefing = reportkit.load(root / "sources/a.yaml", settings={"what": "wood"})
    assert briefing.title == "About wood"


def test_a_briefing_that_is_at_fault_is_not_loaded(project: Project) -> None:
    root = project({"sources/a.yaml": "titel: A report\n"})
    with pytest.raises(BriefingError, match=r"unknown key `titel` \[RK0201\]") as caught:
        reportkit.load(root / "sources/a.yaml")
    assert {item.code for item in caught.value.findings} == {"RK0201"}


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"formats": ["docx"]}, "'docx' is none of html, pdf"),
        ({"formats": []}, "no format is named"),
        ({"formats": "pdf"}, r"formats is a list: write formats=\['pdf'\]"),
        ({"page_size": "A3"}, "'A3' is none of A4, letter"),
        ({"dpi": 10_000}, "dpi is 10000, and not between 36 and 600"),
    ],
)
def test_a_build_of_what_there_is_not_is_refused(wishes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reportkit.build("a.yaml", **wishes)


def test_codes_that_there_are_not_are_refused() -> None:
    with pytest.raises(ValueError, match="no code begins with 'RK77'"):
        reportkit.check("a.yaml", ignore=["RK77"])
    with pytest.raises(ValueError, match="select is a list"):
        reportkit.check("a.yaml", select="RK03")


def test_importing_reportkit_imports_nothing_of_it() -> None:
    code = "import sys, reportkit; print(*(n for n in sys.modules if n.startswith('reportkit')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["reportkit"]


def test_the_example_of_the_documentation_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project({"sources/water.yaml": GOOD}))
    (example,) = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    exec(example, {})
    assert Path("out/water.pdf").is_file()


def test_all_names_are_documented() -> None:
    for name in reportkit.__all__:
        assert f"`{name}" in DOCS
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = reportkit.nothing
