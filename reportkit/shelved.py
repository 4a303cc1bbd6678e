"""The files beside a page: those that an earlier build wrote and that no page asks for any more.

In go the folder of a page's files and what a build has made, out come a list to keep in it, and
paths that may go. It is apart from `build` because what goes must be certain: a file that a list
of reportkit's names, and that still holds what reportkit wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

LIST = ".reportkit.json"
"""The list's name: path below the folder -> SHA-256."""


def listed(files: Mapping[str, bytes]) -> bytes:
    """The list of `files`, by their paths below the folder, with slashes."""
    digests = {path: _digest(files[path]) for path in sorted(files)}
    return (json.dumps(digests, ensure_ascii=False, indent=1) + "\n").encode()


def stale(folder: Path, made: Collection[Path]) -> list[Path]:
    """What an earlier build wrote below `folder`, is as it was, and is not among `made`."""
    found = [
        path
        for path, digest in _read(folder)
        if path not in made and _is_plain(path, folder) and _digest(path.read_bytes()) == digest
    ]
    is_left = found or (folder / LIST).is_file()
    return [*found, folder / LIST] if is_left and folder / LIST not in made else found


def remove(paths: Collection[Path], folder: Path) -> None:
    """Remove `paths`, and folders up to `folder` that are then empty. Raises `OSError`."""
    for path in paths:
        path.unlink(missing_ok=True)
    for path in paths:
        for parent in path.parents:
            if not parent.is_relative_to(folder):
                break
            with suppress(OSError):
                parent.rmdir()


def _read(folder: Path) -> Iterator[tuple[Path, str]]:
    """What the list in `folder` names; nothing if it is none of reportkit's."""
    try:
        names = json.loads((folder / LIST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return
    for name, digest in names.items() if isinstance(names, dict) else ():
        path = PurePosixPath(name)
        if not path.is_absolute() and ".." not in path.parts and isinstance(digest, str):
            yield folder / path, digest


def _is_plain(path: Path, folder: Path) -> bool:
    """Whether `path` is a file below `folder`, and no link leads out on the way."""
    steps = [path, *(parent for parent in path.parents if parent.is_relative_to(folder))]
    return path.is_file() and not any(step.is_symlink() for step in steps)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
