"""What the machine has and lacks for building reports, with the line to type for what is lacking.

In goes a project, out comes a list of checks. Nothing is written, and nothing is asked of a
network. It is apart from the stages, which say the same of what they meet on their way.
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path

from reportkit import theme
from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.press.inside import PINNED
from reportkit.project import SOURCES, find_sources, is_project, read_settings
from reportkit.theme.cache import cache_folder
from reportkit.workspace import Workspace

FINE, LACKING, ABSENT = "fine", "lacking", "absent"
"""States of a check: all is well; a build will fail; something that few reports need is not there.
"""
_PANGO = {"linux": "lib{}.so.0", "darwin": "lib{}.dylib"}
_PANGO_BY = {
    "linux": "sudo apt-get install --no-install-recommends"
    " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
}
_BREW = ("/opt/homebrew/lib", "/usr/local/lib")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")
_REQUIRED = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?\s*(?:([=>]=)\s*([\d.]+))?")


@frozen
class Check:
    """One thing looked at."""

    name: str
    """What it is: "Pango", "extra charts"."""
    state: str
    """`FINE`, `LACKING` or `ABSENT`."""
    detail: str
    """What was found: a version, a path, what is missing."""
    mend: str = ""
    """The line to type, or what else to do; "" where all is well."""


def examine(workspace: Workspace) -> Iterator[Check]:
    """All checks for the project of `workspace`, in a fixed order."""
    yield _python()
    yield _packages()
    yield _engine()
    yield _pango()
    yield _subsetter()
    yield from _fonts(workspace)
    yield from _extras()
    yield _cache(workspace)
    yield _project(workspace)


def _python() -> Check:
    return Check("Python", FINE, f"{platform.python_version()}, {sys.executable}")


def _packages() -> Check:
    """reportkit's own dependencies, save the engine."""
    wanted = [text for text in requires("reportkit") or () if "extra" not in text]
    missing = [text for text in wanted if not _is_met(text) and not text.startswith("weasyprint")]
    if missing:
        return Check("packages", LACKING, f"lacking: {', '.join(missing)}", _pip(missing))
    return Check("packages", FINE, f"reportkit {version('reportkit')} and all that it requires")


def _engine() -> Check:
    wanted = f"weasyprint=={PINNED}"
    if _is_met(wanted):
        return Check("WeasyPrint", FINE, PINNED)
    try:
        found = f"{version('weasyprint')}, with which only --press plain works"
        return Check("WeasyPrint", ABSENT, found, _pip([wanted]))
    except PackageNotFoundError:
        return Check("WeasyPrint", LACKING, "not installed", _pip([wanted]))


def _pango() -> Check:
    library = _library("pango-1.0")
    if library is None or _library("pangoft2-1.0") is None:
        return Check("Pango", LACKING, "not installed", _PANGO_BY.get(sys.platform, ""))
    library.pango_version_string.restype = ctypes.c_char_p
    return Check("Pango", FINE, library.pango_version_string().decode())


def _subsetter() -> Check:
    if _library("harfbuzz-subset") is None:
        mend = _PANGO_BY.get(sys.platform, "")
        return Check("HarfBuzz subset", LACKING, "not installed", mend)
    return Check("HarfBuzz subset", FINE, "installed")


def _fonts(workspace: Workspace) -> Iterator[Check]:
    """The fonts of each theme, those of few scripts apart. Only the project's has to be whole."""
    chosen, names = read_settings(workspace, Diagnostics()).theme, theme.themes(workspace.root)
    if chosen not in names:
        yield Check(f"theme {chosen}", LACKING, "there is none", "reportkit themes list")
    for name in names:
        found, otherwise = theme.load(name, workspace, Diagnostics()), _state(name == chosen)
        if found is None:
            mend = f"reportkit build --theme {name} says more"
            yield Check(f"theme {name}", otherwise, "its theme.toml is at fault", mend)
            continue
        yield _faces(f"fonts of {name}", found.faces, otherwise)
        if found.script_faces:
            yield _faces(f"scripts of {name}", found.script_faces, ABSENT)


def _state(is_needed: bool) -> str:
    """That of what is not there."""
    return LACKING if is_needed else ABSENT


def _faces(name: str, faces: tuple[theme.Face, ...], otherwise: str) -> Check:
    packages = sorted({face.requirement for face in faces if face.requirement})
    missing = [package for package in packages if not _is_met(package)]
    if missing:
        return Check(name, otherwise, f"lacking: {', '.join(missing)}", _pip(missing))
    return Check(name, FINE, ", ".join(dict.fromkeys(face.family for face in faces)))


def _extras() -> Iterator[Check]:
    """What can be installed on top, by the names that pip knows."""
    extras: dict[str, list[str]] = {}
    for text in requires("reportkit") or ():
        if found := _EXTRA.search(text):
            extras.setdefault(found[1], []).append(text.partition(";")[0].strip())
    for extra, wanted in sorted(extras.items()):
        missing = [text for text in wanted if not _is_met(text)]
        if missing:
            mend = f"pip install 'reportkit[{extra}]'"
            yield Check(f"extra {extra}", ABSENT, f"lacking: {', '.join(missing)}", mend)
        else:
            yield Check(f"extra {extra}", FINE, ", ".join(map(_name, wanted)))


def _cache(workspace: Workspace) -> Check:
    folder = cache_folder(workspace.root, workspace.environ)
    if folder.is_relative_to(workspace.root):
        mend = "set REPORTKIT_CACHE to a folder that can be written"
        return Check("cache", ABSENT, "no folder that projects share can be written", mend)
    return Check("cache", FINE, str(folder))


def _project(workspace: Workspace) -> Check:
    if not is_project(workspace.root):
        return Check("project", ABSENT, "this folder is in no project", "reportkit init")
    diagnostics, root = Diagnostics(), workspace.root
    settings = read_settings(workspace, diagnostics)
    if diagnostics.has_errors:
        return Check("project", LACKING, "its settings are at fault", "reportkit build says more")
    output = root / settings.output
    existing = next(path for path in (output, *output.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        return Check("project", LACKING, f"{output} cannot be written", f"chmod u+w {existing}")
    count = _count(root)
    return Check("project", FINE, f"{root}, {count} in {SOURCES}/")


def _count(root: Path) -> str:
    try:
        found = len(find_sources(root))
    except OSError:
        found = 0
    return f"{found} briefing{'' if found == 1 else 's'}"


def _library(name: str) -> ctypes.CDLL | None:
    """The shared library `name` as WeasyPrint would find it."""
    file = _PANGO.get(sys.platform, "{}").format(name)
    folders = _BREW if sys.platform == "darwin" else ()
    for path in (file, *(f"{folder}/{file}" for folder in folders)):
        try:
            return ctypes.CDLL(path)
        except OSError:
            pass
    return None


def _is_met(requirement: str) -> bool:
    """Whether what `requirement` names is installed, in a version that it allows."""
    found = _REQUIRED.match(requirement)
    assert found, requirement
    try:
        here = version(found[1])
    except PackageNotFoundError:
        return False
    if found[2] == "==":
        return here == found[3]
    return not found[2] or _release(here) >= _release(found[3])


def _name(requirement: str) -> str:
    found = _REQUIRED.match(requirement)
    assert found, requirement
    return f"{found[1]} {distribution(found[1]).version}"


def _release(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _pip(requirements: list[str]) -> str:
    return "pip install " + " ".join(f"'{text}'" for text in requirements)
