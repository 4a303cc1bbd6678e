"""Which briefings a command is about, and how they are to be made.

In go the sources named, or none for all of a project, with what the command line wishes; out come
requests, below the folder of their project. What `build`, `check` and `preview` share.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportkit.build import Request
from reportkit.cli.report import Report
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import SOURCES, find_root, find_sources, read_settings
from reportkit.wishes import Wishes, request
from reportkit.workspace import Workspace


def requests(
    sources: tuple[Path, ...], wishes: Wishes, report: Report
) -> dict[Path, list[Request]]:
    """What is asked for, by project; `report` hears of what is at fault, which is left out."""
    groups = projects(sources, report)
    made = {root: _requests(root, group, wishes, report) for root, group in groups.items()}
    return {root: found for root, found in made.items() if found}


def projects(sources: tuple[Path, ...], report: Report) -> dict[Path, list[Path]]:
    """The sources that are asked for, by project; `report` hears if there are none."""
    groups: dict[Path, list[Path]] = {}
    asked = (source.absolute() for source in sources or _all_sources(report))
    for source in {place(source): source for source in asked}.values():
        groups.setdefault(find_root(source), []).append(source)
    return groups


def place(path: Path) -> Path:
    """The one name of what stands at `path`, which may be a link, whatever folders lead there."""
    return Path(os.path.realpath(path.parent), path.name)


def _all_sources(report: Report) -> list[Path]:
    """Those of the project around the working directory."""
    none, root = Diagnostics(), find_root(Path.cwd())
    folder = root / SOURCES
    span = Span(Workspace(root).shown(folder))
    try:
        if found := find_sources(root):
            return found
        hint = "name one, or put a briefing into sources/"
        none.error("RK0802", "the project has no source", span, hint)
    except OSError as error:
        none.error("RK0111", f"the folder cannot be read: {error.strerror or error}", span)
    report.show(none)
    return []


def _requests(root: Path, sources: list[Path], wishes: Wishes, report: Report) -> list[Request]:
    """What is asked for of a project; nothing if its file is at fault."""
    diagnostics = Diagnostics()
    settings = read_settings(Workspace(root), diagnostics)
    report.show(diagnostics)
    if diagnostics.exit_code(wishes.strict):
        return []
    return [request(root, source, wishes, settings) for source in sources]
