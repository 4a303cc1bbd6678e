"""WeasyPrint behind a narrow door: imported late, given only the project's files.

`import_weasyprint` says what is missing where it cannot be imported; `url_fetcher` makes of a
`Fetcher` what WeasyPrint asks for. Private names are in `inside`.
"""

from __future__ import annotations

import ctypes.util
import importlib
import sys
from contextlib import redirect_stdout
from io import StringIO
from types import ModuleType
from typing import Any

from reportkit.diagnostics import Diagnostics
from reportkit.press.fetch import Fetcher
from reportkit.press.inside import PINNED, joined
from reportkit.press.inside.postponed import postponed
from reportkit.press.patched import patched

_INSTALL = {
    "darwin": "brew install pango",
    "linux": "apt-get install --no-install-recommends"
    " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


class UnfitError(Exception):
    """The part can be printed, but not by the linking press; says why."""


def import_weasyprint(diagnostics: Diagnostics) -> ModuleType | None:
    """WeasyPrint; None, with an error, where its libraries are not installed.

    Fontconfig is asked for fonts on the way: call this within `fontconfig.only_fonts`.
    """
    try:
        # It prints advice, and standard output is for data.
        with redirect_stdout(StringIO()):
            module = import_module()
            if module.__version__ == PINNED:
                joined.install()
            return module
    except OSError:
        command = _INSTALL.get(sys.platform)
        hint = (
            f"install it: {command}" if command else "see https://doc.courtbouillon.org/weasyprint"
        )
        message = "Pango, which sets the text of a PDF, is not installed"
        diagnostics.error("RK0901", message, None, hint)
        return None


def import_module() -> ModuleType:
    """WeasyPrint. Raises `OSError` where its libraries are not installed.

    It looks for each library under six names, one for each system, and for a name that Linux does
    not know Python runs `ldconfig`, `gcc` and `ld`: forty processes, unless they are kept from it.
    """
    is_linux = sys.platform == "linux"
    unsearched = [(ctypes.util, "find_library", lambda name: None)] if is_linux else []
    try:
        with postponed(), patched(*unsearched):
            return importlib.import_module("weasyprint")
    except (ImportError, OSError):
        # A search may find what does not lie where the loader looks, and another version of
        # WeasyPrint may want more of fontTools.
        return importlib.import_module("weasyprint")


def url_fetcher(fetcher: Fetcher) -> Any:
    """A WeasyPrint fetcher that serves what `fetcher` does. To be given to every call."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Response(URLFetcherResponse):  # type: ignore[misc]
        # WeasyPrint would read an image again, from the path that its URL has on this machine.
        path = None

    class ProjectFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Response:
            resource = fetcher.fetch(url)
            return Response(resource.url, resource.data, {"Content-Type": resource.mime})

    return ProjectFetcher()


def failure(error: Exception) -> str:
    """Why a document cannot be laid out, as a finding says it."""
    match error:
        case RecursionError():
            return "the document nests too deep to be laid out"
        case MemoryError():
            return "the document takes more memory than there is"
    reason = " ".join(str(error).split())
    return f"the document cannot be laid out: {type(error).__name__}" + (
        f": {reason}" if reason else ""
    )
