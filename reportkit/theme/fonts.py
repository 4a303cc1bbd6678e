"""Static faces on disk: made once from variable fonts, found again without opening a font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.theme.face import Face


@dataclass(frozen=True, slots=True)
class FontFolder:
    """A folder of static TrueType fonts and what is in it."""

    path: Path
    files: tuple[tuple[Face, Path], ...]
    """Each face with its file, in the theme's order."""
    key: str
    """Hash of all that went into the fonts."""


def prepare(
    faces: Sequence[Face], cache_folder: Path, diagnostics: Diagnostics
) -> FontFolder | None:
    """The folder of `faces` below `cache_folder`, made if need be; None, with errors, if not."""
    raise NotImplementedError
