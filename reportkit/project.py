"""The project: where it begins, and what its settings say.

A project is a folder with a `reportkit.toml`, or a `pyproject.toml` with `[tool.reportkit]`.
A source outside any project stands in a project of its own: the folder above its `sources/`, or
its own folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportkit.diagnostics import Diagnostics, Span, did_you_mean
from reportkit.workspace import Workspace

FILE = "reportkit.toml"
DEFAULT_THEME = "institute"
SOURCES, OUTPUT = "sources", "out"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `reportkit.toml` may say."""

    theme: str = DEFAULT_THEME
    output: str = OUTPUT
    """Folder for results, relative to the project."""


def find_root(start: Path) -> Path:
    """The project's folder for `start`, a source or a folder."""
    folder = start if start.is_dir() else start.parent
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file() or _has_table(candidate / "pyproject.toml"):
            return candidate
    return folder.parent if folder.name == SOURCES else folder


def find_sources(root: Path) -> list[Path]:
    """Every briefing directly in the project's `sources/`, sorted by name."""
    folder = root / SOURCES
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)


def read_settings(workspace: Workspace, diagnostics: Diagnostics) -> Settings:
    """The settings of the workspace's project; what is at fault is reported and left out."""
    for name in (FILE, "pyproject.toml"):
        path = workspace.root / name
        if path.is_file():
            table = _table(path, workspace, diagnostics)
            if table is not None:
                return _settings(table, path, workspace, diagnostics)
    return Settings()


def _table(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> Mapping[str, Any] | None:
    shown = workspace.shown(path)
    try:
        data = tomllib.loads(workspace.read(path).decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        diagnostics.error("RK0406", f"the project file cannot be read: {error}", Span(shown))
        return {}
    except tomllib.TOMLDecodeError as error:
        diagnostics.error("RK0406", f"the project file is not TOML: {error}", Span(shown))
        return {}
    table = data if path.name == FILE else data.get("tool", {}).get("reportkit")
    return table if isinstance(table, dict) else None


def _settings(
    table: Mapping[str, Any], path: Path, workspace: Workspace, diagnostics: Diagnostics
) -> Settings:
    known = Settings.__dataclass_fields__
    span = Span(workspace.shown(path))
    for key, value in table.items():
        if key not in known:
            meant = did_you_mean(key, known)
            hint = f"did you mean `{meant}`?" if meant else f"it knows: {', '.join(known)}"
            diagnostics.error("RK0406", f"`{key}` is no setting of a project", span, hint)
        elif not isinstance(value, str) or not value:
            diagnostics.error("RK0406", f"`{key}` must be text", span, f'write {key} = "…"')
    return Settings(**{k: v for k, v in table.items() if k in known and isinstance(v, str) and v})


def _has_table(path: Path) -> bool:
    try:
        return "reportkit" in tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False
