"""The project: where it begins, and what its settings say.

A project is a folder with a `reportkit.toml`, or a `pyproject.toml` with `[tool.reportkit]`.
A source outside any project stands in a project of its own: the folder above its `sources/`, or
its own folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportkit import toml
from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.sheets import PAGE_SIZES
from reportkit.workspace import Workspace, is_file, is_folder

FILE, SHARED_FILE = "reportkit.toml", "pyproject.toml"
TABLE = ("tool", "reportkit")
"""Where the settings stand in the shared file."""
DEFAULT_THEME = "institute"
SOURCES, OUTPUT = "sources", "out"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `reportkit.toml` may say."""

    theme: str = DEFAULT_THEME
    output: str = OUTPUT
    """Folder for results, relative to the project."""
    page_size: str = ""
    """One of `sheets.PAGE_SIZES`; "" leaves it to the theme."""
    theme_span: Span | None = None
    """Where the theme is named, if it is."""


_KEYS = ("theme", "output", "page_size")


def find_root(start: Path) -> Path:
    """The project's folder for `start`, a source or a folder."""
    folder = start if is_folder(start) else start.parent
    for candidate in (folder, *folder.parents):
        if is_project(candidate):
            return candidate
    return folder.parent if folder.name == SOURCES else folder


def is_project(folder: Path) -> bool:
    """Whether `folder` itself has a project file."""
    return is_file(folder / FILE) or _has_table(folder / SHARED_FILE)


def find_sources(root: Path) -> list[Path]:
    """Every briefing directly in the project's `sources/`, sorted by name.

    Files alone; those whose names begin with a dot are what editors leave behind. Raises `OSError`.
    """
    folder = root / SOURCES
    found = folder.iterdir() if is_folder(folder) else ()
    return sorted(path for path in found if _is_source(path))


def _is_source(path: Path) -> bool:
    return path.suffix in SUFFIXES and not path.name.startswith(".") and is_file(path)


def read_settings(workspace: Workspace, diagnostics: Diagnostics) -> Settings:
    """The settings of the workspace's project; what is at fault is reported and left out."""
    for name, table in ((FILE, ()), (SHARED_FILE, TABLE)):
        path = workspace.root / name
        document = _read(path, workspace, diagnostics) if is_file(path) else None
        if document and (name == FILE or _mentions(document.values)):
            return _Reader(document, table, diagnostics).settings()
    return Settings()


def _read(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> toml.Document | None:
    shown = workspace.shown(path)
    try:
        return toml.parse(workspace.read(path), shown)
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.error("RK0406", f"the project file cannot be read: {reason}", Span(shown))
    except toml.TomlError as error:
        diagnostics.error("RK0406", f"the project file {error}", error.span)
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    document: toml.Document
    table: tuple[str, ...]
    """Keys that lead to the settings."""
    diagnostics: Diagnostics

    def settings(self) -> Settings:
        found: dict[str, object] = self.document.values
        for depth, key in enumerate(self.table, 1):
            inner = found[key]
            if not isinstance(inner, dict):
                keys, whole = self.table[:depth], ".".join(self.table)
                self._fault(f"`{'.'.join(keys)}` must be a table", keys, f"write [{whole}]")
                return Settings()
            found = inner
        texts = {key: value for key, value in found.items() if self._is_fine(key, value)}
        place = self.document.span(*self.table, "theme") if "theme" in texts else None
        return Settings(**{key: str(text) for key, text in texts.items()}, theme_span=place)

    def _is_fine(self, key: str, value: object) -> bool:
        if key not in _KEYS:
            hint = suggestion(key, _KEYS) or f"it knows: {', '.join(_KEYS)}"
            self._fault(f"`{key}` is no setting of a project", (*self.table, key), hint)
        elif not isinstance(value, str) or not value:
            self._fault(f"`{key}` must be text", (*self.table, key), f'write {key} = "…"')
        elif key == "page_size" and value not in PAGE_SIZES:
            hint = suggestion(value, PAGE_SIZES) or f"it is one of: {', '.join(PAGE_SIZES)}"
            self._fault(f"there is no page size {value!r}", (*self.table, key), hint)
        else:
            return True
        return False

    def _fault(self, message: str, keys: tuple[str, ...], hint: str) -> None:
        self.diagnostics.error("RK0406", message, self.document.span(*keys), hint)


def _has_table(path: Path) -> bool:
    """Whether the shared file at `path` has settings, well written or not."""
    try:
        return is_file(path) and _mentions(toml.parse(path.read_bytes(), path.name).values)
    except (OSError, toml.TomlError):
        return False


def _mentions(values: dict[str, object]) -> bool:
    tool = values.get(TABLE[0], {})
    return not isinstance(tool, dict) or TABLE[1] in tool
