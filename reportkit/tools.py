"""The programs that make results: what a result depends on besides all that an author gave.

In goes nothing but the machine, out come lines that are others where another Python, Pango, package
or file of reportkit itself is at work. It is apart because builds that are spared and markup that
is kept both hang on it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportkit import libraries


def digest() -> str:
    """SHA-256 of what is installed now."""
    packages = {name for folder in sys.path for name in _installed(folder)}
    code = tree(Path(__file__).parent, with_state=True)
    lines = [platform.python_version(), *libraries.installed(), *sorted(packages), *code]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _installed(folder: str) -> Iterator[str]:
    """The packages in `folder`, with their versions."""
    with suppress(OSError):
        names = (entry.name for entry in os.scandir(folder or "."))
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def tree(top: Path, with_state: bool) -> list[str]:
    """Every file below `top`, links followed, with its size and time if `with_state`."""
    found: list[str] = []
    seen: set[tuple[int, int]] = set()
    folders = [str(top)]
    while folders:
        folder = folders.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                folders.append(entry.path)
            elif with_state:
                state = entry.stat()
                found.append(f"{entry.path} {state.st_size} {state.st_mtime_ns}")
            else:
                found.append(entry.path)
    return found
