"""Static faces on disk: made once from variable fonts, found again without opening a font.

In go the faces of a theme, out comes a folder that holds one file a face and a list of their
hashes. The folder's name is a hash of all that goes into the fonts. It appears in one step, so
that two builds at once do no harm; if a file in it was damaged, it is made anew by `foundry`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.theme import manifest
from reportkit.theme.face import Face

_RECIPE = "3"
"""Counts up when `instance` makes other bytes out of the same font."""
_SUFFIXES = (".ttf", ".otf")


@frozen
class FontFolder:
    """A folder of static fonts and what is in it."""

    path: Path
    files: tuple[tuple[Face, Path], ...]
    """Each face with its file, in the theme's order."""
    key: str
    """Hash of all that went into the fonts."""


def prepare(
    faces: Sequence[Face],
    cache_folder: Path,
    diagnostics: Diagnostics,
    others: FontFolder | None = None,
) -> FontFolder | None:
    """The folder of `faces` below `cache_folder`, made if need be; None, with errors, if not.

    Faces that `others` has as well are taken from there and not made again.
    """
    key = _key(faces, diagnostics)
    if key is None:
        return None
    folder = cache_folder / "fonts" / key
    if not manifest.is_whole(folder) and not _make(folder, faces, diagnostics, others):
        return None
    return FontFolder(folder, tuple((face, _file(folder, face)) for face in faces), key)


def _key(faces: Sequence[Face], diagnostics: Diagnostics) -> str | None:
    ingredients: list[object] = [_RECIPE, version("fonttools"), version("uharfbuzz")]
    complete = True
    for face in faces:
        source = _version(face, diagnostics)
        complete = complete and source is not None
        place = [face.name, face.family, face.package, face.axes, face.generic]
        place += [face.member] if face.member else []
        ingredients.append([place, source])
    return hashlib.sha256(json.dumps(ingredients).encode()).hexdigest()[:32] if complete else None


def _version(face: Face, diagnostics: Diagnostics) -> str | None:
    """What tells one state of the face's source from another."""
    if face.file is not None:
        try:
            return hashlib.sha256(face.file.read_bytes()).hexdigest()
        except OSError as error:
            reason = f"the font file {face.file.name} cannot be read: {error.strerror}"
            diagnostics.error("RK0407", reason, face.span)
            return None
    package = face.requirement
    try:
        return version(package)
    except PackageNotFoundError:
        hint = f"install it: pip install {package}"
        name = face.package or face.family
        diagnostics.error("RK0405", f"the font {name} is not installed", face.span, hint)
        return None


def _sources(faces: Sequence[Face], diagnostics: Diagnostics) -> list[Path] | None:
    """The font file that each of `faces` is made from."""
    import fontpkg

    found = []
    for face in faces:
        try:
            path = face.file or _member(face)
            path = path or fontpkg.path(face.package, face.weight, face.style)
        except fontpkg.FontpkgError as error:
            reason = f"the font {face.package} lacks a face: {error}"
            diagnostics.error("RK0407", reason, face.span)
        else:
            found.append(path)
    return found if len(found) == len(faces) else None


def _member(face: Face) -> Path | None:
    """The file in the distribution that `face` names, if it names one."""
    if not face.distribution:
        return None
    return Path(str(distribution(face.distribution).locate_file(face.member)))


def _make(
    folder: Path, faces: Sequence[Face], diagnostics: Diagnostics, others: FontFolder | None
) -> bool:
    from reportkit.theme import foundry

    sources = _sources(faces, diagnostics)
    return sources is not None and foundry.cast(
        folder, faces, sources, diagnostics, dict(others.files) if others else {}
    )


def _file(folder: Path, face: Face) -> Path:
    files = (folder / (face.name + suffix) for suffix in _SUFFIXES)
    return next(file for file in files if file.exists())
