"""The one door to files and the clock.

A build reads and writes through a `Workspace`, which records what was read (the cache key, the
watcher and `--deps` live on that record), and writes whole files or none.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path


@dataclass(slots=True)
class Workspace:
    """Reads, atomic writes and the clock of one run."""

    root: Path
    """The project's folder, absolute."""
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    reads: dict[Path, str] = field(default_factory=dict)
    """SHA-256 of every file read, in the order of first reading."""
    stamps: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Bytes and time of change (ns) of every file read, as they were before it was."""
    is_settled: bool = True
    """Whether every file was the same each time that it was read."""
    asked_day: bool = False
    """Whether the result depends on the day."""

    def read(self, path: Path) -> bytes:
        """The bytes of `path`, recorded. Raises `OSError`."""
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        if self.reads.setdefault(path, digest) != digest:
            self.reads[path] = digest
            self.unsettle()
        self.stamps.setdefault(path, (status.st_size, status.st_mtime_ns))
        return data

    def unsettle(self) -> None:
        """Note that a file changed while it was in use, so that the result proves nothing."""
        self.is_settled = False

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Replace all of `files` or, if one cannot be written, none. Raises `OSError`.

        Everything is first written beside its place, then renamed into it. A file that already
        holds its bytes is left alone, so that its time stays.
        """
        waiting: dict[Path, Path] = {}
        try:
            for path, data in files.items():
                if not _holds(path, data):
                    waiting[path] = _write_beside(path, data)
            for path, beside in waiting.items():
                beside.replace(path)
        except BaseException:
            for beside in waiting.values():
                beside.unlink(missing_ok=True)
            raise

    def today(self) -> date:
        """The day, from `SOURCE_DATE_EPOCH` where it is set (in UTC), else from the clock."""
        self.asked_day = True
        epoch = self.environ.get("SOURCE_DATE_EPOCH")
        if epoch and epoch.isascii() and epoch.isdigit():
            return datetime.fromtimestamp(int(epoch), UTC).date()
        return datetime.now(UTC).date()

    def shown(self, path: Path) -> str:
        """`path` as a reader should see it: relative to the working directory if inside it."""
        try:
            return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
        except ValueError:
            return str(path)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file beside `path` that holds `data`, with the rights of a new file."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o666 & ~_umask())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
