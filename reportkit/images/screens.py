"""Photographs for the page, which is mailed: no wider than a screen can show them.

In go the images of a report and the folders behind them, out comes a folder of those that were too
wide, made smaller, before the others. Print has them as they are. What was made once is found again
by the bytes that it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportkit import mounts
from reportkit.images import below, digest
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 2000
"""Pixels: two for each that the widest column has."""
_KINDS = (".jpeg", ".jpg", ".png", ".webp")
_QUALITY = 85


def for_screens(
    images: Iterable[str], folders: mounts.Mounts, cache: Path, workspace: Workspace
) -> mounts.Mounts:
    """`folders` with one below `cache` that has the wide ones of `images`, made smaller.

    `images` are URLs below the report, all of which can be used.
    """
    wide = dict(_wide(images, folders, workspace))
    if not wide:
        return folders
    folder = cache / "images" / f"screens-{digest(wide)}"
    missing = {name: data for name, data in wide.items() if not (folder / name).is_file()}
    try:
        workspace.write({folder / name: _smaller(data) for name, data in missing.items()})
    except OSError:
        return folders  # a cache that cannot be written costs weight alone
    return {name: (*below(folder, name), *inner) for name, inner in folders.items()}


def _wide(
    images: Iterable[str], folders: mounts.Mounts, workspace: Workspace
) -> Iterator[tuple[str, bytes]]:
    """Path below the report and bytes of each image that is wider than a screen can show."""
    for url in images:
        if url.lower().endswith(_KINDS):
            data = mounts.find(mounts.ROOT + url, folders).read(workspace)
            if _opened(data).width > WIDEST:
                yield unquote(url), data


def _smaller(data: bytes) -> bytes:
    """The image as wide as a screen needs it; as it is, if that is less to send."""
    from PIL import Image

    image = _opened(data)
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    height = round(image.height * WIDEST / image.width)
    plain = image.convert("RGBA") if image.mode == "P" else image
    made = plain.resize((WIDEST, max(height, 1)), Image.Resampling.LANCZOS)
    file = BytesIO()
    made.save(file, kind, **({} if kind == "PNG" else {"quality": _QUALITY}))
    return min(file.getvalue(), data, key=len)


def _opened(data: bytes) -> Image:
    from PIL import Image

    return Image.open(BytesIO(data))
