"""The command line: exit codes, what goes where, and that faults leave the output as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from reportkit import cli
from reportkit.__main__ import main

GOOD = "title: A title\nsections:\n  - title: One\n    body: Text.\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.reportkit, [str(arg) for arg in args])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A good source in a project whose out/ holds an older result."""
    (tmp_path / "reportkit.toml").touch()
    (tmp_path / "sources").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.html").write_text("older")
    (tmp_path / "out/a.pdf").write_text("older")
    path = tmp_path / "sources/a.yaml"
    path.write_text(GOOD)
    return path


def left_alone(source: Path) -> bool:
    out = source.parent.parent / "out"
    files = {p.name: p.read_text("latin1") for p in out.iterdir()}
    return files == {"a.html": "older", "a.pdf": "older"}


def test_a_build_writes_a_page_and_a_pdf_and_names_them(source: Path) -> None:
    result = run("build", source)
    assert (result.exit_code, result.stderr) == (0, "")
    out = source.parent.parent / "out"
    assert result.stdout.split() == [str(out / "a.pdf"), str(out / "a.html")]
    assert (out / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert "<h1" in (out / "a.html").read_text()


def test_one_format_may_be_asked_for(source: Path, tmp_path: Path) -> None:
    run("build", source, "-f", "html", "-o", tmp_path / "new")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["a.html"]


def test_both_presses_say_the_same(source: Path) -> None:
    texts = []
    for press in ("linked", "plain"):
        assert run("build", source, "-f", "pdf", "--press", press).exit_code == 0
        pages = PdfReader(source.parent.parent / "out/a.pdf").pages
        texts.append([page.extract_text().split() for page in pages])
    assert texts[0] == texts[1]


def test_timings_go_to_standard_error_stage_by_stage_and_part_by_part(source: Path) -> None:
    result = run("build", source, "--timings", "-j", "1")
    rows = [line.split() for line in result.stderr.splitlines()]
    assert rows[0] == ["a.yaml", "cpu", "s", "wall", "s"]
    names = [row[0] for row in rows]
    stages = ("read", "render", "pdf", "compile", "link", "html", "all", "cover")
    assert [name for name in names if name in stages] == list(stages)
    assert [float(value) for row in rows[1:] if len(row) == 3 for value in row[1:]]
    assert result.stdout.count("\n") == 2


def test_a_cluster_out_of_reach_is_a_matter_of_the_machine(source: Path) -> None:
    result = run("build", source, "--scheduler", "nonsense://here")
    assert (result.exit_code, result.stderr.count("RK0911")) == (3, 1)
    assert left_alone(source)


def test_clean_removes_what_builds_keep_and_nothing_else(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = source.parent.parent
    monkeypatch.chdir(root)
    run("build", source)
    assert (root / ".reportkit/press").is_dir()
    (root / ".reportkit/notes.txt").write_text("mine")
    result = run("clean")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.split() == [
        ".reportkit/.gitignore",
        ".reportkit/builds",
        ".reportkit/press",
    ]
    assert [path.name for path in (root / ".reportkit").iterdir()] == ["notes.txt"]
    assert (root / "out/a.pdf").exists()
    (root / ".reportkit/notes.txt").unlink()
    run("clean")
    assert not (root / ".reportkit").exists()


def test_clean_follows_no_link(
    source: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, other = source.parent.parent, tmp_path_factory.mktemp("other")
    (other / "press").mkdir()
    (other / "press/mine").touch()
    monkeypatch.chdir(root)
    (root / ".reportkit").symlink_to(other)
    assert run("clean").exit_code == 3
    (root / ".reportkit").unlink()
    (root / ".reportkit").mkdir()
    (root / ".reportkit/press").symlink_to(other / "press")
    assert run("clean").exit_code == 0
    assert (other / "press/mine").exists()
    assert not (root / ".reportkit").exists()


def test_clean_takes_prepared_fonts_only_when_asked(
    source: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    made = cache / "fonts" / ("0" * 32)
    made.mkdir(parents=True)
    (made / "face.ttf").touch()
    (cache / "fonts/truetype").mkdir()
    monkeypatch.setenv("REPORTKIT_CACHE", str(cache))
    monkeypatch.chdir(source.parent.parent)
    run("clean")
    assert made.exists()
    assert run("clean", "--fonts").exit_code == 0
    assert [path.name for path in (cache / "fonts").iterdir()] == ["truetype"]


FAULTS = {
    "a misspelt key": ("titel: A\ntitle: B\n", 1, "RK0201"),
    "an empty file": ("", 1, "RK0103"),
    "an impossible date": ("title: A\ndate: 2025-02-30\n", 1, "RK0205"),
    "a missing image": (GOOD + "  - title: Two\n    body: '![x](no.png)'\n", 1, "RK0501"),
    "a link to nothing": (GOOD + "  - title: Two\n    body: '[x](#no)'\n", 1, "RK0301"),
    "a language without words": (GOOD + "language: tlh\n", 1, "RK0206"),
    "a glyph that no font has": (GOOD + "subtitle: \U00013000\n", 1, "RK0503"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_finding_and_leaves_the_output_alone(name: str, source: Path) -> None:
    text, code, finding = FAULTS[name]
    source.write_text(text)
    result = run("build", source, "--diagnostic-format", "short")
    lines = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, len(lines)) == (code, "", 1), result.stderr
    assert lines[0].startswith(str(source))
    assert lines[0].endswith(f"[{finding}]")
    assert left_alone(source)


def test_a_missing_source_is_a_matter_of_usage(source: Path) -> None:
    result = run("build", source.with_name("b.yaml"), "--diagnostic-format", "short")
    assert result.exit_code == 2
    assert "does not exist [RK0101]" in result.stderr


def test_a_directory_is_a_matter_of_usage(source: Path) -> None:
    result = run("build", source.parent, "--diagnostic-format", "short")
    assert result.exit_code == 2
    assert "[RK0102]" in result.stderr


def test_an_unknown_theme_is_a_matter_of_usage(source: Path) -> None:
    result = run("build", source, "-t", "institut")
    assert result.exit_code == 2
    assert "RK0401" in result.stderr
    assert "institute" in result.stderr
    assert left_alone(source)


def test_an_unwritable_output_is_a_matter_of_the_machine(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run("build", source, "-o", tmp_path / "file", "--diagnostic-format", "short")
    assert result.exit_code == 3
    assert result.stderr.count("[RK0902]") == 1
    assert (tmp_path / "file").read_text() == "in the way"


def test_an_unknown_format_is_a_matter_of_usage(source: Path) -> None:
    result = run("build", source, "-f", "html,pgn")
    assert (result.exit_code, "did you mean `png`?" in result.stderr) == (2, True)


@pytest.mark.parametrize("options", [["--linked", "-f", "pdf"], ["--dpi", "100"]])
def test_an_option_whose_format_is_not_asked_for_is_refused(
    options: list[str], source: Path
) -> None:
    assert run("build", source, *options).exit_code == 2
    assert (source.parent.parent / "out/a.html").read_text() == "older"


def test_one_faulty_briefing_costs_only_itself(source: Path) -> None:
    bad = source.with_name("b.yaml")
    bad.write_text("titel: x\n")
    result = run("build", bad, source, "-f", "html")
    assert result.exit_code == 1
    assert result.stdout.strip().endswith("a.html")


def test_two_sources_of_one_name_are_refused_before_anything_is_made(source: Path) -> None:
    other = source.parent.parent / "a.yml"
    other.write_text(GOOD)
    result = run("build", source, other)
    assert (result.exit_code, "RK0803" in result.stderr) == (2, True)
    assert left_alone(source)


def test_a_misspelt_setting_of_the_project_is_found(source: Path) -> None:
    (source.parent.parent / "reportkit.toml").write_text('thme = "plain"\n')
    result = run("build", source)
    assert result.exit_code == 1
    assert "did you mean `theme`?" in result.stderr


def test_a_project_without_sources_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert (result.exit_code, "RK0802" in result.stderr) == (2, True)


def test_a_bug_is_reported_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("seam")

    monkeypatch.setattr(cli.reportkit, "main", broken)
    monkeypatch.delenv("REPORTKIT_TRACEBACK", raising=False)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    shown = capsys.readouterr().err
    assert (ended.value.code, "RuntimeError: seam [RK0999]" in shown) == (4, True)
    assert "Traceback" not in shown


def test_an_interrupted_run_says_so_and_leaves_the_output_alone(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reportkit.results.write", interrupted)
    monkeypatch.setattr("sys.argv", ["reportkit", "build", str(source), "-f", "html"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert left_alone(source)


def test_an_interrupt_ends_it_in_one_word_before_a_command_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        def find_spec(self, *_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "reportkit.cli")
    monkeypatch.setattr("sys.meta_path", [Interrupted()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (130, "interrupted\n")


def test_a_build_may_set_what_is_declared_and_nothing_else(source: Path) -> None:
    source.write_text(f"variables: {{quarter: first}}\nsubtitle: The $(quarter)\n{GOOD}")
    set_twice = ("--set", "quarter=third", "--set", "draft=true", "-f", "html")
    assert run("build", source, *set_twice).exit_code == 0
    page = (source.parent.parent / "out/a.html").read_text()
    assert "The third" in page
    assert '<p class="watermark">Draft</p>' in page
    unknown = run("build", source, "--set", "quater=x")
    assert (unknown.exit_code, "did you mean `quarter`?" in unknown.stderr) == (2, True)
    for wrong in (["--set", "quarter"], ["--set", "a=b", "--set", "a=c"]):
        assert run("build", source, *wrong).exit_code == 2


@pytest.mark.parametrize("arguments", [["--no-such"], ["nothing"], ["build", "--color", "red"]])
def test_a_wrong_call_is_a_matter_of_usage(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["reportkit", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
