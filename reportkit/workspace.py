"""The one door to files.

A build reads and writes through a `Workspace`, which records what was read (the cache key, the
watcher and `--deps` live on that record), and writes whole files or none. `is_file` and its
like answer for every path, even one that no file system would take.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

MAX_BYTES = 100_000_000
"""A larger file is not read."""

Stamp = tuple[int, int, int]
"""Bytes of a file, and when they and when anything about it last changed (ns)."""


@dataclass(slots=True)
class Workspace:
    """Reads and atomic writes of one run."""

    root: Path
    """The project's folder, absolute."""
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    reads: dict[Path, str] = field(default_factory=dict)
    """SHA-256 of every file read, in the order of first reading; if a build was spared, of those
    that the last one read."""
    stamps: dict[Path, Stamp] = field(default_factory=dict)
    """Of every file read, as it was before it was read."""
    is_settled: bool = True
    """Whether every file was the same each time that it was read."""

    def read(self, path: Path) -> bytes:
        """The bytes of `path`, recorded. Raises `OSError`, also if it is too large or no file."""
        # Looked at before it is opened: opening a pipe waits for ever.
        _check(path.stat(), path)
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        if self.reads.setdefault(path, digest) != digest:
            self.reads[path] = digest
            self.unsettle()
        self.stamps.setdefault(path, stamp(status))
        return data

    def unsettle(self) -> None:
        """Note that a file changed while it was in use, so that the result proves nothing."""
        self.is_settled = False

    def write(self, files: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> None:
        """Replace all of `files` and remove those in `gone` or, if one cannot be written, none.

        Everything is first written beside its place, then renamed into it; should a rename fail,
        what was there before is put back. A file that already holds its bytes is left alone, so
        that its time stays. Raises `OSError`, which names the file that was to be written.
        """
        waiting: dict[Path, Path] = {}
        try:
            for path, data in files.items():
                if not _holds(path, data):
                    with _naming(path):
                        waiting[path] = _write_beside(path, data)
            _replace(waiting, list(gone))
        finally:
            _remove(waiting.values())

    def shown(self, path: Path) -> str:
        """`path` as a reader should see it: relative to the working directory if inside it."""
        try:
            return _straight(path.absolute()).relative_to(Path.cwd()).as_posix()
        except (OSError, ValueError):
            return str(path)


def _straight(path: Path) -> Path:
    """`path` without `..`, unless a link makes that another file."""
    straight = Path(os.path.normpath(path))
    is_same = straight == path or os.path.realpath(straight) == os.path.realpath(path)
    return straight if is_same else path


def stamp(status: os.stat_result) -> Stamp:
    """What tells a file from what it was: one of its times can be set at will, the other cannot."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def is_file(path: Path) -> bool:
    """Whether `path` leads to a regular file, as far as can be known."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether `path` leads to a folder, as far as can be known."""
    try:
        return path.is_dir()
    except OSError:
        return False


def names_beside(path: Path) -> list[str]:
    """The names in the folder of `path`, sorted; none if it cannot be looked into."""
    try:
        return sorted(found.name for found in path.parent.iterdir())
    except OSError:
        return []


def _check(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    if status.st_size > MAX_BYTES:
        reason = f"it is larger than {MAX_BYTES // 1_000_000} MB"
        raise OSError(errno.EFBIG, reason, str(path))


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file beside `path` that holds `data`, with the rights of a new file."""
    import tempfile

    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".reportkit-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.chmod(0o666 & ~_umask())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _replace(waiting: Mapping[Path, Path], gone: Sequence[Path]) -> None:
    """Rename each file into its place and remove those `gone`, or leave every place as it was."""
    kept = {path: beside.with_name(f"{beside.name}.old") for path, beside in waiting.items()}
    kept |= {path: path.with_name(f".reportkit-{path.name}.old") for path in gone}
    replaced: list[Path] = []
    try:
        for path, beside in waiting.items():
            with _naming(path):
                _keep(path, kept[path])
                beside.replace(path)
                replaced.append(path)
        for path in gone:
            with _naming(path):
                _keep(path, kept[path])
                path.unlink()
                replaced.append(path)
    except BaseException:
        for path in replaced:
            _put_back(kept[path], path)
        raise
    finally:
        _remove(kept.values())


def _keep(path: Path, kept: Path) -> None:
    """Give what stands at `path`, if anything does, the name `kept` too, or copy it there."""
    import shutil

    if os.path.lexists(path):
        try:
            os.link(path, kept, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(path, kept, follow_symlinks=False)


def _put_back(kept: Path, path: Path) -> None:
    try:
        kept.replace(path)
    except FileNotFoundError:
        path.unlink()


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Errors in it name `path`, not the file beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
