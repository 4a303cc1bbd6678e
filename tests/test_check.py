"""`reportkit check`: every finding, nothing written, at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLE, ROOT, Cli, Project

from reportkit.diagnostics import CODES

FAULTY = """\
    title: A report
    sections:
      - title: One
        body: See @fig:nothing.
"""
LONELY = "title: A report\nsections:\n  - title: One\n    body: A made-up text\n"
NOTES = "    notes: {lost: A note}"


def tree(root: Path) -> list[Path]:
    return sorted(root.rglob("*"))


def test_a_sound_briefing_passes_in_silence(here: Cli) -> None:
    run = here("check", EXAMPLE)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_nothing_is_written(project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": FAULTY, "sources/b.yaml": "title: Fine"})
    before = tree(root)
    run = here("check", cwd=root)
    assert run.returncode == 1
    assert "RK0301" in run.stdout
    assert tree(root) == before


def test_pages_are_checked_without_a_result(project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": "title: A report\nsections: [{title: One, body: ☃}]"})
    run = here("check", "--layout", "--diagnostic-format", "short", cwd=root)
    assert run.returncode == 1
    assert "RK0503" in run.stdout
    assert not (root / "out").exists()


def test_every_finding_of_a_page_names_its_briefing_and_the_page(
    project: Project, here: Cli
) -> None:
    briefing = LONELY.rstrip() + "[^a]\n    notes: {a: A made-up note}\n"
    root = project({"sources/a.yaml": briefing, "sources/b.yaml": briefing})
    run = here("check", "--layout", "--diagnostic-format", "short", cwd=root)
    rows = run.stdout.splitlines()
    assert {row.split(":")[0] for row in rows} == {"sources/a.yaml", "sources/b.yaml"}
    assert all("of the PDF) [RK0514]" in row for row in rows)


def test_data_images_and_themes_are_checked_without_pages(project: Project, here: Cli) -> None:
    body = "[{table: {csv: a.csv}}, {figure: {image: b.svg, alt: A map}}]"
    source = f"title: A report\nsections: [{{title: One, body: {body}}}]"
    root = project({"sources/a.yaml": source, "sources/a.csv": "a,b\n1,2\n"})
    run = here("check", "--diagnostic-format", "short", cwd=root)
    assert "RK0501" in run.stdout
    (root / "sources/a.csv").unlink()
    assert "RK0121" in here("check", "--diagnostic-format", "short", cwd=root).stdout
    run = here("check", "--theme", "none", cwd=root)
    assert run.returncode == 2


@pytest.mark.skipif("COVERAGE_RUN" in os.environ, reason="coverage takes time itself")
def test_the_example_is_checked_within_a_third_of_a_second_of_cpu() -> None:
    code = (
        "import sys, time; sys.argv = ['reportkit', 'check', sys.argv[1]]\n"
        "from reportkit.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, time.process_time(), *sys.modules)"
    )
    command = [sys.executable, "-c", code, str(EXAMPLE)]
    times = []
    for _ in range(5):
        run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        ended, seconds, *loaded = run.stdout.split()
        assert ended == "0"
        assert not {"weasyprint", "jinja2", "PIL", "fontTools"} & set(loaded)
        times.append(float(seconds))
        if min(times) < 0.33:
            return
    assert min(times) < 0.66, times


def ignoring(mark: str) -> str:
    return f"{LONELY}{NOTES}{mark}\n"


def test_a_line_may_let_a_finding_stand(project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": ignoring("")})
    assert "RK0306" in here("check", cwd=root).stdout
    root = project({"sources/a.yaml": ignoring("  # reportkit: ignore RK0306 -- not yet")})
    assert here("check", cwd=root).stdout == ""
    root = project({"sources/a.yaml": f"{LONELY}    # reportkit: ignore RK0306\n\n{NOTES}\n"})
    assert here("check", cwd=root).stdout == ""


def test_an_ignore_covers_the_whole_text_that_it_stands_at(project: Project, here: Cli) -> None:
    text = "title: A report\nsections:\n  - title: One\n    body: | # reportkit: ignore RK0301\n"
    root = project({"sources/a.yaml": text + "      A made-up text,\n      see @fig:none.\n"})
    assert here("check", cwd=root).stdout == ""


def test_a_hash_in_a_text_ignores_nothing(project: Project, here: Cli) -> None:
    text = "title: A report\nsections:\n  - title: One\n    body: |\n      See @fig:none\n"
    root = project({"sources/a.yaml": text + "      # reportkit: ignore RK0301\n"})
    assert "RK0301" in here("check", cwd=root).stdout


def test_an_ignore_that_ignores_nothing_is_a_finding(project: Project, here: Cli) -> None:
    root = project({"sources/a.yaml": "title: A report # reportkit: ignore RK0306, RK0512, RK99\n"})
    run = here("check", "--diagnostic-format", "short", cwd=root)
    assert run.stdout.splitlines() == [
        "sources/a.yaml:1:17: warning: `RK99` is no code to be ignored [RK0120]",
        "sources/a.yaml:1:17: warning: nothing here has RK0306 to be ignored [RK0120]",
    ]
    run = here("check", "--layout", "--diagnostic-format", "short", cwd=root)
    assert "nothing here has RK0306 or RK0512 to be ignored" in run.stdout


def test_an_error_that_stops_the_report_cannot_be_ignored(project: Project, here: Cli) -> None:
    toml = '[severity]\nRK0201 = "off"\n'
    source = "title: A report\ntitel: b # reportkit: ignore RK0201\n"
    for files in ({"reportkit.toml": toml, "sources/a.yaml": "title: A\ntitel: b"},):
        root = project(files)
        run = here("check", cwd=root)
        assert run.returncode == 1
        assert "it cannot be ignored or lowered" in run.stdout
    root = project({"reportkit.toml": "", "sources/a.yaml": source})
    assert "it cannot be ignored or lowered" in here("check", cwd=root).stdout
    run = here("check", "--ignore", "RK02", cwd=root)
    assert run.returncode == 1


def test_a_project_and_a_pattern_of_briefings_set_severities(project: Project, here: Cli) -> None:
    toml = """\
        [severity]
        RK0306 = "error"
        [severity."sources/draft-*.yaml"]
        RK03 = "off"
        """
    files = {"sources/a.yaml": ignoring(""), "sources/draft-a.yaml": ignoring("")}
    root = project({"reportkit.toml": toml, **files})
    run = here("check", "--diagnostic-format", "short", cwd=root)
    assert run.returncode == 1
    (line,) = run.stdout.splitlines()
    assert line.startswith("sources/a.yaml:5:")
    assert ": error: " in line


def test_a_severity_raised_keeps_a_result_from_being_written(project: Project, here: Cli) -> None:
    toml = '[severity]\nRK0306 = "error"\n'
    root = project({"reportkit.toml": toml, "sources/a.yaml": ignoring("")})
    run = here("build", cwd=root)
    assert run.returncode == 1
    assert not (root / "out").exists()


def test_what_has_not_changed_is_judged_by_the_severities_of_today(
    project: Project, here: Cli
) -> None:
    root = project({"sources/a.yaml": ignoring("")})
    first = here("build", "-f", "html", cwd=root)
    assert (first.returncode, "RK0306" in first.stderr) == (0, True)
    (root / "reportkit.toml").write_text('[severity]\nRK0306 = "off"\n')
    assert here("build", "-f", "html", cwd=root).stderr == ""
    assert here("build", "-f", "html", "--select", "RK05", cwd=root).stderr == ""


def test_a_severity_lowered_lets_a_result_be_written(project: Project, here: Cli) -> None:
    toml = '[severity]\nRK0503 = "warning"\n'
    source = "title: A report\nsections: [{title: One, body: ☃}]"
    root = project({"reportkit.toml": toml, "sources/a.yaml": source})
    run = here("build", "--diagnostic-format", "short", cwd=root)
    assert run.returncode == 0
    assert ": warning: no font" in run.stderr
    assert (root / "out" / "a.pdf").is_file()
    (root / "reportkit.toml").write_text("")
    assert here("build", cwd=root).returncode == 1  # from what the press has kept


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[severity]\nRK03x = "off"', "no code begins with `RK03x`"),
        ('[severity]\nRK0306 = "loud"', "`RK0306` has no such severity"),
        ('severity = "off"', "`severity` must be a table"),
        ('[severity."sources/*"]\nRK9 = "off"', "no code begins with `RK9`"),
    ],
)
def test_a_wrong_severity_is_a_finding(toml: str, said: str, project: Project, here: Cli) -> None:
    root = project({"reportkit.toml": toml, "sources/a.yaml": "title: A report"})
    run = here("check", cwd=root)
    assert run.returncode == 1
    assert f"error[RK0406]: {said}" in run.stdout


def test_findings_are_chosen_by_how_their_codes_begin(project: Project, here: Cli) -> None:
    source = ignoring("\nlists: [figures]")
    root = project({"sources/a.yaml": source})
    every = here("check", "--diagnostic-format", "short", cwd=root).stdout
    assert "RK0306" in every
    assert "RK0308" in every
    chosen = here("check", "--select", "RK0306", "--strict", cwd=root)
    assert chosen.returncode == 1
    assert "RK0308" not in chosen.stdout
    left = here("check", "--ignore", "rk0308,RK0306", "--strict", cwd=root)
    assert (left.returncode, left.stdout) == (0, "")
    run = here("check", "--select", "RK0360", cwd=root)
    assert run.returncode == 2
    assert "did you mean" in run.stderr


def test_what_may_be_ignored_leaves_every_word_in_the_report(project: Project, here: Cli) -> None:
    word = "a" * 1001
    source = f"""\
        title: A report
        sections:
          - title: One
            body:
              - See @fig:noplace, [@nosource], a note[^nonote], {word} and ☃.
              - definitions: [{{term: weir, meaning: Low}}, {{term: weir, meaning: High}}]
              - table:
                  columns: [Port, Crates]
                  rows: [[North, 12], [South, 14], [Both, 27]]
                  total: {{in_data: true}}
              - matrix: {{columns: [A, B], scale: [Low, High], rows: [[Metering, Hihg]]}}
        """
    codes = [code for code, found in CODES.items() if found.is_bearable]
    toml = "[severity]\n" + "".join(f'{code} = "off"\n' for code in codes)
    root = project({"reportkit.toml": toml, "sources/a.yaml": source})
    run = here("build", "-f", "html", cwd=root)
    assert (run.returncode, run.stderr) == (0, "")
    page = (root / "out" / "a.html").read_text("utf-8")
    for words in ("noplace", "[nosource]", "nonote", word, "☃", "Low", "High", "27", "Hihg"):
        assert words in page


def test_an_included_file_has_ignores_of_its_own(project: Project, here: Cli) -> None:
    part = "title: One\nbody: See @fig:none. # reportkit: ignore RK0301\n"
    source = "title: A report\nsections: [{include: parts/one.yaml}]\n"
    root = project({"sources/a.yaml": source, "sources/parts/one.yaml": part})
    assert here("check", cwd=root).stdout == ""


def test_severities_may_stand_in_a_shared_file(project: Project, here: Cli) -> None:
    toml = '[tool.reportkit.severity]\nRK0306 = "off"\nRK03x = "off"\n'
    root = project({"pyproject.toml": toml, "sources/a.yaml": ignoring("")})
    (root / "reportkit.toml").unlink()
    run = here("check", "--diagnostic-format", "short", cwd=root)
    assert run.stdout.startswith("pyproject.toml:3:1: error: no code begins with `RK03x`")
    (root / "pyproject.toml").write_text(toml.replace('RK03x = "off"\n', ""))
    assert here("check", cwd=root).stdout == ""


def test_a_source_outside_a_project_is_checked_too(tmp_path: Path, here: Cli) -> None:
    (tmp_path / "a.yaml").write_text("titel: A report")
    run = here("check", "a.yaml", "--diagnostic-format", "short", cwd=tmp_path)
    assert run.stdout.startswith("a.yaml:1:1: error: unknown key")
