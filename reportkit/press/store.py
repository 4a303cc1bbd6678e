"""What the press keeps between builds.

What goes in and comes out: bytes under a name such as `objects/3f…`. It is a module so that nothing
else of the press knows of disks. A store may lose anything at any time, since everything in it can
be made again; so a disk that is full, read-only or damaged makes a build slower, and is told once.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

MAX_BYTES = 500_000_000
"""What a store may grow to."""

_DIGEST = 32
_SCRATCH = ".scratch-"
_OWN = re.compile(rf"[0-9a-f]{{32,64}}|{re.escape(_SCRATCH)}\w+")
"""Names of what a store puts into its folder; whatever else stands there is not dropped."""
_PRUNED = 0.8
"""How much of its limit a store is pruned to, so that it is seldom pruned."""
_UNSEEN = 0.02
"""How much of its limit a process adds before it looks again at what all have put there."""
_DAY = 86_400.0


class Store(Protocol):
    """Bytes by name; a name is a kind, a slash, and letters or digits."""

    trouble: str
    """Why something could not be kept or read, "" if all is well."""

    def get(self, name: str) -> bytes | None:
        """What was put under `name`, unless it is lost or damaged."""

    def put(self, name: str, data: bytes) -> None:
        """Keep `data`, if that can be done."""

    def close(self) -> None:
        """Keep to the limit."""


class MemoryStore:
    """Keeps what was used last while the process lives: for a preview, or without a cache."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.trouble = ""
        self._items: OrderedDict[str, bytes] = OrderedDict()
        self._max_bytes = max_bytes

    def get(self, name: str) -> bytes | None:
        if name in self._items:
            self._items.move_to_end(name)
        return self._items.get(name)

    def put(self, name: str, data: bytes) -> None:
        self._items[name] = data
        self._items.move_to_end(name)

    def close(self) -> None:
        size = sum(map(len, self._items.values()))
        while size > self._max_bytes:
            size -= len(self._items.popitem(last=False)[1])


class DiskStore:
    """Keeps files below a folder of its own. Any number of processes may use one folder at once."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self.trouble = ""
        self._folder = folder
        self._max_bytes = max_bytes
        self._written = 0
        """Bytes since the last look at all that is kept."""
        self._has_looked = False

    def get(self, name: str) -> bytes | None:
        path = self._folder / name
        try:
            data = self._read(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(error.strerror or str(error))
            return None
        kept = data[_DIGEST:]
        if _seal(name, kept) != data[:_DIGEST]:
            self._note(f"{name} was damaged")
            return None
        return kept

    def put(self, name: str, data: bytes) -> None:
        try:
            self._write(self._folder / name, _seal(name, data) + data)
        except OSError as error:
            self._note(error.strerror or str(error))

    def close(self) -> None:
        seldom = self._max_bytes * _UNSEEN if self._has_looked else 0
        if self._written <= seldom:
            return
        self._has_looked, self._written = True, 0
        entries = sorted(_entries(self._folder), reverse=True)
        kept = 0
        is_full = sum(size for _, size, _ in entries) > self._max_bytes
        for _, size, path in entries if is_full else ():
            kept += size
            if kept > self._max_bytes * _PRUNED:
                # What belongs to somebody else stays, and is no reason to stop.
                with suppress(OSError):
                    path.unlink()

    def _read(self, path: Path) -> bytes:
        """All of a file, whose time then says that it is in use. Raises `OSError`."""
        status = path.stat()
        # Looked at before it is opened: a pipe or a device may never end.
        if not stat.S_ISREG(status.st_mode) or status.st_size > self._max_bytes:
            raise OSError(f"{path.name} is none of its files")
        data = path.read_bytes()
        if time.time() - status.st_mtime > _DAY:
            # What can only be read is of use all the same.
            with suppress(OSError):
                os.utime(path)
        return data

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=_SCRATCH)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
        self._written += len(data)

    def _note(self, trouble: str) -> None:
        self.trouble = self.trouble or trouble.lower()


def _seal(name: str, data: bytes) -> bytes:
    """What tells data that was kept under `name` from damaged data, and from that of another."""
    digest = hashlib.sha256(name.encode() + b"\0")
    digest.update(data)
    return digest.digest()


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Time of last use, bytes and path of each file, but for what another process drops."""
    for path in folder.glob("*/*"):
        if not _OWN.fullmatch(path.name):
            continue
        with suppress(OSError):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                yield status.st_mtime, status.st_size, path
