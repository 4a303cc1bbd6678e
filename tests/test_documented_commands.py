"""Every command and every example in the documentation does what it is shown for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import click
import commands as reference
import pytest
from conftest import ROOT, Cli, Project, Tool
from documented import ALL, NOT_RUN, PAGES, code, commands, is_run, parse, pieces, words

FOLLOWED = {
    "docs/getting-started.md": "tests/test_getting_started.py",
    "docs/themes.md": "tests/test_themes_docs.py",
    "docs/findings.md": "tests/test_explain.py",
}
"""Pages that are done step by step, each with the test that does it."""
EXAMPLES = {
    "README.md": "tests/test_readme.py",
    "docs/api.md": "tests/test_api.py",
    "docs/brand.md": "tests/test_brand.py",
    "docs/ci.md": "tests/test_documented_commands.py",
    "docs/command-line.md": "tests/test_command_line_docs.py",
    "docs/composition.md": "tests/test_composition_docs.py",
    "docs/formats.md": "tests/test_documented_commands.py",
    "docs/page.md": "tests/test_documented_commands.py",
    "docs/references.md": "tests/test_references_docs.py",
    "docs/source.md": "tests/test_reference.py",
    "docs/templates.md": "tests/test_documented_commands.py",
    "styles/README.md": "tests/test_contract.py",
    **FOLLOWED,
}
"""Pages with examples that are no commands, each with the test that uses them."""
BRIEFING = "title: A made-up report\nsections:\n  - {title: One, body: A made-up text.}\n"
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>A made-up text.</w:t></w:r></w:p></w:body></w:document>"
)
SHELL = [
    (piece, line)
    for page in ALL
    if page not in FOLLOWED
    for piece in pieces(page)
    if piece.language in ("sh", "console")
    for line in commands(piece)
]


class Folder:
    """A project that is as it was before each command, and has the files that the command names."""

    def __init__(self, root: Path, cli: Cli) -> None:
        self.root, self._kept, self._cli = root / "project", root / "kept", cli
        assert cli("init", self.root, cwd=root).returncode == 0
        assert cli("build", cwd=self.root).returncode == 0
        shutil.copytree(self.root, self._kept)

    def run(self, given: list[str]) -> subprocess.CompletedProcess[str]:
        """`reportkit GIVEN`, its cache away from that of other tests where it is cleaned."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root) if given[0] != "init" else self.root.mkdir()
        if given[0] == "themes" and "house" in given and given[1] != "new":
            self._cli("themes", "new", "house", cwd=self.root)
        outputs = [after for word, after in pairwise(given) if word == "-o"]
        for name in given[1:]:
            if name not in outputs:
                self._write(self.root / name)
        env = {"REPORTKIT_CACHE": str(self.root / "cache")} if given[0] == "clean" else {}
        return self._cli(*given, cwd=self.root, env=env)

    def _write(self, path: Path) -> None:
        """The file that a command names, if it is one to begin from."""
        if path.suffix in (".yaml", ".txt") and not path.exists():
            path.write_text(BRIEFING if path.suffix == ".yaml" else "A made-up text.\n")
        if path.suffix == ".docx":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("word/document.xml", WORD)


def test_every_command_that_is_shown_does_its_work(tmp_path: Path, here: Cli) -> None:
    folder = Folder(tmp_path, here)
    lines = {line: piece for piece, line in SHELL if is_run(line)}
    assert len(lines) > 40
    for line, piece in lines.items():
        run = folder.run(words(line))
        assert run.returncode == 0, f"{piece.place}: {line}\n{run.stdout}{run.stderr}"


def test_what_is_not_run_is_shown_somewhere_and_proved_by_a_test_that_exists() -> None:
    lines = [line for page in ALL for piece in pieces(page) for line in commands(piece)]
    for pattern, (_, proof) in NOT_RUN.items():
        found = [line for line in lines if re.match(pattern, line)]
        assert found, pattern
        assert (ROOT / proof).is_file()
        for given in filter(None, map(words, found)):
            parse(given, are_values=True)


@pytest.mark.parametrize("page", ALL)
def test_options_that_are_named_exist(page: str) -> None:
    """In commands that are shown or stand in the text, and alone: `--strict`."""
    shown = [
        line
        for piece in pieces(page)
        for line in commands(piece)
        if piece.language in ("sh", "console", "text") and "[OPTIONS]" not in line
    ]
    for line in [*shown, *code(page)]:
        if given := words(line) if line.startswith(("reportkit ", "eval")) else []:
            try:
                parse(["--help"] if given[0] == "COMMAND" else given)
            except click.UsageError as error:
                pytest.fail(f"{line}: {error.message}")
    known = {
        option
        for context in reference.commands()
        for parameter in context.command.params
        for option in (*parameter.opts, *parameter.secondary_opts, "--help")
    }
    alone = {text for text in code(page) if re.fullmatch(r"--(?!rk-)[a-z-]+", text)}
    assert alone <= known


def test_goals_of_make_and_extras_of_packages_that_are_named_exist(tool: Tool) -> None:
    text = "".join(ALL.values())
    goals = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    goals |= {
        goal for page in ALL for goal in re.findall(r"^make ([a-z]+)$", "\n".join(code(page)), re.M)
    }
    assert {"report", "test", "docs"} <= goals
    command = [tool("make"), "-n", *sorted(goals)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    extras = re.findall(r"(?:reportkit|\.)\[([\w,]+)\]['\"]", text)
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    assert len(extras) > 8
    for extra in {name for names in extras for name in names.split(",")}:
        assert f"\n{extra} = [" in declared, extra


def test_every_example_is_used_by_a_test() -> None:
    only_shown = ("", "sh", "console", "text")
    for page in PAGES:
        if any(piece.language not in only_shown or piece.path for piece in pieces(page)):
            assert page in EXAMPLES, f"{page} has examples: say in EXAMPLES what proves them"
            assert Path(page).stem in (ROOT / EXAMPLES[page]).read_text("utf-8")


def test_templates_that_are_shown_are_used(project: Project, here: Cli) -> None:
    (head,) = (piece.text for piece in pieces("docs/page.md"))
    (cover,) = (piece.text for piece in pieces("docs/templates.md"))
    templates = {"templates/report.html": head, "templates/parts/cover.html": cover}
    root = project({"sources/a.yaml": f"organisation: A desk\n{BRIEFING}", **templates})
    run = here("build", "--strict", "-f", "html", cwd=root)
    assert (run.returncode, run.stderr) == (0, "")
    page = (root / "out/a.html").read_text()
    assert '<meta property="og:url" content="https://example.org/water/">' in page
    assert '<p class="cover-kicker">A desk</p>' in page


def test_data_that_is_shown_is_a_source(project: Project, here: Cli) -> None:
    (data,) = (piece.text for piece in pieces("docs/formats.md") if piece.language == "json")
    run = here("check", "--strict", "sources/a.json", cwd=project({"sources/a.json": data}))
    assert (run.returncode, run.stdout) == (0, "")


def test_the_rules_for_make_that_are_shown_build_what_has_changed(
    project: Project, here: Cli, tool: Tool
) -> None:
    (rules,) = (piece.text for piece in pieces("docs/ci.md") if piece.language == "make")
    root = project({"sources/brief.yaml": BRIEFING, "Makefile": rules})
    assert here("build", cwd=root).returncode == 0
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def make(*args: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PATH": path}
        command = [tool("make"), *args]
        return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)

    run = make("--always-make")
    assert "out/brief.pdf" in run.stdout, run.stderr
    assert make("--question").returncode == 0
    (root / "reportkit.toml").touch()
    assert make("--question").returncode == 1


def test_severities_and_comments_that_are_shown_silence_findings(
    project: Project, here: Cli
) -> None:
    settings, briefing = (piece.text for piece in pieces("docs/findings.md")[:2])
    root = project({"reportkit.toml": settings, "sources/a.yaml": briefing})
    run = here("check", "--strict", cwd=root)
    assert (run.returncode, run.stdout) == (0, "")
    (root / "sources/a.yaml").write_text(briefing.replace("reportkit: ignore", ""))
    found = here("check", "--diagnostic-format", "short", cwd=root).stdout
    assert {"RK0301", "RK0306"} == {line.split("[")[-1][:6] for line in found.splitlines()}
