"""What a report asks for while it is laid out: files of its mounts, and `data:`.

In goes a URL that HTML or CSS names, out comes a `Resource` or an error that says why not. What was
read stands in the workspace; what failed, in `failures`. Nothing here knows WeasyPrint, so that any
press can use it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from reportkit import mounts as files
from reportkit.frozen import frozen
from reportkit.mounts import FetchError, UnusableError
from reportkit.workspace import Workspace


@frozen
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

    mounts: files.Mounts
    workspace: Workspace
    stylesheets: dict[str, Resource] = field(default_factory=dict)
    """By URL, in the order in which they were last asked for."""
    failures: dict[str, FetchError] = field(default_factory=dict)
    """Why a URL was not served, in the order of asking."""

    def fetch(self, url: str) -> Resource:
        """The resource at `url`. Raises `FetchError`."""
        try:
            resource = self._data(url) if url[:5].lower() == "data:" else self._file(url)
        except FetchError as error:
            self.failures.setdefault(url, error)
            raise
        if resource.mime == "text/css":
            self.stylesheets.pop(url, None)
            self.stylesheets[url] = resource
        return resource

    def name(self, url: str) -> str:
        """`url` in an author's words."""
        return files.name(url, self.mounts)

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
        file = files.find(url, self.mounts)
        return Resource(url, file.mime, file.read(self.workspace), file.path)
