"""The wheel, made from the sdist, works in an environment of its own, away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from reportkit.diagnostics import CODES

ROOT = Path(__file__).resolve().parent.parent
PIP = ("-m", "pip", "--disable-pip-version-check")


def _python(*arguments: str | Path, cwd: Path = ROOT) -> None:
    command = [sys.executable, *map(str, arguments)]
    run = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    _python("-m", "hatchling", "build", "-t", "sdist", "-d", folder)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made from the sdist, so that this has to hold all that a build needs."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ("--no-index", "--no-deps", "--no-build-isolation")
    _python(*PIP, "wheel", "--quiet", *offline, "-w", folder, sdist)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it requires, and nothing else."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    pip = (*PIP, "--python", folder / "bin" / "python")
    _python(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel)
    (site,) = folder.glob("lib/python*/site-packages")
    (metadata,) = site.glob("reportkit-*.dist-info")
    for required in _required(PathDistribution(metadata)):
        _link(required, site)
    _python(*pip, "check")
    return folder


def _required(root: Distribution) -> Iterator[Distribution]:
    """What `root` requires, and what that requires, as installed here."""
    seen: set[str] = set()
    waiting = [(root, frozenset[str]())]
    while waiting:
        owner, extras = waiting.pop()
        for text in owner.requires or ():
            need = Requirement(text)
            wanted = need.marker is None or any(
                need.marker.evaluate({"extra": extra}) for extra in extras | {""}
            )
            if wanted and str(need) not in seen:
                seen.add(str(need))
                found = distribution(need.name)
                waiting.append((found, frozenset(need.extras)))
                yield found


def _link(installed: Distribution, site: Path) -> None:
    """Let `site` have the distribution, by links to its files: copies would take seconds."""
    tops = {file.parts[0] for file in installed.files or ()} - {"..", "__pycache__"}
    for top in tops:
        target = site / top
        if not target.exists():
            target.symlink_to(Path(str(installed.locate_file(top))))


def _names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_carries_each_template_and_style(wheel: Path) -> None:
    expected = {
        f"reportkit/defaults/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "styles")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    carried = {name for name in _names(wheel) if name.startswith("reportkit/defaults/")}
    assert expected
    assert carried == expected


def test_the_wheel_carries_the_reports_on_which_themes_are_looked_at(wheel: Path) -> None:
    folder, sink = "reportkit/kit/showcase", ROOT / "tests/cases/kitchen-sink"
    expected = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob("*.yaml")}
    files = [sink / "briefing.yaml", *sink.glob("data/*"), *sink.glob("images/*")]
    expected |= {f"{folder}/kitchen-sink/{path.relative_to(sink).as_posix()}" for path in files}
    carried = {name for name in _names(wheel) if name.startswith(f"{folder}/")}
    assert {name for name in carried if not name.endswith(".py")} == expected


def test_the_wheel_says_that_it_is_typed(wheel: Path) -> None:
    assert "reportkit/py.typed" in _names(wheel)


def test_the_wheel_explains_every_code(wheel: Path) -> None:
    names = _names(wheel)
    assert [code for code in CODES if f"reportkit/explanations/{code}.md" not in names] == []


def test_the_wheel_carries_no_tests_and_no_sources(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in _names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"reportkit"}


def test_the_sdist_carries_what_a_packager_needs(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("LICENSE", "README.md", "Makefile", "requirements/lock.txt", "tests/conftest.py"):
        assert name in names
    assert not any(name.startswith((".venv", "out/us", ".tools")) for name in names)


def test_the_installed_wheel_builds_a_briefing_in_another_folder(
    clean: Path, tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    shutil.copy(ROOT / "sources" / "us-russia-thaw.yaml", tmp_path / "sources" / "briefing.yaml")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = subprocess.run(
        [clean / "bin" / "reportkit", "build", "sources/briefing.yaml", "-o", "out"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "out" / "briefing.html").read_text("utf-8").startswith("<!doctype html>")


def _pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    pins = [line.split(";")[0].rstrip(" \\") for line in lines if "==" in line.split("#")[0]]
    return dict(pin.split("==") for pin in pins)


def test_both_locks_agree() -> None:
    runtime, dev = _pins("lock.txt"), _pins("dev.txt")
    assert runtime.items() <= dev.items()


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = _pins("lock.txt")
    for need in map(Requirement, declared["dependencies"]):
        name = need.name.lower().replace(".", "-")
        assert name in locked, f"{need} is not locked; run `make lock`"
        assert need.specifier.contains(locked[name]), f"{need}, but {locked[name]} is locked"
