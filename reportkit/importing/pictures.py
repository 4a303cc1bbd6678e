"""Images of a text: found beside it or inside it, and put beside the briefing.

In go the images of an outline, out come the same with paths from the briefing, and their bytes.
What cannot be had, or says nothing to those who do not see it, becomes words, and is set aside.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from reportkit.frozen import frozen
from reportkit.importing.inline import can_lead, is_page
from reportkit.importing.marks import Marks
from reportkit.importing.outline import (
    Aside,
    Figure,
    Inline,
    Inlines,
    Lines,
    Link,
    Picture,
    Styled,
    Text,
    plain,
)

KINDS = {"png": ".png", "jpeg": ".jpg", "jpg": ".jpg", "svg+xml": ".svg", "webp": ".webp"}
"""Types of images that a report prints, and the ends of their files."""
_SUFFIXES = frozenset([".png", ".jpg", ".jpeg", ".svg", ".webp"])
_NO_WORDS = frozenset(["image", "figure", "picture", "photo", "graphic"])
_DATA = re.compile(r"data:image/([\w+.-]+)[^,]*?(;base64)?,", re.IGNORECASE)


@frozen
class Shown:
    """An image that print can show."""

    path: str
    """From the folder of the briefing."""
    alt: str


@dataclass(slots=True)
class Pictures:
    """The images of one import."""

    slug: str
    read: Callable[[str], bytes | None]
    """The bytes of a file by its path from the text; None if there is none."""
    marks: Marks
    files: dict[str, bytes] = field(default_factory=dict)
    """Bytes by the path from the folder of the briefing."""
    asides: list[Aside] = field(default_factory=list)
    _known: dict[str, str | None] = field(default_factory=dict)

    def figure(self, block: Figure) -> Shown | Inlines:
        """The image as it is shown, or the words that stand for it."""
        alt = block.picture.alt or plain(block.caption)
        path = self.path(block.picture.address)
        if path and _says_something(alt):
            return Shown(path, alt)
        return (*self._instead(block.picture, block.lines), *_after(block))

    def inline(self, items: Inlines, lines: Lines) -> Inlines:
        """`items` with images that print can show."""
        out: list[Inline] = []
        for item in items:
            match item:
                case Picture(address, alt):
                    path = self.path(address)
                    shown = path is not None and _says_something(alt)
                    made = (Picture(path or "", alt),) if shown else self._instead(item, lines)
                    out += made
                case Styled(mark, inner):
                    out.append(Styled(mark, self.inline(inner, lines)))
                case _:
                    out.append(item)
        return tuple(out)

    def path(self, address: str) -> str | None:
        """The path from the briefing of the image at `address`; None if it cannot be had."""
        if address not in self._known:
            self._known[address] = self._copied(address)
        return self._known[address]

    def _copied(self, address: str) -> str | None:
        inner = _DATA.match(address)
        if inner:
            suffix, data = KINDS.get(inner[1].lower(), ""), _decoded(address, inner)
            name = f"image-{len(self.files) + 1}{suffix}"
        else:
            name = PurePosixPath(unquote(address.partition("?")[0])).name
            suffix = PurePosixPath(name).suffix.lower()
            is_here = suffix in _SUFFIXES and not re.match(r"[A-Za-z][\w+.-]*:|/", address)
            data = self.read(unquote(address.partition("?")[0])) if is_here else None
        if not data or not suffix:
            return None
        return self._kept(re.sub(r"[^\w.-]+", "-", name), data)

    def _kept(self, name: str, data: bytes) -> str:
        stem, dot, suffix = name.rpartition(".")
        path, count = f"images/{self.slug}/{name}", 1
        while self.files.get(path, data) != data:
            count += 1
            path = f"images/{self.slug}/{stem}-{count}{dot}{suffix}"
        self.files[path] = data
        return path

    def _instead(self, picture: Picture, lines: Lines) -> Inlines:
        """The words for an image that is not shown."""
        address = picture.address
        if path := self.path(address):
            self.asides.append(Aside("image without a description", path, lines))
            return (Text(f" {picture.alt} "),)
        shown = f"{address[:40]}…" if address.startswith("data:") else address
        self.asides.append(Aside("image", f"![{picture.alt}]({shown})", lines))
        if can_lead(address):
            if picture.alt:
                return (Text(" "), Link(address, (Text(picture.alt),)), Text(" "))
            if is_page(address):
                self.marks.source_of(address)
        return (Text(f" {picture.alt} "),)


def _after(block: Figure) -> Inlines:
    gap = (Text(" "),) if block.picture.alt and block.caption else ()
    return (*gap, *block.caption)


def _says_something(alt: str) -> bool:
    is_name = re.search(r"\.(png|jpe?g|svg|webp)$", alt, re.IGNORECASE)
    return bool(alt.strip()) and not is_name and alt.lower().rstrip(".") not in _NO_WORDS


def _decoded(address: str, match: re.Match[str]) -> bytes | None:
    rest = address[match.end() :]
    try:
        return b64decode(unquote_to_bytes(rest)) if match[2] else unquote_to_bytes(rest)
    except (binascii.Error, ValueError):
        return None
