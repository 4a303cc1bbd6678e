"""A Dask cluster as compiler: jobs go out as bytes, object files come back as bytes.

What goes in: jobs. What comes out: what they come to, just as from `pool`. Workers share no disk
with this machine. A job travels as a parcel, which names files by their SHA-256; a worker that
lacks some says so, and the parcel is sent again with them, so that each file travels about once to
each worker. A worker that dies loses nothing: Dask gives its parcels to another.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import re
import shutil
import tempfile
import threading
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.mounts import ROOT, FetchError, segments
from reportkit.press.compile import Compiled, Job, compile_part, was_read
from reportkit.press.fetch import Fetcher
from reportkit.press.findings import Finding
from reportkit.workspace import Workspace

MOST_TRIES = 12
"""Times that a parcel is sent before its part is given up."""
PATIENCE = "15s"
"""For the scheduler to answer, and between signs of life."""
ALONE = 60.0
"""Seconds after which a cluster without workers is given up."""

_PACKAGES = (
    *("reportkit", "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen"),
    *("fonttools", "pillow"),
)
_URL = re.compile(rf"{re.escape(ROOT)}[^\"')\s<>]+")
_RELATIVE = re.compile(r"\s(?:src|href)=\"([^\"#:]+)\"")


@frozen
class Parcel:
    """A job on its way to another machine."""

    job: Job
    """Without folders."""
    mounts: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    """Path such as `styles/default/base.css`, the mount first, and SHA-256."""
    fonts: tuple[tuple[str, str], ...]
    """Names in the font folder, and SHA-256."""
    versions: str
    """What this machine compiles with."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """SHA-256 -> file that a worker was found to lack."""


@frozen
class Lacking:
    """A worker's answer: it needs these files, by SHA-256, before it can begin."""

    contents: tuple[str, ...]


@frozen
class Refused:
    """A worker's answer: it compiles with other versions, so its bytes would differ."""

    versions: str


class _GoneError(Exception):
    """There is nobody left to send parcels to; says why."""


@contextmanager
def _reaching() -> Iterator[None]:
    """Around what asks the scheduler. Raises `_GoneError` for whatever Dask raises."""
    try:
        yield
    except Exception as error:
        raise _GoneError(f"the scheduler cannot be reached any more: {error}") from error


class Cluster:
    """Compiles jobs on the workers of a Dask scheduler. Close it, or use it in a `with`."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor: Executor = client.get_executor(pure=False)
        self._files: dict[str, tuple[str, str]] = {}
        self._contents: dict[str, bytes] = {}

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __enter__(self) -> Cluster:
        return self

    def close(self) -> None:
        with suppress(Exception):
            # A scheduler that is gone need not be told.
            self._executor.shutdown(wait=False)
            self._client.close()

    def warm_up(self, job: Job) -> None:
        """Nothing: the workers have not got the files yet."""

    def expect(self, jobs: int, characters: int) -> int:
        """The workers run already, but what goes ahead shows which files they lack."""
        return 0

    def compile(self, jobs: Mapping[int, Job]) -> Iterator[tuple[int, Compiled]]:
        """Each job's index with what it comes to, in any order."""
        waiting = deque(_Trip(index, job) for index, job in jobs.items())
        running: dict[Future[Any], _Trip] = {}
        try:
            yield from self._travel(waiting, running)
        except _GoneError as error:
            yield from ((t.index, _failed(str(error))) for t in (*running.values(), *waiting))

    def _travel(
        self, waiting: deque[_Trip], running: dict[Future[Any], _Trip]
    ) -> Iterator[tuple[int, Compiled]]:
        """What trips come to that are `waiting`. Raises `_GoneError`."""
        while waiting or running:
            while waiting and len(running) < max(2, 2 * self._threads()):
                future = self._send(waiting[0])
                running[future] = waiting.popleft()
            finished, _ = wait(running, ALONE, return_when=FIRST_COMPLETED)
            if not finished and not self._threads():
                raise _GoneError("the cluster has no worker left")
            for future in finished:
                trip = running.pop(future)
                compiled = self._answer(trip, future)
                if compiled is None:
                    waiting.append(trip)
                else:
                    yield trip.index, compiled

    def _threads(self) -> int:
        """Twice as many parcels are under way: enough to keep all busy, few to learn from."""
        with _reaching():
            threads: dict[str, int] = self._client.nthreads()
        return sum(threads.values())

    def _send(self, trip: _Trip) -> Future[Any]:
        parcel = self._parcel(trip)
        with _reaching():
            return self._executor.submit(compile_parcel, parcel)

    def _answer(self, trip: _Trip, future: Future[Any]) -> Compiled | None:
        """What a job came to; None if it has to be sent again."""
        trip.tries += 1
        try:
            answer = future.result()
        except (Exception, CancelledError) as error:
            answer = error
        if isinstance(answer, Compiled) and not self._find_more(trip.job, answer):
            return answer
        if isinstance(answer, Refused):
            return _failed(f"a worker of the cluster has other versions: {_other(answer)}")
        if isinstance(answer, Lacking):
            trip.lacking.update(answer.contents)
        else:
            trip.lacking.clear()
        if trip.tries < MOST_TRIES:
            return None
        return _failed(f"the cluster cannot compile the part {trip.job.name}: {answer}")

    def _find_more(self, job: Job, compiled: Compiled) -> bool:
        """Whether there are files here that the worker asked for in vain."""
        missing = (url for url, answer in compiled.files.items() if not was_read(answer))
        return self._take(missing, job)

    def _take(self, urls: Iterable[str], job: Job) -> bool:
        """Take the files at `urls` along from now on; whether any is new."""
        fetcher = Fetcher(job.mounts, Workspace(Path.cwd()))
        count = len(self._files)
        for url in urls:
            if url not in self._files and url.startswith(ROOT):
                try:
                    data = fetcher.fetch(url).data
                except FetchError:
                    continue
                self._files[url] = ("/".join(segments(url)), self._keep(data))
        return len(self._files) > count

    def _keep(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        self._contents[sha] = data
        return sha

    def _parcel(self, trip: _Trip) -> Parcel:
        job = trip.job
        found = _RELATIVE.findall(job.html)
        self._take([*_URL.findall(job.before + job.html), *(ROOT + name for name in found)], job)
        fonts = tuple(
            (path.name, self._keep(path.read_bytes()))
            for path in sorted(job.font_folder.iterdir())
            if path.is_file()
        )
        bare = replace(job, mounts={}, font_folder=Path())
        contents = {sha: self._contents[sha] for sha in trip.lacking}
        files = tuple(sorted(self._files.values()))
        return Parcel(bare, tuple(job.mounts), files, fonts, versions(), contents)


@dataclass(slots=True)
class _Trip:
    """A job, and how it has fared."""

    index: int
    job: Job
    tries: int = 0
    lacking: set[str] = field(default_factory=set)


def connect(address: str, diagnostics: Diagnostics) -> Cluster | None:
    """The cluster behind the scheduler at `address`; None, with an error, if there is none."""
    try:
        from distributed import Client
    except ImportError:
        message = "Dask, which sends work to a cluster, is not installed"
        hint = "install it: pip install 'reportkit[dask]'"
        diagnostics.error("RK0911", message, None, hint)
        return None
    for name in ("distributed", "distributed.client"):
        # They log to the terminal what comes back as a finding.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client: Any = Client
        made = client(address, timeout=PATIENCE, set_as_default=False)
        made.wait_for_workers(1, timeout=PATIENCE)
        return Cluster(made)
    except (OSError, ValueError) as error:
        message = f"there is no cluster at {address}: {error}"
        hint = "start one: dask scheduler; then workers: dask worker ADDRESS --nthreads 1"
        diagnostics.error("RK0911", message, None, hint)
        return None


@cache
def versions() -> str:
    """What decides the bytes that this machine compiles, besides Pango."""
    packages = (f"{name} {version(name)}" for name in _PACKAGES)
    return ", ".join((*packages, f"zlib {zlib.ZLIB_RUNTIME_VERSION}"))


def _other(answer: Refused) -> str:
    """Those of the versions that are not this machine's."""
    ours = versions().split(", ")
    return ", ".join(found for found in answer.versions.split(", ") if found not in ours)


# On the worker

_ONE = threading.Lock()
"""WeasyPrint is given its fonts by the environment, so a process compiles one part at a time."""


def compile_parcel(parcel: Parcel) -> Compiled | Lacking | Refused:
    """Compile what is in `parcel`, unless something is missing."""
    if parcel.versions != versions():
        return Refused(versions())
    with _ONE:
        for sha, data in parcel.contents.items():
            if hashlib.sha256(data).hexdigest() == sha:
                _put(_home() / "contents" / sha, data)
        needed = {sha for _, sha in (*parcel.files, *parcel.fonts)}
        lacking = sorted(sha for sha in needed if not (_home() / "contents" / sha).exists())
        if lacking:
            return Lacking(tuple(lacking))
        files, fonts = _folder(parcel.files), _folder(parcel.fonts)
        mounts = {name: (files / name,) for name in parcel.mounts}
        return compile_part(replace(parcel.job, mounts=mounts, font_folder=fonts))


@cache
def _home() -> Path:
    """A folder that lives as long as this process."""
    home = Path(tempfile.mkdtemp(prefix="reportkit-"))
    (home / "contents").mkdir()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _folder(files: tuple[tuple[str, str], ...]) -> Path:
    """A folder in which `files` stand under their names."""
    folder = _home() / hashlib.sha256(repr(files).encode()).hexdigest()[:32]
    if not folder.exists():
        scratch = Path(tempfile.mkdtemp(dir=_home()))
        for name, sha in files:
            target = scratch / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(_home() / "contents" / sha, target)
        scratch.rename(folder)
    return folder


def _put(path: Path, data: bytes) -> None:
    scratch = path.with_name(f"{path.name}.new")
    scratch.write_bytes(data)
    scratch.rename(path)


def _failed(message: str) -> Compiled:
    return Compiled(None, (Finding("error", "RK0911", message, (), "", "", 0, 0),), {}, {})
