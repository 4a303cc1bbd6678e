"""`reportkit themes list` names every theme that a briefing can ask for."""

from __future__ import annotations

import json

from conftest import Cli, Project

from reportkit.theme import lookup


def test_each_theme_has_a_line_with_what_its_file_says(project: Project, here: Cli) -> None:
    root = project(
        {"styles/house/theme.toml": 'parent = "plain"\ndescription = "A made-up house."\n'}
    )
    lines = here("themes", "list", cwd=root).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(lookup.themes(root))
    (house,) = [line for line in lines if line.startswith("house ")]
    assert house.endswith("A made-up house. (of this project; extends plain)")
    assert any(line.startswith("plain ") and "slab serif" in line for line in lines)


def test_json_says_what_the_lines_say(project: Project, here: Cli) -> None:
    root = project({})
    found = json.loads(here("themes", "list", "--json", cwd=root).stdout)
    assert found["schema"] == 1
    lines = here("themes", "list", cwd=root).stdout.splitlines()
    assert [each["name"] for each in found["themes"]] == [line.split()[0] for line in lines]
    assert all(each["is_own"] is False for each in found["themes"])


def test_a_theme_whose_file_is_at_fault_is_listed_and_told(project: Project, here: Cli) -> None:
    root = project({"styles/house/theme.toml": 'sections = "flood"\n'})
    result = here("themes", "list", cwd=root)
    assert "\nhouse " in f"\n{result.stdout}"
    assert "styles/house/theme.toml:1:" in result.stderr
    assert result.returncode == 1
