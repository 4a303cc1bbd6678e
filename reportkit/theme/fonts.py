"""Static faces on disk: made once from variable fonts, found again without opening a font.

In go the faces of a theme, out comes a folder that holds one TrueType file a face and a manifest
of their hashes. The folder's name is a hash of all that goes into the fonts. It appears
in one step, so that two builds at once do no harm; if a file in it was damaged, it is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from xml.sax.saxutils import escape

from reportkit.diagnostics import Diagnostics
from reportkit.theme.face import Face
from reportkit.theme.instance import Job, dump

_MANIFEST = "manifest.json"
_RECIPE = "1"
"""Counts up when `instance` makes other bytes out of the same font."""
_SUFFIXES = (".ttf", ".otf")
_ALIASES = "aliases.conf"
"""Tells Fontconfig, for the press, what `serif` and its like stand for."""


@dataclass(frozen=True, slots=True)
class FontFolder:
    """A folder of static fonts and what is in it."""

    path: Path
    files: tuple[tuple[Face, Path], ...]
    """Each face with its file, in the theme's order."""
    key: str
    """Hash of all that went into the fonts."""


def prepare(
    faces: Sequence[Face], cache_folder: Path, diagnostics: Diagnostics
) -> FontFolder | None:
    """The folder of `faces` below `cache_folder`, made if need be; None, with errors, if not."""
    key = _key(faces, diagnostics)
    if key is None:
        return None
    folder = cache_folder / "fonts" / key
    if not _is_whole(folder):
        sources = _sources(faces, diagnostics)
        if sources is None or not _make(folder, faces, sources, diagnostics):
            return None
    return FontFolder(folder, tuple((face, _file(folder, face)) for face in faces), key)


def _key(faces: Sequence[Face], diagnostics: Diagnostics) -> str | None:
    ingredients: list[object] = [_RECIPE, version("fonttools")]
    complete = True
    for face in faces:
        source = _version(face, diagnostics)
        complete = complete and source is not None
        place = [face.name, face.family, face.package, face.axes, face.generic]
        ingredients.append([place, source])
    return hashlib.sha256(json.dumps(ingredients).encode()).hexdigest()[:32] if complete else None


def _version(face: Face, diagnostics: Diagnostics) -> str | None:
    """What tells one state of the face's source from another."""
    if face.file is not None:
        try:
            return hashlib.sha256(face.file.read_bytes()).hexdigest()
        except OSError as error:
            reason = f"the font file {face.file} cannot be read: {error.strerror}"
            diagnostics.error("RK0407", reason)
            return None
    package = "fontpkg-" + "-".join(face.package.lower().split())
    try:
        return version(package)
    except PackageNotFoundError:
        hint = f"install it: pip install {package}"
        diagnostics.error("RK0405", f"the font {face.package} is not installed", None, hint)
        return None


def _sources(faces: Sequence[Face], diagnostics: Diagnostics) -> list[Path] | None:
    """The font file that each of `faces` is made from."""
    import fontpkg

    found = []
    for face in faces:
        try:
            path = face.file or fontpkg.path(face.package, face.weight, face.style)
        except fontpkg.FontpkgError as error:
            diagnostics.error("RK0407", f"the font {face.package} lacks a face: {error}")
        else:
            found.append(path)
    return found if len(found) == len(faces) else None


def _make(
    folder: Path, faces: Sequence[Face], sources: Sequence[Path], diagnostics: Diagnostics
) -> bool:
    """Make the fonts beside `folder` and move them to it; False, with errors, if that fails."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        text = f"fonts cannot be kept in {folder.parent}: {error.strerror}"
        hint = "set REPORTKIT_CACHE to a folder that can be written"
        diagnostics.error("RK0904", text, None, hint)
        return False
    try:
        made.chmod(0o755)
        pairs = zip(faces, sources, strict=True)
        failures = _instantiate([_job(face, source, made) for face, source in pairs])
        for failure in failures:
            diagnostics.error("RK0407", f"a font cannot be prepared: {failure}")
        if failures:
            return False
        (made / _ALIASES).write_text(_aliases(faces), encoding="utf-8")
        _write_manifest(made)
        _publish(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return True


def _job(face: Face, source: Path, folder: Path) -> Job:
    italic = face.style == "italic"
    target = str(folder / face.name)
    return Job(str(source), target, face.family, face.weight, italic, face.axes)


def _instantiate(jobs: Sequence[Job]) -> list[str]:
    """Make all fonts, a process a core; what went wrong, one line a process."""
    cores = min(_cores(), len(jobs))
    shares = [dump(list(jobs[core::cores])) for core in range(cores)]
    with ThreadPoolExecutor(max(cores, 1)) as pool:
        return [failure for failure in pool.map(_run, shares) if failure]


def _run(jobs: str) -> str:
    command = [sys.executable, "-m", "reportkit.theme.instance"]
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    run = subprocess.run(command, input=jobs, capture_output=True, text=True, env=environ)
    return run.stderr.strip().rpartition("\n")[2] or "it stopped" if run.returncode else ""


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _file(folder: Path, face: Face) -> Path:
    files = (folder / (face.name + suffix) for suffix in _SUFFIXES)
    return next(file for file in files if file.exists())


def _aliases(faces: Sequence[Face]) -> str:
    rules = {face.generic: face.family for face in reversed(faces) if face.generic}
    entries = "".join(
        f"<alias binding='same'><family>{generic}</family>"
        f"<prefer><family>{escape(family)}</family></prefer></alias>\n"
        for generic, family in sorted(rules.items())
    )
    return f"<?xml version='1.0'?>\n<fontconfig>\n{entries}</fontconfig>\n"


def _write_manifest(folder: Path) -> None:
    (folder / _MANIFEST).write_text(json.dumps(_marks(folder), indent=1), encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    """Whether `folder` holds just what its manifest says."""
    try:
        return bool(json.loads((folder / _MANIFEST).read_bytes()) == _marks(folder))
    except (OSError, ValueError):
        return False


def _marks(folder: Path) -> dict[str, str]:
    """Hashes of the files in `folder`, by name."""
    paths = sorted(path for path in folder.iterdir() if path.name != _MANIFEST)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _publish(made: Path, folder: Path) -> None:
    """Move `made` to `folder` unless another build was first; a damaged folder gives way."""
    for _ in range(3):
        try:
            os.rename(made, folder)  # noqa: PTH104
            return
        except OSError:
            if _is_whole(folder):
                return
            grave = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".damaged."))
            os.replace(folder, grave / folder.name)  # noqa: PTH105
            shutil.rmtree(grave, ignore_errors=True)
    os.rename(made, folder)  # noqa: PTH104
