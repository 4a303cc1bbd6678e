"""`reportkit themes new` makes a theme that builds at once and looks as its parent does."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli, Project

from reportkit import theme
from reportkit.diagnostics import Diagnostics
from reportkit.sheets import PAGE_SIZES
from reportkit.theme.tokens import dark_tokens, print_tokens
from reportkit.workspace import Workspace


def _tokens(root: Path, name: str) -> list[dict[str, str]]:
    diagnostics, workspace = Diagnostics(), Workspace(root)
    found = [theme.load(name, workspace, diagnostics, None, size) for size in PAGE_SIZES]
    assert list(diagnostics) == []
    reads = print_tokens, dark_tokens
    return [dict(read(one, workspace)) for one in found if one for read in reads]


@pytest.mark.parametrize("parent", theme.themes(Path("none")))
def test_a_new_theme_has_all_values_of_its_parent_on_every_sheet(
    parent: str, project: Project, here: Cli
) -> None:
    root = project({})
    result = here("themes", "new", "river-house", "--from", parent, cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    files = ["styles/river-house/theme.toml", "styles/river-house/theme.css"]
    assert result.stdout.splitlines() == files
    assert _tokens(root, "river-house") == _tokens(root, parent)


def test_a_change_in_its_stylesheet_reaches_print(project: Project, here: Cli) -> None:
    root = project({})
    here("themes", "new", "house", cwd=root)
    css = root / "styles/house/theme.css"
    lines = css.read_text().splitlines()
    changed = ["  --rk-accent: #8a1f1f;" if "--rk-accent:" in line else line for line in lines]
    assert changed != lines
    css.write_text("\n".join(changed))
    assert _tokens(root, "house")[0]["accent"] == "#8a1f1f"


def test_a_theme_that_is_there_stays(project: Project, here: Cli) -> None:
    root = project({"styles/house/theme.css": "/* mine */"})
    for name in ("house", "plain"):
        result = here("themes", "new", name, cwd=root)
        assert result.returncode == 2
        assert "the theme is there already" in result.stderr
    assert [path.name for path in (root / "styles").rglob("*")] == ["house", "theme.css"]


def test_a_parent_that_does_not_exist_is_told_with_what_was_meant(
    project: Project, here: Cli
) -> None:
    root = project({})
    result = here("themes", "new", "house", "--from", "ministri", cwd=root)
    assert result.returncode == 2
    assert "did you mean `ministry`?" in result.stderr
    assert not (root / "styles").exists()


@pytest.mark.parametrize("name", ["default", "../house", "House", "a b", "", "-x", "é"])
def test_a_name_that_is_no_folder_of_a_theme_is_refused(
    name: str, project: Project, here: Cli
) -> None:
    root = project({})
    assert here("themes", "new", "--", name, cwd=root).returncode == 2
    assert not (root / "styles").exists()
