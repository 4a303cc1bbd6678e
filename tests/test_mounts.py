"""Print and page find the same files, and refuse the same, in the same words and places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Cli, Project

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"/>'
BRIEFING = """
    title: A made-up title
    sections:
      - title: One
        body: "![A made-up drawing]({})"
    """
NAMES = {
    "nowhere.svg": "RK0501",
    "x" * 300 + ".svg": "RK0501",
    "x" * 300 + "/a.svg": "RK0501",
    "loop.svg": "RK0501",
    "a.svg/b.svg": "RK0501",
    "../secret.svg": "RK0505",
    ".hidden.svg": "RK0505",
    "out.svg": "RK0505",
    "pipe.svg": "RK0502",
    "folder.svg": "RK0502",
    "a.txt": "RK0502",
    "large.svg": "RK0502",
}


@pytest.fixture
def root(project: Project) -> Path:
    sources = {f"sources/{name}": SVG for name in ("a.svg", ".hidden.svg", "a.txt", "folder.svg/x")}
    root = project({**sources, "secret.svg": SVG})
    (root / "sources/out.svg").symlink_to(root / "secret.svg")
    (root / "sources/loop.svg").symlink_to("loop.svg")
    os.mkfifo(root / "sources/pipe.svg")
    with (root / "sources/large.svg").open("wb") as file:
        file.truncate(100_000_001)
    return root


@pytest.mark.parametrize("name", NAMES)
def test_an_image_is_refused_alike_in_print_and_on_the_page(
    name: str, root: Path, cli: Cli
) -> None:
    text = BRIEFING.format(name).replace("\n    ", "\n")
    (root / "sources/a.yaml").write_text(text)
    said = []
    for form in ("pdf", "html"):
        run = cli("build", "-f", form, "--diagnostic-format", "short", cwd=root)
        assert (run.returncode, run.stderr.count("\n")) == (1, 1), run.stderr
        said.append(run.stderr)
    assert said[0] == said[1]
    assert said[0].startswith("sources/a.yaml:5:")
    assert said[0].endswith(f"[{NAMES[name]}]\n")


STYLES = {
    "none.png": "RK0501",
    "../../../secret.svg": "RK0505",
    "https://example.org/a.png": "RK0505",
    "/etc/passwd": "RK0505",
    "user.txt": "RK0502",
}


@pytest.mark.parametrize("url", STYLES)
def test_a_style_is_refused_alike_in_print_and_on_the_page(url: str, root: Path, cli: Cli) -> None:
    (root / "sources/a.yaml").write_text("title: A\nsections: [{title: B, body: Text.}]\n")
    (root / "styles").mkdir()
    (root / "styles/user.txt").touch()
    (root / "styles/user.css").write_text(f"\np {{ background: url('{url}') }}\n")
    said = []
    for form in ("pdf", "html"):
        run = cli("build", "-f", form, "--diagnostic-format", "short", cwd=root)
        assert run.returncode == 1, run.stderr
        said.append(run.stderr)
    assert said[0] == said[1]
    assert said[0].startswith("styles/user.css:2:22: error: the image ")
    assert said[0].endswith(f"[{STYLES[url]}]\n")
