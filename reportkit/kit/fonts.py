"""Fonts of a theme that are not installed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from reportkit.diagnostics import Diagnostics, Span
from reportkit.theme import Face, Theme


def check(theme: Theme, span: Span, diagnostics: Diagnostics) -> frozenset[str]:
    """Report the fonts of `theme` that are not installed, with the line to type.

    Returns the scripts (ISO 15924) that lack theirs, which few reports need: that is a note.
    """
    for face in _of_each(filter(_lacks, theme.faces)):
        message, hint = _missing(face)
        diagnostics.error("RK0405", message, face.span or span, hint)
    lacking = list(filter(_lacks, theme.script_faces))
    for face in _of_each(lacking):
        message, hint = _missing(face)
        diagnostics.note("RK0405", message, face.span or span, hint)
    return frozenset(face.script for face in lacking)


def _of_each(faces: Iterable[Face]) -> Iterable[Face]:
    """One face of each font."""
    found: dict[tuple[str, str], Face] = {}
    for face in faces:
        found.setdefault(_missing(face), face)
    return found.values()


def _lacks(face: Face) -> bool:
    try:
        return bool(face.requirement) and not version(face.requirement)
    except PackageNotFoundError:
        return True


def _missing(face: Face) -> tuple[str, str]:
    name = face.package or face.family
    return f"the font {name} is not installed", f"install it: pip install {face.requirement}"
