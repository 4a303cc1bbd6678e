"""docs/getting-started.md: who does what it says gets what it shows, word for word."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import ROOT, Cli
from documented import Piece, code, commands, is_run, pieces, words

PAGE = "docs/getting-started.md"


def follow(piece: Piece, folder: Path, cli: Cli) -> Path:
    """Do what a piece of a guide says; the folder in which the reader then is."""
    path = folder / piece.path
    if piece.language == "diff":
        gone, come = re.findall(r"^[-+](.*\n)", piece.text, re.MULTILINE)
        assert path.read_text().count(gone) == 1, piece.place
        path.write_text(path.read_text().replace(gone, come))
    elif piece.path:
        path.write_text(piece.text)
    elif piece.language in ("sh", "console"):
        return _type(piece, folder, cli)
    return folder


def _type(piece: Piece, folder: Path, cli: Cli) -> Path:
    printed = ""
    for line in commands(piece):
        if line.startswith("cd "):
            folder /= line.removeprefix("cd ")
        elif is_run(line):
            run = cli(*words(line), cwd=folder)
            is_at_fault = piece.language == "console" and "error[" in piece.text
            assert run.returncode == int(is_at_fault), f"{piece.place}: {line}\n{run.stderr}"
            printed += f"$ {line}\n{run.stdout}{run.stderr}"
    assert piece.language == "sh" or printed == piece.text
    return folder


def test_getting_started_names_what_the_set_up_installs() -> None:
    (packages,) = re.findall(r'PANGO_APT="(.*)"', (ROOT / "scripts/setup.sh").read_text())
    assert f"sudo apt-get install {packages}" in code(PAGE)


def test_getting_started_leads_where_it_says(tmp_path: Path, here: Cli) -> None:
    folder = tmp_path
    for piece in pieces(PAGE):
        folder = follow(piece, folder, here)
    assert {path.name for path in (folder / "out").iterdir()} == {
        *("briefing.html", "briefing.pdf", "ford.html", "ford.pdf"),
    }
    page = (folder / "out/ford.html").read_text()
    assert "The ford was passable on forty days of the winter" in page
    assert "light-dark(#1f5f5b" in (folder / "out/briefing.html").read_text()
