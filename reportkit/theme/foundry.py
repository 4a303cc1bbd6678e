"""Casts the static faces of a theme into a folder, several at once and in one step for readers.

In go faces and the font files to make them from, out comes a whole folder or findings. It is
imported only when fonts are missing, which is once for each theme and version of its fonts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import escape
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.theme import manifest
from reportkit.theme.face import Face
from reportkit.theme.instance import SAYS, Job, dump

_ALIASES = "aliases.conf"
"""Tells Fontconfig, for the press, what `serif` and its like stand for."""


def cast(
    folder: Path,
    faces: Sequence[Face],
    sources: Sequence[Path],
    diagnostics: Diagnostics,
    ready: Mapping[Face, Path],
) -> bool:
    """Make the fonts beside `folder` and move them to it; False, with errors, if that fails.

    Those that are `ready` are copied.
    """
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
        for face in faces:
            if face in ready:
                shutil.copyfile(ready[face], made / ready[face].name)
        pairs = [pair for pair in zip(faces, sources, strict=True) if pair[0] not in ready]
        failures = _instantiate([_job(face, source, made) for face, source in pairs])
        for failure in failures:
            _tell(failure, faces, diagnostics)
        if failures:
            return False
        (made / _ALIASES).write_text(_aliases(faces), encoding="utf-8")
        manifest.write(made)
        _publish(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return True


def _tell(failure: str, faces: Sequence[Face], diagnostics: Diagnostics) -> None:
    """Report why one of `faces` failed; for a file of the theme's own, the theme is at fault."""
    name, _, reason = failure.partition(SAYS)
    face = next((face for face in faces if face.name == name), None)
    if face is None:
        diagnostics.error("RK0407", f"a font cannot be prepared: {failure}")
        return
    code = "RK0402" if face.file else "RK0407"
    what = f"the font file {face.file.name}" if face.file else f"the font {face.family}"
    diagnostics.error(code, f"{what} cannot be used: {reason}", face.span)


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


def _aliases(faces: Sequence[Face]) -> str:
    rules = {face.generic: face.family for face in reversed(faces) if face.generic}
    entries = "".join(
        f"<alias binding='same'><family>{generic}</family>"
        f"<prefer><family>{escape(family)}</family></prefer></alias>\n"
        for generic, family in sorted(rules.items())
    )
    return f"<?xml version='1.0'?>\n<fontconfig>\n{entries}</fontconfig>\n"


def _publish(made: Path, folder: Path) -> None:
    """Move `made` to `folder` unless another build was first; a damaged folder gives way."""
    for _ in range(3):
        try:
            os.rename(made, folder)  # noqa: PTH104
            return
        except OSError:
            if manifest.is_whole(folder):
                return
            grave = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".damaged."))
            with suppress(FileNotFoundError):
                os.replace(folder, grave / folder.name)  # noqa: PTH105
            shutil.rmtree(grave, ignore_errors=True)
    os.rename(made, folder)  # noqa: PTH104
