"""What a page or a stylesheet names, found below the mounts and read: as data: URIs, or on a shelf.

In goes a URL relative to the report, out comes a URI that holds the file's bytes, or where there is
a shelf the address of the file on it; or "" with a finding. Nothing outside the mounts is read, and
nothing is fetched.
"""

from __future__ import annotations

import base64
import posixpath
import re
from dataclasses import field
from pathlib import Path
from urllib.parse import quote

from reportkit import mounts as files
from reportkit.diagnostics import Diagnostics, Span
from reportkit.frozen import frozen
from reportkit.workspace import Workspace

_SOURCE = re.compile(r'(<(?:img|source)\b[^>]*?\ssrc=")([^"]*)(")')

_UNUSED = ("text/css", "application/vnd.iccprofile")
_FONTS = (".otf", ".ttf", ".woff", ".woff2")


def data_uri(data: bytes, mime: str) -> str:
    """`data` as a URI."""
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


@frozen
class Shelf:
    """The files of a page that stand beside it."""

    name: str
    """Of their folder."""
    files: dict[str, bytes] = field(default_factory=dict)
    """By their paths in it, with slashes."""

    def put(self, path: str, data: bytes, user: str = "") -> str:
        """The address of `data`, now at `path`, for the file `user` on the shelf, or the page."""
        self.files[path] = data
        if not user:
            return quote(f"{self.name}/{path}")
        return quote(posixpath.relpath(path, posixpath.dirname(user) or "."))


class Assets:
    """Puts files in the place of their URLs, or on the `shelf`."""

    def __init__(
        self,
        mounts: files.Mounts,
        workspace: Workspace,
        diagnostics: Diagnostics,
        shelf: Shelf | None = None,
    ) -> None:
        self._mounts, self._workspace, self._diagnostics = mounts, workspace, diagnostics
        self.shelf = shelf

    def in_markup(self, markup: str) -> str:
        """`markup` with the files of its images in it."""
        return _SOURCE.sub(lambda m: m[1] + self._uri(m[2], files.ROOT, None) + m[3], markup)

    def in_styles(self, css: str, path: str, file: str) -> str:
        """`css`, at `path` below the report and in `file`, with the files of its URLs in it."""
        base = files.ROOT + quote(path)

        def inline(match: re.Match[str]) -> str:
            url = files.named(match)
            if not url or url.startswith(("data:", "#")):
                return match[0]
            return f'url("{self._uri(url, base, files.place(match, file), path)}")'

        return files.IN_STYLES.sub(inline, css)

    def _uri(self, url: str, base: str, span: Span | None, user: str = "") -> str:
        if url.startswith("data:"):
            return url
        whole = files.joined(base, url)
        try:
            file = files.find(whole, self._mounts)
            if file.mime in _UNUSED:
                raise files.KindError(f"files of type {file.path.suffix} are not put into a page")
            data = file.read(self._workspace)
            if self.shelf:
                return self.shelf.put("/".join(files.segments(whole)), data, user)
            return data_uri(data, file.mime)
        except files.FetchError as failure:
            kind = "font" if whole.lower().endswith(_FONTS) else "image"
            shown = f"the {kind} {files.name(whole, self._mounts)}"
            self._diagnostics.add(files.finding(shown, failure, span))
        return ""

    def find(self, path: str) -> Path | None:
        """The file at `path` below the report, if there is one."""
        try:
            return files.find(files.ROOT + quote(path), self._mounts).path
        except files.FetchError:
            return None
