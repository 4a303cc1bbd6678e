"""Images made fit for print and page, before anything is laid out.

In go the URLs that a report names and the folders behind them; out comes a folder with those images
that must not be used as they are: photographs turned upright or taken from the colours of a press,
drawings given a size. It is mounted before the others, so that press and page read the same. What
cannot be used is a finding. Pillow is imported when there is an image to look at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from reportkit.diagnostics import Diagnostics, Span, did_you_mean
from reportkit.images.fault import UnfitError
from reportkit.workspace import Workspace

MOST_BYTES = 100_000_000
KINDS = (".jpeg", ".jpg", ".png", ".svg", ".webp")
_HINTS = {
    ".svgz": "Unpack it, and name it .svg.",
    ".pdf": "Save its page as SVG.",
    ".eps": "Save it as SVG.",
    ".emf": "Save it as SVG.",
}


def prepare(
    images: Mapping[str, Span | None],
    mounts: Mapping[str, tuple[Path, ...]],
    cache: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> Mapping[str, tuple[Path, ...]]:
    """`mounts` with a folder of mended images before those that hold them as they are.

    `images` are URLs below the report (`sources/images/map.svg`) and where each is named. The
    folder is one below `cache`, named after what it holds.
    """
    mended: dict[str, bytes] = {}
    for url, span in images.items():
        found = _Image(url, span, mounts, workspace, diagnostics).mended()
        if found is not None:
            mended[unquote(url)] = found
    if not mended or diagnostics.has_errors:
        return mounts
    folder = cache / "images" / _digest(mended)
    try:
        workspace.write({folder / name: data for name, data in mended.items()})
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.error("RK0904", f"images cannot be kept in the cache: {reason}")
    return {name: (*_below(folder, name), *folders) for name, folders in mounts.items()}


class _Image:
    """One image on its way."""

    def __init__(
        self,
        url: str,
        span: Span | None,
        mounts: Mapping[str, tuple[Path, ...]],
        workspace: Workspace,
        diagnostics: Diagnostics,
    ) -> None:
        mount, _, self.name = unquote(url).partition("/")
        self.folders = mounts[mount]
        self.span, self.workspace, self.diagnostics = span, workspace, diagnostics

    def mended(self) -> bytes | None:
        """What to use instead; None if the image is as it should be, or cannot be used."""
        path = self._path()
        data = self._read(path) if path else None
        if path is None or data is None:
            return None
        try:
            made, remarks = _fit(data, path.suffix.lower())
        except UnfitError as error:
            message = f"the image {self.name} cannot be used: {error}"
            self.diagnostics.error("RK0502", message, self.span, *error.hints)
            return None
        for remark in remarks:
            self.diagnostics.note("RK0510", f"the image {self.name} {remark}", self.span)
        return None if made == data else made

    def _path(self) -> Path | None:
        if ".." in PurePosixPath(self.name).parts:
            hint = "Copy it beside the source, and give its path from there."
            message = f"the image {self.name} lies outside the folder of the source"
            self.diagnostics.error("RK0505", message, self.span, hint)
            return None
        found = next((f / self.name for f in self.folders if (f / self.name).exists()), None)
        if found is None:
            message = f"the image {self.name} cannot be found"
            self.diagnostics.error("RK0501", message, self.span, *self._near())
        elif not found.is_file():
            self.diagnostics.error("RK0501", f"the image {self.name} is a folder", self.span)
            return None
        return found

    def _near(self) -> Iterator[str]:
        path = self.folders[-1] / self.name
        files = path.parent.iterdir() if path.parent.is_dir() else ()
        beside = sorted(file.name for file in files)
        if meant := did_you_mean(path.name, beside):
            yield f"Did you mean {PurePosixPath(self.name).with_name(meant)}?"
        else:
            folder = self.folders[-1].resolve().name
            yield f"Images are looked for beside the source, in {folder}/."

    def _read(self, path: Path) -> bytes | None:
        try:
            if path.stat().st_size <= MOST_BYTES:
                return self.workspace.read(path)
            reason = f"it is larger than {MOST_BYTES // 1_000_000} MB"
        except OSError as error:
            reason = error.strerror or str(error)
        message = f"the image {self.name} cannot be used: {reason}"
        self.diagnostics.error("RK0502", message, self.span)
        return None


def _fit(data: bytes, suffix: str) -> tuple[bytes, tuple[str, ...]]:
    """The image as it can be used, and what was done to it. Raises `UnfitError`."""
    if suffix not in KINDS:
        hint = _HINTS.get(suffix, "Save it as PNG, JPEG, SVG or WebP.")
        raise UnfitError(f"files of type {suffix or 'none'} are not used in reports", hint)
    if suffix == ".svg":
        from reportkit.images.drawing import fit_drawing

        return fit_drawing(data), ()
    from reportkit.images.photograph import fit_photograph

    return fit_photograph(data)


def _digest(files: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for name, data in sorted(files.items()):
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()[:32]


def _below(folder: Path, mount: str) -> tuple[Path, ...]:
    inner = folder / mount
    return (inner,) if inner.is_dir() else ()
