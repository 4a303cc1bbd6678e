"""Faces cut down to the characters of one page, for a page that carries its own fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportkit.theme.face import Face
from reportkit.theme.fonts import FontFolder


@dataclass(frozen=True, slots=True)
class WebFont:
    """A face for the web."""

    face: Face
    mime: str
    """Media type: `font/woff2`."""
    data: bytes


def subset(
    folder: FontFolder, texts: Mapping[Face, str], cache_folder: Path
) -> tuple[WebFont, ...]:
    """Each face of `texts` holding only the characters given for it, in the theme's order.

    Characters may repeat and come in any order; those that a face lacks are passed over.
    """
    raise NotImplementedError
