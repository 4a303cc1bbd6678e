"""One folder as the only home of fonts, so that a missing glyph is noticed and not borrowed.

Fontconfig reads the file that `FONTCONFIG_FILE` names whenever a font configuration is made; while
`only_fonts` is open, that file names the given folder and no other.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

ALIASES = "aliases.conf"
"""Fontconfig rules in a font folder that say what `serif`, `sans-serif`, `monospace` stand for."""

_VARIABLE = "FONTCONFIG_FILE"
_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig-1.dll")
_last: Path | None = None
"""The folder that Fontconfig's own configuration was read for."""


@contextmanager
def only_fonts(folder: Path) -> Iterator[None]:
    """Hide every font but those in `folder` from Fontconfig."""
    before = os.environ.get(_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="reportkit-") as scratch:
        file = Path(scratch) / "fonts.conf"
        file.write_text(_configuration(folder, Path(scratch)), encoding="utf-8")
        os.environ[_VARIABLE] = str(file)
        _settle_aliases(folder)
        try:
            yield
        finally:
            if before is None:
                del os.environ[_VARIABLE]
            else:
                os.environ[_VARIABLE] = before


def _settle_aliases(folder: Path) -> None:
    """Have generic families mean what they do in `folder`.

    Pango asks Fontconfig's own configuration about them, which is read once for a process.
    """
    global _last
    if _last not in (None, folder) and (library := _library()) is not None:
        library.FcInitReinitialize()
    _last = folder


def _library() -> ctypes.CDLL | None:
    for name in _LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def has_fonts(folder: Path) -> bool:
    """Whether `folder` holds any font; Pango ends the process where there is none."""
    return any(path.suffix in {".ttf", ".otf"} for path in folder.glob("*"))


def _configuration(folder: Path, scratch: Path) -> str:
    aliases = escape(str(folder / ALIASES))
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>\n<dir>{escape(str(folder))}</dir>\n"
        f'<include ignore_missing="yes">{aliases}</include>\n'
        f"<cachedir>{escape(str(scratch))}</cachedir>\n</fontconfig>\n"
    )
