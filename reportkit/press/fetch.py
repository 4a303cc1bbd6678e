"""The only way from a report to a file: URLs below `file:///report/`, and `data:`.

In goes a URL that HTML or CSS names, out comes a `Resource` or an error that says why not. The
first segment of the path is a mount, the rest a file in one of the mount's folders, the first
found wins. The host, the network, the rest of the disk, hidden files, and links that lead out of
their folder do not exist here. What was read stands in the workspace; what failed, in `failures`.

Nothing here knows WeasyPrint, so that any press can use it.
"""

from __future__ import annotations

import base64
import binascii
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from reportkit.workspace import Workspace

ROOT = "file:///report/"
MAX_BYTES = 100_000_000
"""A larger file is refused."""

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".gif": "image/gif",
    ".icc": "application/vnd.iccprofile",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


class FetchError(Exception):
    """A URL cannot be served; the message is the reason, to stand after the name and a colon.

    FetchError
     ├ RefusedError    it leads where a report may not look
     ├ MissingError    no such file
     └ UnusableError   a file that is too large, of another type, or cannot be read
    """


class RefusedError(FetchError):
    """The URL leads where a report may not look."""


class MissingError(FetchError):
    """There is no such file in any folder of the mount."""


class UnusableError(FetchError):
    """The file is too large, of another type, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What a URL stands for."""

    url: str
    mime: str
    data: bytes
    path: Path | None
    """The file; None for `data:`."""


@dataclass(slots=True)
class Fetcher:
    """Serves the files of `mounts`, and remembers what it served and what it did not."""

    mounts: Mapping[str, tuple[Path, ...]]
    workspace: Workspace
    stylesheets: dict[str, Resource] = field(default_factory=dict)
    """By URL, in the order in which they were last asked for."""
    failures: dict[str, FetchError] = field(default_factory=dict)
    """Why a URL was not served, in the order of asking."""

    def fetch(self, url: str) -> Resource:
        """The resource at `url`. Raises `FetchError`."""
        try:
            resource = self._data(url) if _scheme(url) == "data" else self._file(url)
        except FetchError as error:
            self.failures.setdefault(url, error)
            raise
        if resource.mime == "text/css":
            self.stylesheets.pop(url, None)
            self.stylesheets[url] = resource
        return resource

    def name(self, url: str) -> str:
        """`url` in an author's words: the path in its mount, else the URL, shortened."""
        if url.startswith(ROOT):
            mount, _, rest = url.removeprefix(ROOT).partition("/")
            if mount in self.mounts and rest:
                return unquote(rest)
        return url if len(url) <= 80 else f"{url[:79]}…"

    def _data(self, url: str) -> Resource:
        head, comma, body = url[len("data:") :].partition(",")
        if not comma:
            raise UnusableError("the data: URL has no comma")
        mime, *parameters = head.split(";")
        data = unquote_to_bytes(body)
        if parameters and parameters[-1].strip().lower() == "base64":
            try:
                data = base64.b64decode(data)
            except binascii.Error as error:
                raise UnusableError("the data: URL is not base64") from error
        return Resource(url, mime.strip().lower() or "text/plain", data, None)

    def _file(self, url: str) -> Resource:
        mount, *parts = segments(url)
        folders = self.mounts.get(mount)
        if folders is None or not parts:
            raise RefusedError("it is outside the project")
        for folder in folders:
            path = _inside(folder, parts)
            if path is not None:
                return Resource(url, _type(path), self._read(path), path)
        raise MissingError("there is no such file")

    def _read(self, path: Path) -> bytes:
        try:
            status = path.stat()
            # Looked at before it is opened: opening a pipe waits for ever.
            if not stat.S_ISREG(status.st_mode):
                raise UnusableError("it is not a file")
            if status.st_size > MAX_BYTES:
                raise UnusableError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
            return self.workspace.read(path)
        except OSError as error:
            raise UnusableError((error.strerror or "it cannot be read").lower()) from error


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()


def segments(url: str) -> list[str]:
    """Mount and path segments of a URL below `ROOT`, decoded once. Raises `RefusedError`."""
    if _scheme(url) != "file":
        raise RefusedError("only files of the project can be used")
    try:
        split = urlsplit(url)
        path = unquote(split.path, errors="strict")
    except ValueError as error:
        raise RefusedError("it is not a valid address") from error
    if split.netloc:
        raise RefusedError("it is on another machine")
    report, *segments = [segment for segment in path.split("/") if segment] or [""]
    if report != "report" or not segments:
        raise RefusedError("it is outside the project")
    if any(map(_is_unsafe, segments)):
        raise RefusedError("it is outside the project, or hidden")
    return segments


def _is_unsafe(segment: str) -> bool:
    return segment.startswith(".") or "\\" in segment or not segment.isprintable()


def _inside(folder: Path, parts: list[str]) -> Path | None:
    """The path of `parts` in `folder` if it exists. Raises `RefusedError` if it leads out of it."""
    path = folder.joinpath(*parts)
    try:
        target, root = path.resolve(strict=True), folder.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    if not target.is_relative_to(root):
        raise RefusedError("it is a link that leads out of its folder")
    if any(map(_is_unsafe, target.relative_to(root).parts)):
        raise RefusedError("it is a link to a hidden file")
    _type(target)
    return path


def _type(path: Path) -> str:
    try:
        return _TYPES[path.suffix.lower()]
    except KeyError:
        raise UnusableError(
            f"files of type {path.suffix or 'none'} are not used in reports"
        ) from None
