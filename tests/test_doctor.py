"""What the machine has and lacks is told, with the line to type."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportkit import cli, doctor
from reportkit.doctor import Check
from reportkit.workspace import Workspace


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(cli.reportkit, ["doctor", *args], env=env)


def without(names: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it seem that the distributions `names` are not installed."""
    version = doctor.version

    def asked(name: str) -> str:
        if name in names:
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", asked)


def check(name: str, root: Path) -> Check:
    (found,) = (each for each in doctor.examine(Workspace(root)) if each.name == name)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_machine_that_can_build_is_fine(folder: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert "lacking" not in result.stdout
    assert any(line.startswith("fine     Pango  ") for line in result.stdout.splitlines())


def test_json_says_what_the_lines_say(folder: Path) -> None:
    found = json.loads(run("--json").stdout)
    assert (found["schema"], found["is_well"]) == (1, True)
    lines = [line for line in run().stdout.splitlines() if not line.startswith(" ")]
    assert [line.split()[0] for line in lines] == [each["state"] for each in found["checks"]]
    assert all(each["mend"] for each in found["checks"] if each["state"] != "fine")


def test_a_font_that_a_theme_needs_is_lacking_and_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without({"fontpkg-source-sans-3"}, monkeypatch)
    assert check("fonts of institute", folder).state == doctor.LACKING
    result = run()
    assert result.exit_code == 3
    assert "= pip install 'fontpkg-source-sans-3'" in result.stdout


def test_only_the_theme_of_the_project_has_to_be_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without({"fontpkg-pt-sans"}, monkeypatch)
    assert check("fonts of ministry", folder).state == doctor.ABSENT
    (folder / "reportkit.toml").write_text('theme = "ministry"')
    assert check("fonts of ministry", folder).state == doctor.LACKING
    (folder / "reportkit.toml").write_text('theme = "minister"')
    assert check("theme minister", folder).state == doctor.LACKING


def test_an_extra_that_is_not_there_is_absent_with_the_line_to_type(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without({"vl-convert-python"}, monkeypatch)
    found = check("extra charts", folder)
    assert (found.state, found.mend) == (doctor.ABSENT, "pip install 'reportkit[charts]'")
    assert run().exit_code == 0


@pytest.mark.parametrize(
    ("installed", "state"), [("70.0", doctor.FINE), ("71.2", doctor.ABSENT), ("", doctor.LACKING)]
)
def test_only_one_version_of_the_engine_is_all_well(
    folder: Path, monkeypatch: pytest.MonkeyPatch, installed: str, state: str
) -> None:
    def version(name: str) -> str:
        if not installed:
            raise PackageNotFoundError(name)
        return installed

    monkeypatch.setattr(doctor, "version", version)
    assert check("WeasyPrint", folder).state == state


def test_pango_that_is_not_there_is_named_with_the_packages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_PANGO", {})
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    found = check("Pango", folder)
    assert (found.state, "libpango-1.0-0" in found.mend) == (doctor.LACKING, True)
    assert run().exit_code == 3


def test_settings_at_fault_are_told(folder: Path) -> None:
    Path("reportkit.toml").write_text("theme = 3\n")
    assert check("project", folder).state == doctor.LACKING


def test_the_briefings_of_a_project_are_counted(folder: Path) -> None:
    assert check("project", folder).mend == "reportkit init"
    Path("reportkit.toml").touch()
    Path("sources").mkdir()
    Path("sources/a.yaml").touch()
    assert check("project", folder).detail.endswith(", 1 briefing in sources/")


def test_a_theme_at_fault_does_not_stop_the_others(folder: Path) -> None:
    Path("styles/mine").mkdir(parents=True)
    Path("styles/mine/theme.toml").write_text("nonsense = 1\n")
    assert check("theme mine", folder).state == doctor.ABSENT
    assert check("fonts of institute", folder).state == doctor.FINE
