"""The project: where it begins, and what its settings say.

A project is a folder with a `reportkit.toml`, or a `pyproject.toml` with `[tool.reportkit]`.
A source outside any project stands in a project of its own: the folder above its `sources/`, or
its own folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from reportkit import policy, toml
from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.policy import SEVERITIES, Severities
from reportkit.sheets import PAGE_SIZES
from reportkit.workspace import Workspace, is_file, is_folder

FILE, SHARED_FILE = "reportkit.toml", "pyproject.toml"
TABLE = ("tool", "reportkit")
"""Where the settings stand in the shared file."""
DEFAULT_THEME = "institute"
BRAND = "_brand.yml"
"""Where brand-yml looks for itself."""
SOURCES, OUTPUT = "sources", "out"
SUFFIXES = (".yaml", ".yml")
ARCHIVAL = "a-3a"
PDF_VARIANTS = ("ua-1", ARCHIVAL)
"""What a PDF claims to be: PDF/UA-1 alone, or PDF/A-3a too."""


@frozen
class Settings:
    """What `reportkit.toml` may say."""

    theme: str = DEFAULT_THEME
    output: str = OUTPUT
    """Folder for results, relative to the project."""
    page_size: str = ""
    """One of `sheets.PAGE_SIZES`; "" leaves it to the theme."""
    pdf_variant: str = PDF_VARIANTS[0]
    attach_sources: bool = False
    """Whether PDFs carry what they are made from."""
    brand: str = ""
    """The brand file, relative to the project; "" for `_brand.yml`, if there is one."""
    theme_span: Span | None = None
    """Where the theme is named, if it is."""
    severity: Severities = ()
    """Of findings in every briefing."""
    severity_of: tuple[tuple[str, Severities], ...] = ()
    """Of findings in those briefings whose path from the project fits a pattern."""

    def severities(self, source: str) -> tuple[Severities, ...]:
        """What is set for the briefing at the path `source` from the project, the nearest last."""
        nearer = (found for pattern, found in self.severity_of if fnmatchcase(source, pattern))
        return (self.severity, *nearer)

    def brand_file(self, root: Path) -> Path | None:
        """The brand file of the project in the folder `root`, or None."""
        if self.brand:
            return root / self.brand
        return root / BRAND if is_file(root / BRAND) else None


_TEXTS = ("theme", "output", "page_size", "pdf_variant", "brand")
_KEYS = (*_TEXTS, "attach_sources", "severity")


def find_root(start: Path) -> Path:
    """The project's folder for `start`, a source or a folder."""
    folder = start if is_folder(start) else start.parent
    for candidate in (folder, *folder.parents):
        if is_project(candidate):
            return candidate
    return folder.parent if folder.name == SOURCES else folder


def is_project(folder: Path) -> bool:
    """Whether `folder` itself has a project file."""
    return settings_file(folder) is not None


def settings_file(folder: Path) -> Path | None:
    """The project file in `folder`, or None."""
    if is_file(folder / FILE):
        return folder / FILE
    return folder / SHARED_FILE if _has_table(folder / SHARED_FILE) else None


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
        diagnostics.error("RK0406", f"the project file {error}", error.span, error.hint)
    return None


@frozen
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
                message = f"`{'.'.join(keys)}` must be a table"
                span = self.document.span(*keys)
                self.diagnostics.error("RK0406", message, span, f"write [{whole}]")
                return Settings()
            found = inner
        severity = found.pop("severity", {})
        attach = found.pop("attach_sources", False)
        if not isinstance(attach, bool):
            hint = "write attach_sources = true, or leave it out"
            self._fault("`attach_sources` must be true or false", ("attach_sources",), hint)
        texts = {key: value for key, value in found.items() if self._is_fine(key, value)}
        named = self.document.span(*self.table, "theme") if "theme" in texts else None
        return Settings(
            **{key: str(text) for key, text in texts.items()},
            attach_sources=attach is True,
            theme_span=named,
            severity=self._severities(severity, ("severity",)),
            severity_of=tuple(self._by_briefing(severity)),
        )

    def _severities(self, table: object, keys: tuple[str, ...]) -> Severities:
        """The codes in a table of severities, without the tables for briefings in it."""
        if not isinstance(table, dict):
            self._fault(f"`{keys[-1]}` must be a table", keys, 'write RK0309 = "off" below it')
            return ()
        codes = {key: value for key, value in table.items() if not isinstance(value, dict)}
        return tuple(
            (code, str(value))
            for code, value in codes.items()
            if self._is_severity(code, value, keys)
        )

    def _by_briefing(self, table: object) -> Iterator[tuple[str, Severities]]:
        for pattern, inner in table.items() if isinstance(table, dict) else ():
            if isinstance(inner, dict):
                yield pattern, self._severities(inner, ("severity", pattern))

    def _is_severity(self, code: str, value: object, keys: tuple[str, ...]) -> bool:
        if (hint := policy.fault(code)) is not None:
            self._fault(f"no code begins with `{code}`", (*keys, code), hint)
        elif value not in SEVERITIES:
            hint = f'write {code} = "…" with one of {", ".join(SEVERITIES)}'
            self._fault(f"`{code}` has no such severity", (*keys, code), hint)
        else:
            return True
        return False

    def _is_fine(self, key: str, value: object) -> bool:
        if key not in _TEXTS:
            hint = suggestion(key, _KEYS) or f"it knows: {', '.join(_KEYS)}"
            self._fault(f"`{key}` is no setting of a project", (key,), hint)
        elif not isinstance(value, str) or not value:
            self._fault(f"`{key}` must be text", (key,), f'write {key} = "…"')
        elif key == "page_size" and value not in PAGE_SIZES:
            hint = suggestion(value, PAGE_SIZES) or f"it is one of: {', '.join(PAGE_SIZES)}"
            self._fault(f"there is no page size {value!r}", (key,), hint)
        elif key == "pdf_variant" and value not in PDF_VARIANTS:
            hint = suggestion(value, PDF_VARIANTS) or f"it is one of: {', '.join(PDF_VARIANTS)}"
            self._fault(f"there is no PDF variant {value!r}", (key,), hint)
        else:
            return True
        return False

    def _fault(self, message: str, keys: tuple[str, ...], hint: str) -> None:
        self.diagnostics.error("RK0406", message, self.document.span(*self.table, *keys), hint)


def _has_table(path: Path) -> bool:
    """Whether the shared file at `path` has settings, well written or not."""
    try:
        return is_file(path) and _mentions(toml.parse(path.read_bytes(), path.name).values)
    except (OSError, toml.TomlError):
        return False


def _mentions(values: dict[str, object]) -> bool:
    tool = values.get(TABLE[0], {})
    return not isinstance(tool, dict) or TABLE[1] in tool
