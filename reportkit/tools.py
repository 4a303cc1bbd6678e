"""The programs that make results: what a result depends on besides all that an author gave.

In goes nothing but the machine, out come hashes that are others where another Python, Pango,
package or file of reportkit itself is at work. No path and no time goes into them, so that what is
kept holds wherever the same is installed. It is apart because builds that are spared, markup that
is kept and object files all hang on it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from reportkit import libraries


def digest() -> str:
    """SHA-256 of all programs, those of reportkit among them."""
    top = Path(__file__).parent
    code = (f"{Path(name).relative_to(top)} {_content(name)}" for name in tree(top))
    return _hash([installed(), *code])


def installed() -> str:
    """SHA-256 of what is installed besides reportkit's own files."""
    packages = {name for folder in sys.path for name in _packages(folder)}
    versions = platform.python_version(), zlib.ZLIB_RUNTIME_VERSION
    return _hash([*versions, *libraries.installed(), *sorted(packages)])


def _hash(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _content(name: str) -> str:
    try:
        return hashlib.sha256(Path(name).read_bytes()).hexdigest()
    except OSError:
        return ""


def _packages(folder: str) -> Iterator[str]:
    """The packages in `folder`, with their versions."""
    with suppress(OSError):
        names = (entry.name for entry in os.scandir(folder or "."))
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def tree(top: Path) -> list[str]:
    """Every file below `top`, links followed."""
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
            else:
                found.append(entry.path)
    return found
