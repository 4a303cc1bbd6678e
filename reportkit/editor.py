"""What editors need to check a briefing as it is written: the schema, and where it is named.

In goes a project, out come the files that change. Nothing is written here. What others have set
stays, and settings that cannot be read are left alone, with a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from reportkit import __version__
from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import SOURCES, find_sources
from reportkit.workspace import Workspace

SCHEMA = ".reportkit/briefing.schema.json"
"""Below the project: where editors find the schema of briefings."""
MODELINE = "# yaml-language-server: $schema="
"""What begins the line that names the schema."""
_HEAD = 500
"""Bytes in which a file says which it is."""
_SETTINGS = ".vscode/settings.json"
_SCHEMAS = "yaml.schemas"
_FILES = [f"{SOURCES}/*.yaml", f"{SOURCES}/*.yml"]
_IS_BRIEFING = re.compile(r"^title[ \t]*:", re.MULTILINE)


def install(schema: str, workspace: Workspace, diagnostics: Diagnostics) -> dict[Path, bytes]:
    """The files of the project that are new or change, with their bytes."""
    files = {workspace.root / SCHEMA: schema.encode()}
    path = workspace.root / SOURCES
    try:
        for path in find_sources(workspace.root):
            named = _named(path.read_bytes())
            files |= {path: named} if named and not path.is_symlink() else {}
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}"
        diagnostics.error("RK0111", reason, Span(workspace.shown(path)))
    settings = workspace.root / _SETTINGS
    try:
        files[settings] = _settings(settings.read_bytes() if settings.exists() else b"{}")
    except (OSError, ValueError, TypeError):
        message = "the settings of VS Code are no plain JSON, and stay as they are"
        line = f"{json.dumps(_SCHEMAS)}: {json.dumps({SCHEMA: _FILES})}"
        place = Span(workspace.shown(settings))
        diagnostics.warning("RK0805", message, place, f"add to them: {line}")
    return files


def is_due(root: Path, sources: Iterable[Path]) -> bool:
    """Whether one of `sources` names the schema of the project at `root`, and it has none, or that
    of another reportkit."""
    is_current = f'"reportkit {__version__}"'.encode() in _head(root / SCHEMA)
    named = f"{MODELINE}../{SCHEMA}".encode()
    return not is_current and any(named in _head(source) for source in sources)


def _head(path: Path) -> bytes:
    """How a file begins; nothing of one that cannot be read, or is a pipe or a device."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_HEAD)
    except OSError:
        pass
    return b""


def _named(data: bytes) -> bytes | None:
    """A briefing with the line that names its schema; None if it has it, or is no briefing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if MODELINE in text or not _IS_BRIEFING.search(text):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{MODELINE}../{SCHEMA}{end}{text}".encode()


def _settings(data: bytes) -> bytes:
    """Settings of VS Code with the schema among them.

    Raises `ValueError` or `TypeError` where they are not what VS Code calls settings, or hold
    comments, which would be lost.
    """
    kept = json.loads(data)
    schemas = kept.setdefault(_SCHEMAS, {}) if isinstance(kept, dict) else None
    if not isinstance(schemas, dict):
        raise TypeError
    if schemas.get(SCHEMA) == _FILES:
        return data
    schemas[SCHEMA] = _FILES
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()
