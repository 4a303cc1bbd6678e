"""Where what all projects share is kept between runs, such as prepared fonts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path


def cache_folder(project: Path, environ: Mapping[str, str]) -> Path:
    """`REPORTKIT_CACHE`, or the user's cache folder; `.reportkit` of `project` if neither can be
    written. The folder itself need not exist."""
    shared = (folder for folder in _shared_folders(environ) if _is_writable(folder))
    return next(shared, project / ".reportkit")


def _shared_folders(environ: Mapping[str, str]) -> Iterator[Path]:
    if chosen := environ.get("REPORTKIT_CACHE"):
        yield Path(chosen).absolute()
    home = environ.get("HOME")
    if sys.platform == "darwin" and home:
        yield Path(home) / "Library/Caches/reportkit"
    # Per the XDG specification a relative path is to be ignored.
    elif os.path.isabs(configured := environ.get("XDG_CACHE_HOME", "")):  # noqa: PTH117
        yield Path(configured) / "reportkit"
    elif home:
        yield Path(home) / ".cache/reportkit"


def _is_writable(folder: Path) -> bool:
    """Whether `folder` can be written, or made; nothing is made here."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
