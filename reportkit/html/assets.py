"""Files as data: URIs: what a page or a stylesheet names, found below the mounts and read.

In goes a URL relative to the report, out comes a URI that holds the file's bytes, or "" with a
finding. Nothing outside the mounts is read, and nothing is fetched.
"""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reportkit.diagnostics import Diagnostics, Span
from reportkit.workspace import Workspace

TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}
_SOURCE = re.compile(r'(<(?:img|source)\b[^>]*?\ssrc=")([^"]*)(")')
_URL = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
    r"""|\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""",
    re.DOTALL | re.IGNORECASE,
)


def data_uri(data: bytes, mime: str) -> str:
    """`data` as a URI."""
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


class Assets:
    """Puts files in the place of their URLs."""

    def __init__(
        self, mounts: Mapping[str, tuple[Path, ...]], workspace: Workspace, diagnostics: Diagnostics
    ) -> None:
        self._mounts, self._workspace, self._diagnostics = mounts, workspace, diagnostics

    def in_markup(self, markup: str) -> str:
        """`markup` with the files of its images in it."""
        return _SOURCE.sub(lambda m: m[1] + self._uri(m[2], "", None) + m[3], markup)

    def in_styles(self, css: str, path: str, span: Span) -> str:
        """`css`, the stylesheet at `path` below the report, with the files of its URLs in it."""
        folder = posixpath.dirname(path)

        def replace(match: re.Match[str]) -> str:
            url = next((group for group in match.groups() if group), "")
            if not url or url.startswith(("data:", "#")):
                return match[0]
            return f'url("{self._uri(url, folder, span)}")'

        return _URL.sub(replace, css)

    def _uri(self, url: str, folder: str, span: Span | None) -> str:
        if url.startswith("data:"):
            return url
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            hint = "copy the file into the project and give its path from there"
            self._diagnostics.error("RK0505", f"{url[:80]} lies outside the project", span, hint)
            return ""
        path = self.find(posixpath.normpath(posixpath.join(folder, unquote(parts.path))))
        mime = TYPES.get(path.suffix.lower()) if path else None
        if path is None:
            self._diagnostics.error("RK0501", f"{url[:80]} cannot be found", span)
        elif mime is None:
            kinds = ", ".join(sorted(suffix[1:] for suffix in TYPES))
            message = f"{url[:80]} is no file that a page can hold"
            self._diagnostics.error("RK0502", message, span, f"it can hold {kinds}")
        else:
            return data_uri(self._workspace.read(path), mime)
        return ""

    def find(self, path: str) -> Path | None:
        """The file for `path` below the report: the first of its mount's folders that has it."""
        mount, _, rest = path.partition("/")
        for folder in self._mounts.get(mount, ()):
            file = (folder / rest).resolve()
            if file.is_file() and file.is_relative_to(folder.resolve()):
                return file
        return None
