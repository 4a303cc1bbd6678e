"""The only way from a URL of a report to a file: below one of its mounts, and nowhere else.

In goes a URL below `file:///report/`, out comes a file or an error that says why not. The first
segment of the path is a mount, the rest a file in one of the mount's folders, the first found wins.
The host, the network, the rest of the disk, hidden files, and links that lead out of their folder
do not exist here. Images, page and print all look here, so that they find and refuse the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from reportkit.diagnostics import LINE_END, Diagnostic, Severity, Span
from reportkit.frozen import frozen
from reportkit.workspace import Workspace, is_folder

Mounts = Mapping[str, tuple[Path, ...]]
"""First segment of a URL -> folders searched in order."""
ROOT = "file:///report/"

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


IN_STYLES = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
    r"""|\burl\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^)"'\s]*))\s*\)""",
    re.DOTALL | re.IGNORECASE,
)
"""`url(…)` in CSS; comments and other strings match without a group."""


class FetchError(Exception):
    """A URL cannot be served; the message is the reason, to stand after the name and a colon.

    FetchError
     ├ RefusedError    it leads where a report may not look
     ├ MissingError    no such file
     └ UnusableError   a file that is too large or cannot be read
        └ KindError    one of a type that reports do not use
    """


class RefusedError(FetchError):
    """The URL leads where a report may not look."""


class MissingError(FetchError):
    """There is no such file in any folder of the mount."""


class UnusableError(FetchError):
    """The file is too large or cannot be read."""


class KindError(UnusableError):
    """Files of this type are not used in reports."""


@frozen
class File:
    """A file of a report."""

    path: Path
    mime: str

    def read(self, workspace: Workspace) -> bytes:
        """What it holds. Raises `UnusableError`."""
        try:
            return workspace.read(self.path)
        except OSError as error:
            raise UnusableError((error.strerror or "it cannot be read").lower()) from error


def find(url: str, mounts: Mounts) -> File:
    """The file at `url`. Raises `FetchError`."""
    mount, *parts = segments(url)
    folders = mounts.get(mount)
    if folders is None or not parts:
        raise RefusedError("it is outside the project")
    for folder in folders:
        path = _inside(folder, parts)
        if path is not None:
            return File(path, _type(path))
    raise MissingError("there is no such file")


def name(url: str, mounts: Mounts) -> str:
    """`url` in an author's words: the path in its mount, else the URL, shortened."""
    if url.startswith(ROOT):
        mount, _, rest = url.removeprefix(ROOT).partition("/")
        if mount in mounts and rest:
            return unquote(rest)
    return url if len(url) <= 80 else f"{url[:79]}…"


def finding(shown: str, failure: FetchError, span: Span | None, *hints: str) -> Diagnostic:
    """What to say of a file that is not served, `shown` being what it is and its name."""
    if isinstance(failure, MissingError):
        return Diagnostic(Severity.ERROR, "RK0501", f"{shown} cannot be found", span, hints)
    code = "RK0505" if isinstance(failure, RefusedError) else "RK0502"
    return Diagnostic(Severity.ERROR, code, f"{shown} cannot be used: {failure}", span, hints)


def joined(base: str, url: str) -> str:
    """`url` as the file at `base` means it."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def named(match: re.Match[str]) -> str:
    """The URL in a match of `IN_STYLES`; "" if there is none."""
    return match[match.lastgroup] if match.lastgroup else ""


def place(match: re.Match[str], file: str) -> Span:
    """Where the URL in a match of `IN_STYLES` stands in the stylesheet `file`."""
    assert match.lastgroup
    above = LINE_END.split(match.string[: match.start(match.lastgroup)])
    line, column = len(above), len(above[-1]) + 1
    return Span(file, line, column, line, column + len(named(match)))


def segments(url: str) -> list[str]:
    """Mount and path segments of a URL below `ROOT`, decoded once. Raises `RefusedError`."""
    if url.partition(":")[0].lower() != "file":
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
    except PermissionError:
        raise UnusableError("permission denied") from None
    except (OSError, RuntimeError):
        return None
    if not target.is_relative_to(root):
        raise RefusedError("it is a link that leads out of its folder")
    if any(map(_is_unsafe, target.relative_to(root).parts)):
        raise RefusedError("it is a link to a hidden file")
    if is_folder(target):
        raise UnusableError("it is a folder")
    _type(target)
    return path


def _type(path: Path) -> str:
    try:
        return _TYPES[path.suffix.lower()]
    except KeyError:
        raise KindError(f"files of type {path.suffix or 'none'} are not used in reports") from None
