"""Every code is explained, and its examples do what they say."""

from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, Cli

from reportkit import explanations
from reportkit.cli import reportkit
from reportkit.diagnostics import CODES, Blame
from reportkit.explanations import Piece

sys.path.insert(0, str(ROOT / "docs"))
SHOWN = {Blame.MACHINE, Blame.BUG}
"""What no project can bring about may be shown instead of run."""
UNSEEN = {"RK0413", "RK0602"}
"""What no text is known to bring about, or only a long run, too."""


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_explanation(code: str) -> None:
    found = explanations.find(code)
    assert found, f"write reportkit/explanations/{code}.md"
    assert found.text.startswith(f"# {code}: {CODES[code].title}\n\n## What\n")
    assert all((found.what, found.why, found.how, found.fails, found.passes))


def test_every_explanation_is_of_a_code() -> None:
    assert {path.stem for path in explanations.FOLDER.glob("*.md")} <= set(CODES)


def run(example: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """What the commands of `example` end in and say; without a command, `reportkit check`."""
    root.mkdir()
    (root / "reportkit.toml").touch()
    monkeypatch.chdir(root)
    commands: list[str] = []
    for piece in explanations.pieces(example):
        if piece.language == "sh":
            commands += piece.text.splitlines()
        else:
            write(root, piece)
    if not any(line.startswith("reportkit") for line in commands):
        commands.append("reportkit check")
    code, said = 0, ""
    for line in commands:
        if line.startswith("reportkit"):
            result = CliRunner().invoke(reportkit, shlex.split(line)[1:])
            assert result.exception is None or isinstance(result.exception, SystemExit), line
            code, said = result.exit_code, said + result.output
        else:
            subprocess.run(["bash", "-c", line], check=True, env={**os.environ, "LC_ALL": "C"})
    return code, said


def write(root: Path, piece: Piece) -> None:
    path = root / piece.path
    path.parent.mkdir(parents=True, exist_ok=True)
    is_binary = piece.encoding == "base64"
    encoded = base64.b64decode(piece.text) if is_binary else piece.text.encode(piece.encoding)
    path.write_bytes(encoded)


def is_run(code: str, example: str) -> bool:
    languages = {piece.language for piece in explanations.pieces(example)}
    may_be_shown = CODES[code].blame in SHOWN or code in UNSEEN
    return languages != {"text"} or not may_be_shown


def example_of(code: str, part: str) -> str:
    found = explanations.find(code)
    assert found
    return found.fails if part == "fails" else found.passes


@pytest.mark.parametrize("code", CODES)
def test_the_failing_example_fails_so_and_the_passing_one_does_not(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails, passes = example_of(code, "fails"), example_of(code, "passes")
    if not (is_run(code, fails) and is_run(code, passes)):
        pytest.skip("only shown")
    assert f"[{code}]" in run(fails, tmp_path / "fails", monkeypatch)[1]
    ended, said = run(passes, tmp_path / "passes", monkeypatch)
    assert ended == 0, said
    assert f"[{code}]" not in said


def test_explain_says_all_of_a_code(cli: Cli) -> None:
    result = cli("explain", "rk0301")
    assert result.returncode == 0
    found = explanations.find("RK0301")
    assert found
    assert found.how in result.stdout
    assert not re.search(r"^#", result.stdout, re.MULTILINE)


def test_explain_lists_all_codes(cli: Cli) -> None:
    assert cli("explain").stdout.splitlines() == [f"{c}  {o.title}" for c, o in CODES.items()]


def test_a_code_that_does_not_exist_gets_one_that_does(cli: Cli) -> None:
    result = cli("explain", "RK301")
    assert result.returncode == 2
    assert "did you mean `RK0301`?" in result.stderr


def test_the_list_of_findings_is_what_the_explanations_say() -> None:
    import findings

    assert findings.FILE.read_text("utf-8") == findings.text(), "run `make docs`"
