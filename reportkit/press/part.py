"""The object file: one part of a report, laid out and written, but not yet placed in a document.

What goes in: what `press.compile` drew. What comes out: bytes that any process or machine can keep,
send and link. It is a module of its own because four sides share the format: workers that write
it, the linker that reads it, the cache that keeps it, and tests that damage it.

An object file is a line of magic with a checksum, a JSON head, and blobs that the head points
into. Nothing in it is executed. `docs/press.md` draws it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, fields
from typing import Any, NamedTuple

from reportkit.frozen import frozen
from reportkit.press.findings import Finding

FORMAT = 10
"""Raised whenever the meaning of a field changes; other formats are not read."""

_MAGIC = b"reportkit-part"

ROLES = ("pages", "catalog", "fonts", "document", "structure")
"""Objects that the linker makes for the whole document, by their names in references."""

REFERENCE = b"\0"
"""Encloses the name of another object in the bytes of an object; occurs nowhere else in them."""
SEPARATOR = b"\1"
"""Stands between objects; occurs nowhere in them."""


class DamagedPartError(ValueError):
    """The bytes are not an object file of this format, or not as they were written."""


class Digits(NamedTuple):
    """A place in a content stream where the text of a late number goes."""

    at: int
    """Byte offset."""
    slot: int
    """Index into `ObjectFile.slots`."""


class Shift(NamedTuple):
    """A place in a content stream where the x of a text goes that a late number may move."""

    at: int
    x: float
    """As laid out, in CSS pixels."""
    line: int
    """Index into `ObjectFile.lines`."""
    left: int
    """How many slots of the line stand left of the text."""


class Slot(NamedTuple):
    """A late number: laid out as a placeholder, known when the document is linked."""

    target: str
    """`#anchor`, `page` or `pages`."""
    style: str
    """A counter style of `late.STYLES`."""
    laid: str
    """The placeholder."""
    page: int
    """Index of the page that shows it, in the part; -1 in margins, which several pages share."""
    glyphs: int
    """Index into `ObjectFile.glyphs`."""


class Line(NamedTuple):
    """A line of text with late numbers."""

    align: float
    """What stays when the width changes: 0 for the left edge, 1 the right edge, 0.5 the middle."""
    slots: tuple[int, ...]
    """From left to right."""


class Rectangle(NamedTuple):
    """The area of a link that holds late numbers."""

    line: int
    """Index into `ObjectFile.lines`."""
    left: int
    """Slots of the line left of the area."""
    right: int
    """Slots of the line left of the area's right edge."""
    corners: tuple[float, float, float, float] = (0, 0, 0, 0)
    """As laid out, in PDF points."""
    page: int = 0
    """Index of its page."""


class Abscissa(NamedTuple):
    """An x in an object, which goes with the body of its page."""

    page: int
    """Index of the page."""
    x: float
    """As laid out."""
    unit: float
    """How many of its units make a CSS pixel."""


class Glyph(NamedTuple):
    """How one character of a late number is drawn."""

    shown: str
    """Operand of the PDF operator TJ, without brackets."""
    width: float
    """Advance in CSS pixels."""


@frozen
class Content:
    """The data of a stream object."""

    number: int
    extra: str
    """The stream's dictionary, relocatable, without `/Length`."""
    data: bytes
    holes: tuple[Digits | Shift, ...] = ()
    """In order; data with holes is not compressed."""


class Bookmark(NamedTuple):
    level: int
    label: str
    x: float
    y: float
    state: str


@frozen
class Page:
    """What the linker must know of a page."""

    number: int
    """Object number of the page dictionary."""
    body: int
    """Object number of the content stream."""
    left: int
    """Object number of the margins' content stream if the page stands on the left; 0 for none."""
    right: int
    lower_left: int
    """The same for those margins that lie below the body."""
    lower_right: int
    ground: int
    """Object number of what lies below all else and stays where the body moves; 0 for none."""
    side: str
    """"left" or "right", on which the body was laid out; "" if it is the same on both."""
    shift: float
    """CSS pixels by which the body stands further to the right on the other side."""
    count: int
    """The page counter: pages since the part began, or the number itself if `restarts`."""
    restarts: bool
    anchors: Mapping[str, tuple[float, float]]
    """In PDF points from the bottom left."""
    bookmarks: tuple[Bookmark, ...]


@frozen
class Font:
    """A face as the part used it."""

    key: str
    """Name in content streams."""
    file: str
    """SHA-256 of the font file."""
    index: int
    name: str
    family: str
    is_otf: bool
    flags: int
    ascent: int
    descent: int
    italic_angle: int
    stem_v: int
    stem_h: int
    widths: Mapping[int, int]
    """Glyph -> advance in thousandths of an em."""
    texts: Mapping[int, str]
    """Glyph -> the text it stands for."""
    missing: Mapping[int, int] = field(default_factory=dict)
    """Code point that the face lacks -> the glyph number that stands for it."""


@frozen
class ObjectFile:
    """A part, compiled."""

    name: str
    pages: tuple[Page, ...]
    numbers: tuple[int, ...]
    """Object numbers of `objects`, in their order."""
    objects: bytes
    """Objects that are no streams, between `SEPARATOR`s, relocatable, compressed by zlib."""
    contents: tuple[Content, ...]
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]
    rectangles: tuple[Rectangle, ...]
    glyphs: tuple[Mapping[str, Glyph], ...]
    fonts: tuple[Font, ...]
    mapping: int
    """Object number of the part's leaf of the parent tree."""
    elements: tuple[int, ...]
    """Object numbers of the structure elements below the document's."""
    keys: int
    """Entries of the part's share in the parent tree."""
    abscissas: tuple[Abscissa, ...]
    is_spare: bool
    """The first page is blank, and left out if the part begins on the right without it."""
    strings: Mapping[str, str]
    """Named strings at the end of the part."""
    counters: Mapping[str, int]
    """Counters at the end of the part, of those that it used."""
    running: Mapping[str, str]
    """Running element -> hash of the one that the part has set last."""
    asked: tuple[tuple[str, str], ...]
    """Questions to `inputs.Inputs` whose answers went into the part, sorted."""
    findings: tuple[Finding, ...] = ()
    """What the layout engine found wrong."""
    files: tuple[tuple[str, int], ...] = ()
    """Name and object number of each file attached; the name is empty for files of links."""
    catalog: str = ""
    """The document's catalog, relocatable; of the first part only."""
    info: str = ""
    """The document information; of the first part only."""
    digest: str = field(default="", compare=False)
    """SHA-256 of the file that holds the part; "" before it is written."""


def encode(part: ObjectFile) -> bytes:
    """`part` as bytes, the same for equal parts."""
    blobs: list[bytes] = [part.objects]
    contents = []
    for content in part.contents:
        contents.append([content.number, content.extra, len(content.data), _holes(content)])
        blobs.append(content.data)
    head: dict[str, Any] = {f.name: getattr(part, f.name) for f in fields(part)}
    del head["digest"]
    head["objects"] = len(part.objects)
    head["contents"] = contents
    head["pages"] = [_row(page) for page in part.pages]
    head["fonts"] = [_row(font) for font in part.fonts]
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"%d\n" % len(written) + written + b"".join(blobs)
    return b"%s %d %s\n" % (_MAGIC, FORMAT, _checksum(body)) + body


def decode(data: bytes) -> ObjectFile:
    """The part that `data` holds. Raises `DamagedPartError`."""
    magic, _, body = data.partition(b"\n")
    checksum = _checksum(body)
    if magic != b"%s %d %s" % (_MAGIC, FORMAT, checksum):
        raise DamagedPartError("not an object file of this format, or damaged")
    try:
        length, _, rest = body.partition(b"\n")
        head = json.loads(rest[: int(length)])
        head["digest"] = checksum.decode()
        return _part(head, memoryview(rest)[int(length) :])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedPartError(f"the object file cannot be read: {error}") from error


def _part(head: dict[str, Any], blobs: memoryview) -> ObjectFile:
    at = head["objects"]
    head["objects"] = bytes(blobs[:at])
    contents = []
    for number, extra, length, holes in head["contents"]:
        made = tuple(Digits(*h) if len(h) == 2 else Shift(*h) for h in holes)
        contents.append(Content(number, extra, bytes(blobs[at : at + length]), made))
        at += length
    head["contents"] = tuple(contents)
    head["pages"] = tuple(_page(*row) for row in head["pages"])
    head["slots"] = tuple(Slot(*row) for row in head["slots"])
    head["lines"] = tuple(Line(align, tuple(slots)) for align, slots in head["lines"])
    head["rectangles"] = tuple(_rectangle(*row) for row in head["rectangles"])
    head["abscissas"] = tuple(Abscissa(*row) for row in head["abscissas"])
    head["glyphs"] = tuple({c: Glyph(*g) for c, g in t.items()} for t in head["glyphs"])
    head["fonts"] = tuple(_font(*row) for row in head["fonts"])
    for name in ("numbers", "elements"):
        head[name] = tuple(head[name])
    head["findings"] = tuple(Finding(s, c, m, tuple(h), *w) for s, c, m, h, *w in head["findings"])
    for name in ("asked", "files"):
        head[name] = tuple((a, b) for a, b in head[name])
    return ObjectFile(**head)


def _rectangle(line: int, left: int, right: int, corners: list[float], page: int) -> Rectangle:
    x1, y1, x2, y2 = corners
    return Rectangle(line, left, right, (x1, y1, x2, y2), page)


def _page(*row: Any) -> Page:
    *rest, anchors, bookmarks = row
    points = {name: (x, y) for name, (x, y) in anchors.items()}
    marks = tuple(Bookmark(*mark) for mark in bookmarks)
    return Page(*(*rest, points, marks))


def _font(*row: Any) -> Font:
    *rest, widths, texts, missing = row
    by_number = ({int(k): v for k, v in table.items()} for table in (widths, texts, missing))
    return Font(*rest, *by_number)


def _row(record: Page | Font) -> list[Any]:
    return [getattr(record, f.name) for f in fields(record)]


def _holes(content: Content) -> list[list[Any]]:
    return [list(hole) for hole in content.holes]


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
