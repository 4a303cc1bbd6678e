"""New projects and briefings: names and bytes of files, of which nothing is written here.

In go a title and a day, out come files that build at once, made from those in `files/`, which are
read as what they will be: YAML, TOML, CSS.
"""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from importlib.metadata import distribution, version
from importlib.resources import files

from reportkit.editor import MODELINE, SCHEMA

IGNORES = ".gitignore"
_CHECK = "reportkit check --strict"
_MADE_FROM = r"((sources|data|images|styles|templates)/|((reportkit|pyproject)\.toml|_brand\.yml)$)"
"""What fits files of a project from which reports are made."""
_PLAIN = re.compile(r"[\w/^][\w ./^()|$\\-]*")


def slug(title: str) -> str:
    """The name of a file for `title`, without its suffix; "" if it has neither letter nor digit."""
    return re.sub(r"[\W_]+", "-", title.casefold()).strip("-")


def title_of(name: str) -> str:
    """A title for what is called `name`; one that is written as a title stays."""
    is_plain = name == slug(name) or (name == name.lower() and " " not in name)
    words = re.sub(r"[\W_]+", " ", name).strip() if is_plain else name
    return words[:1].upper() + words[1:]


def project(title: str, day: date) -> dict[str, bytes]:
    """The files of a new project, by their paths below it; `title` is that of its briefing."""
    return {
        "reportkit.toml": _file("reportkit.toml").encode(),
        "sources/briefing.yaml": briefing(title, day),
        "styles/user.css": _file("user.css").encode(),
        IGNORES: _file("gitignore").encode(),
    }


def briefing(title: str, day: date) -> bytes:
    """A briefing to begin from, in the project's `sources/`, published on `day`."""
    values = {
        "schema": f"{MODELINE}../{SCHEMA}",
        "title": json.dumps(title, ensure_ascii=False),
        "date": day.isoformat(),
        "year": str(day.year),
    }
    return _file("briefing.yaml").format(**values).encode()


def workflow(folder: str, output: str) -> dict[str, bytes]:
    """A GitHub workflow that checks and builds every briefing, and what it installs.

    `folder` leads from the top of the repository, where paths begin here, to the project: "" or
    "reports/"; `output` is that for results, from the project.
    """
    where = f"    defaults:\n      run:\n        working-directory: {_yaml(folder)}\n"
    values = {
        "defaults": where if folder else "",
        "requirements": _yaml(f"{folder}requirements.txt"),
        "results": _yaml(f"{folder}{output}/"),
    }
    return {
        ".github/workflows/reports.yml": _file("reports.yml").format(**values).encode(),
        f"{folder}requirements.txt": f"{_requirement()}\n".encode(),
    }


def hook(folder: str) -> dict[str, bytes]:
    """Settings of pre-commit by which what is committed has been checked; `folder` as above."""
    entry = f"cd {shlex.quote(folder)} && {_CHECK}"
    values = {
        "entry": _yaml(f"sh -c {shlex.quote(entry)}" if folder else _CHECK),
        "files": _yaml(f"^{re.escape(folder)}{_MADE_FROM}"),
    }
    settings = _file("pre-commit-config.yaml").format(**values)
    return {".pre-commit-config.yaml": settings.encode()}


def ignoring(text: str) -> str:
    """A `.gitignore` that ignores what `text` does, and what reportkit makes."""
    lines = text.splitlines()
    more = [line for line in _file("gitignore").splitlines() if line not in lines]
    return "\n".join([*lines, *more, ""])


def _yaml(text: str) -> str:
    """`text` as YAML, in quotes where it may need them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def _requirement() -> str:
    """How pip gets the reportkit that runs: its repository, if it came from one, or its version."""
    origin = json.loads(distribution("reportkit").read_text("direct_url.json") or "{}")
    if source := origin.get("vcs_info"):
        return f"reportkit @ {source['vcs']}+{origin['url']}@{source['commit_id']}"
    return f"reportkit=={version('reportkit')}"


def _file(name: str) -> str:
    return files(__name__).joinpath("files", name).read_text("utf-8")
