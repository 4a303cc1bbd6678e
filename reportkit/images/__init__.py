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

from reportkit import mounts
from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.images.fault import UnfitError
from reportkit.workspace import Workspace, names_beside

KINDS = (".jpeg", ".jpg", ".png", ".svg", ".webp")
_HINTS = {
    ".svgz": "unpack it, and name it .svg",
    ".pdf": "save its page as SVG",
    ".eps": "save it as SVG",
    ".emf": "save it as SVG",
}


def prepare(
    images: Mapping[str, Span | None],
    folders: mounts.Mounts,
    cache: Path,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> mounts.Mounts:
    """`folders` with a folder of mended images before those that hold them as they are.

    `images` are URLs below the report (`sources/images/map.svg`) and where each is named. The
    folder is one below `cache`, named after what it holds.
    """
    mended = mend(images, folders, workspace, diagnostics)
    if not mended or diagnostics.has_errors:
        return folders
    folder = cache / "images" / digest(mended)
    try:
        workspace.write({folder / name: data for name, data in mended.items()})
    except OSError as error:
        reason = error.strerror or str(error)
        diagnostics.error("RK0904", f"images cannot be kept in the cache: {reason}")
    return {name: (*below(folder, name), *inner) for name, inner in folders.items()}


def mend(
    images: Mapping[str, Span | None],
    folders: mounts.Mounts,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> dict[str, bytes]:
    """Path below the report -> what to use instead, of `images` that must not be used as they are.

    Nothing is written; what cannot be used is reported.
    """
    mended: dict[str, bytes] = {}
    for url, span in images.items():
        found = _Image(url, span, folders, workspace, diagnostics).mended()
        if found is not None:
            mended[unquote(url)] = found
    return mended


class _Image:
    """One image on its way."""

    def __init__(
        self,
        url: str,
        span: Span | None,
        folders: mounts.Mounts,
        workspace: Workspace,
        diagnostics: Diagnostics,
    ) -> None:
        self.url, self.mounts = mounts.ROOT + url, folders
        self.name = mounts.name(self.url, folders)
        self.span, self.workspace, self.diagnostics = span, workspace, diagnostics

    def mended(self) -> bytes | None:
        """What to use instead; None if the image is as it should be, or cannot be used."""
        try:
            file = mounts.find(self.url, self.mounts)
            data = file.read(self.workspace)
            made, remarks = _fit(data, file.path.suffix.lower())
        except mounts.FetchError as failure:
            shown, hints = f"the image {self.name}", self._hints(failure)
            self.diagnostics.add(mounts.finding(shown, failure, self.span, *hints))
            return None
        except UnfitError as error:
            message = f"the image {self.name} cannot be used: {error}"
            self.diagnostics.error("RK0502", message, self.span, *error.hints)
            return None
        for remark in remarks:
            self.diagnostics.note("RK0510", f"the image {self.name} {remark}", self.span)
        return None if made == data else made

    def _hints(self, failure: mounts.FetchError) -> Iterator[str]:
        if isinstance(failure, mounts.RefusedError):
            yield "copy it beside the source, and give its path from there"
        elif isinstance(failure, mounts.MissingError):
            yield from self._near()
        elif isinstance(failure, mounts.KindError):
            yield _save_as(PurePosixPath(self.name).suffix.lower())

    def _near(self) -> Iterator[str]:
        folder = self.mounts[self.url.removeprefix(mounts.ROOT).partition("/")[0]][-1]
        path = folder / self.name
        named = PurePosixPath(self.name)
        hint = suggestion(path.name, names_beside(path), lambda name: str(named.with_name(name)))
        yield hint or f"images are looked for beside the source, in {folder.resolve().name}/"


def _fit(data: bytes, suffix: str) -> tuple[bytes, tuple[str, ...]]:
    """The image as it can be used, and what was done to it. Raises `UnfitError`."""
    if suffix not in KINDS:
        raise UnfitError(f"files of type {suffix} are not used in reports", _save_as(suffix))
    if suffix == ".svg":
        from reportkit.images.drawing import fit_drawing

        return fit_drawing(data), ()
    from reportkit.images.photograph import fit_photograph

    return fit_photograph(data)


def _save_as(suffix: str) -> str:
    return _HINTS.get(suffix, "save it as PNG, JPEG, SVG or WebP")


def digest(files: Mapping[str, bytes]) -> str:
    """A name for a folder of `files`."""
    found = hashlib.sha256()
    for name, data in sorted(files.items()):
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()[:32]


def below(folder: Path, mount: str) -> tuple[Path, ...]:
    """The folder in `folder` that stands before those of `mount`, if there is one."""
    inner = folder / mount
    return (inner,) if inner.is_dir() else ()
