"""Which Pango sets the text: what a build depends on that no package of Python tells.

In goes nothing but the machine, out come the names and sizes of the libraries, found where systems
keep them, without loading any. Another version has another name or size.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

_NAMES = (
    *("libpango-1.0", "libpangoft2-1.0", "libharfbuzz", "libharfbuzz-subset", "libfontconfig"),
    *("libfreetype", "libfribidi", "libglib-2.0"),
)
_ENDINGS = (".so.0", ".so.1", ".so.6", ".0.dylib", ".1.dylib", ".6.dylib", "-0.dll", "-6.dll")


@cache
def installed() -> tuple[str, ...]:
    """Name and size of each library that is found."""
    return tuple(_found(folder for folder in _folders() if folder))


def _folders() -> Iterator[str]:
    yield from os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    machine = os.uname().machine if hasattr(os, "uname") else ""
    yield from (f"/usr/lib/{machine}-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib")
    yield from ("/opt/homebrew/lib", "/opt/local/lib")


def _found(folders: Iterator[str]) -> Iterator[str]:
    for folder in folders:
        for name in (name + ending for name in _NAMES for ending in _ENDINGS):
            path = f"{folder}/{name}"
            try:
                size = os.stat(path).st_size  # noqa: PTH116
            except OSError:
                continue
            # A link from the name that is loaded to the one that holds the version.
            yield f"{os.path.basename(os.path.realpath(path))} {size}"  # noqa: PTH119
