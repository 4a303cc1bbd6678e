"""Images of pixels: PNG, JPEG and WebP.

In goes a file, out comes one that every reader shows alike: upright, in the colours of a screen,
8 bits deep and not interlaced, since the engine copies the bytes of a PNG into the PDF as they
stand; and a photograph does not tell where it was taken. A file that is so already comes back to
the byte.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from reportkit.images.fault import UnfitError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000
FORMATS = ("JPEG", "MPO", "PNG", "WEBP")
_ORIENTATION = 0x0112
_SCAN = 0xDA
_WRITTEN_BESIDE = {0xE1: "Exif and XMP", 0xED: "IPTC", 0xFE: "a comment"}
"""Segments of a JPEG that hold no picture."""
_SAVE = "save it as PNG, JPEG, SVG or WebP"


def fit_photograph(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The file as it can be used, and what was done to it. Raises `UnfitError`."""
    image = _opened(data)
    remarks = []
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        remarks.append("moves; its first picture is printed")
    made = _upright(image)
    if made.mode == "CMYK":
        remarks.append("has the colours of a printing press, which are converted for screens")
    made = _in_screen_colours(made)
    if made is image and not (kind == "PNG" and _is_odd_png(data)):
        return _bare(data) if image.format == "JPEG" else data, tuple(remarks)
    return _saved(made, kind), tuple(remarks)


def _opened(data: bytes) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), _whole_files():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data))
            if image.format not in FORMATS:
                raise UnfitError(f"it is a {image.format} image", _SAVE)
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width:,} by {image.height:,} pixels".replace(",", "\u00a0")
                most = f"{MOST_PIXELS // 1_000_000} million pixels"
                raise UnfitError(f"it has {size}", f"make it smaller; {most} are the most")
            image.load()
    except UnidentifiedImageError:
        is_drawing = data.lstrip()[:5] in (b"<?xml", b"<svg ")
        hint = "it is an SVG drawing; name it .svg" if is_drawing else _SAVE
        raise UnfitError("it is damaged, or no image", hint) from None
    except Image.DecompressionBombError:
        raise UnfitError("it has too many pixels", "make it smaller") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, UnfitError):
            raise
        raise UnfitError("it is damaged", "save it anew, or copy it again") from None
    return image


@contextmanager
def _whole_files() -> Iterator[None]:
    """While open, a file that ends too early is damaged; the layout engine would let it pass."""
    from PIL import ImageFile

    was, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = was


def _upright(image: Image) -> Image:
    """The image as its camera was held."""
    from PIL import ImageOps

    if image.getexif().get(_ORIENTATION, 1) in range(2, 9):
        return ImageOps.exif_transpose(image)
    return image


def _in_screen_colours(image: Image) -> Image:
    """The image in sRGB; the profile that it brings says what its colours are."""
    profile = image.info.get("icc_profile")
    if image.mode not in ("CMYK", "RGB", "RGBA") or (image.mode != "CMYK" and not profile):
        return image
    made = _by_profile(image, profile) if profile else None
    return made or (image.convert("RGB") if image.mode == "CMYK" else image)


def _by_profile(image: Image, profile: bytes) -> Image | None:
    """The image by its profile; None if that is sRGB already, or cannot be read."""
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(own).lower():
            return None
        plain = image.convert("RGB") if image.mode == "RGBA" else image
        made = ImageCms.profileToProfile(
            plain, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return None
    if made is not None and image.mode == "RGBA":
        made.putalpha(image.getchannel("A"))
    return made


def _bare(data: bytes) -> bytes:
    """A JPEG without what the camera wrote beside the picture, such as where and when it stood."""
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != _SCAN:
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in _WRITTEN_BESIDE:
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept) + data[at:]


def _is_odd_png(data: bytes) -> bool:
    """Whether a PNG is interlaced, or not 8 bits deep and without a palette."""
    depth, colour, interlaced = data[24], data[25], data[28]
    return bool(interlaced) or (depth != 8 and colour != 3)


def _saved(image: Image, kind: str) -> bytes:
    """The file anew, without what a camera or a program wrote beside the picture."""
    file = BytesIO()
    plain = image.copy()
    plain.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
    if plain.mode.startswith("I"):
        plain = plain.point(lambda value: value / 257).convert("L")
    elif plain.mode == "1":
        plain = plain.convert("L")
    options = {"JPEG": {"quality": 95}, "WEBP": {"quality": 95}, "PNG": {}}[kind]
    plain.save(file, kind, **options)
    return file.getvalue()
