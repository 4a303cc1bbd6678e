"""Object files to one PDF.

What goes in: the parts in order, and a way to the font files. What comes out: the file. Parts are
numbered, moved, and joined under one catalog; page numbers are written where the layout left room.
Neither WeasyPrint nor Pango is imported: linking is the whole cost of a build in which little has
changed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from reportkit.press import late
from reportkit.press.attach import attach
from reportkit.press.embed import add_fonts
from reportkit.press.labels import page_labels
from reportkit.press.manuscript import Attachment
from reportkit.press.numbering import Numbering, Place
from reportkit.press.outline import add_outline, destination
from reportkit.press.part import REFERENCE, ROLES, SEPARATOR, Bookmark, Content, ObjectFile, Page
from reportkit.press.pdf import PdfFile, array, dictionary, reference, string


def link(
    parts: Sequence[ObjectFile],
    read_font: Callable[[str], bytes],
    is_ltr: bool = True,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The PDF of `parts`; `read_font` gives the font file with a SHA-256.

    The first page stands on the right if the document reads from left to right.

    Raises `FontClashError`, and what `read_font` raises.
    """
    linker = _Linker(parts, is_ltr, attachments)
    linker.place()
    linker.write(read_font)
    return linker.pdf.finish(linker.roles["catalog"], linker.info)


@dataclass(slots=True)
class _Placed:
    """A part in the document."""

    part: ObjectFile
    seat: Place
    """Where it stands."""
    names: dict[bytes, bytes] = field(default_factory=dict)
    """What stands between `REFERENCE`s -> what it becomes."""
    known: set[int] = field(default_factory=set)
    """Streams that another part has brought already."""

    @property
    def pages(self) -> list[tuple[int, Page]]:
        """The pages that are printed, with their index."""
        return list(enumerate(self.part.pages))[self.seat.first :]

    def target(self, number: int) -> int:
        """The object number in the document."""
        return int(self.names[b"%d" % number].partition(b" ")[0])

    def moved(self, data: bytes) -> bytes:
        """`data` with its references as they are in the document."""
        pieces = data.split(REFERENCE)
        pieces[1::2] = [self.names[name] for name in pieces[1::2]]
        return b"".join(pieces)


class _Linker:
    def __init__(
        self, parts: Sequence[ObjectFile], is_ltr: bool, attachments: Sequence[Attachment]
    ) -> None:
        self.pdf = PdfFile()
        self.attachments = attachments
        self.numbering = Numbering(parts, is_ltr)
        seats = self.numbering.places
        self.placed = [_Placed(part, seat) for part, seat in zip(parts, seats, strict=True)]
        self.roles = {role: self.pdf.take() for role in ROLES}
        self.info = self.pdf.take()
        self.parents = self.pdf.take()
        self.keys = 0
        self.moves: dict[float, bytes] = {}
        """CSS pixels -> the stream that moves what is drawn after it."""
        self.margins: dict[tuple[int, int], int] = {}
        """Part and object number -> object number in the document."""

    def place(self) -> None:
        """Give each object of each part its number in the document."""
        streams: dict[bytes, bytes] = {}
        for placed in self.placed:
            names, part = placed.names, placed.part
            for role in ROLES:
                names[role.encode()] = reference(self.roles[role])
            for number in part.numbers:
                names[b"%d" % number] = reference(self.pdf.take())
            for content in part.contents:
                self._place_stream(placed, content, streams)
            for key in range(part.keys):
                names[b"K%d" % key] = b"%d" % (self.keys + key)
            self.keys += part.keys

    def _place_stream(self, placed: _Placed, content: Content, streams: dict[bytes, bytes]) -> None:
        """Equal streams of several parts, such as images, become one."""
        name = b"%d" % content.number
        if content.holes or "\0" in content.extra:
            placed.names[name] = reference(self.pdf.take())
            return
        digest = hashlib.sha256(content.extra.encode() + b"\0" + content.data).digest()
        if digest in streams:
            placed.known.add(content.number)
        else:
            streams[digest] = reference(self.pdf.take())
        placed.names[name] = streams[digest]

    def write(self, read_font: Callable[[str], bytes]) -> None:
        fonts = add_fonts(self.pdf, [placed.part for placed in self.placed], read_font)
        for index, placed in enumerate(self.placed):
            placed.names[b"fonts"] = reference(fonts[index])
            self._write_streams(index, placed)
            objects = placed.moved(zlib.decompress(placed.part.objects))
            targets = [placed.target(number) for number in placed.part.numbers]
            self.pdf.pack(targets, objects.split(SEPARATOR))
        self._write_document()

    def _write_streams(self, index: int, placed: _Placed) -> None:
        self._place_areas(index, placed)
        apart = {number for page in placed.part.pages for number in _margins(page)}
        # A page that is left out stays behind as an object that nothing refers to.
        apart |= {page.body for page in placed.part.pages[: placed.seat.first]}
        for content in placed.part.contents:
            if content.number not in placed.known and content.number not in apart:
                self._write_stream(index, 0, content, placed.target(content.number))
        contents = {content.number: content for content in placed.part.contents}
        placed.names |= {b"C%d" % number: b"[]" for number in range(placed.seat.first)}
        for number, page in placed.pages:
            placed.names[b"C%d" % number] = self._contents(index, number, page, contents)

    def _place_areas(self, index: int, placed: _Placed) -> None:
        """What goes with the body of a page that is moved to one side."""
        part = placed.part
        shifts = [placed.seat.shift(number, page) for number, page in enumerate(part.pages)]
        value = partial(self.numbering.value, index, 0)
        for number, area in enumerate(part.rectangles):
            corners = late.corners(area, part, value, shifts[area.page])
            placed.names[b"R%d" % number] = corners
        for number, (page, x, unit) in enumerate(part.abscissas):
            placed.names[b"X%d" % number] = late.number(x + shifts[page] * unit)

    def _contents(
        self, index: int, number: int, page: Page, contents: Mapping[int, Content]
    ) -> bytes:
        """The streams of a page, from the lowest to the uppermost."""
        placed = self.placed[index]
        is_right = placed.seat.stands_right(number)
        lower, upper = _margins(page)[2:] if is_right else _margins(page)[:2]
        shift = placed.seat.shift(number, page)
        streams = [
            placed.names[b"%d" % page.ground] if page.ground else b"",
            self._write_margin(index, number, contents.get(lower)),
            self._move(shift),
            placed.names[b"%d" % page.body],
            self._move(-shift),
            self._write_margin(index, number, contents.get(upper)),
        ]
        return array([stream for stream in streams if stream])

    def _move(self, shift: float) -> bytes:
        """The stream that moves what follows to the right; nothing for no shift."""
        if shift and shift not in self.moves:
            data = b"1 0 0 1 %s 0 cm\n" % late.number(shift * late.POINTS)
            self.moves[shift] = reference(self.pdf.stream(data))
        return self.moves[shift] if shift else b""

    def _write_margin(self, index: int, page: int, content: Content | None) -> bytes:
        """The margins of a page; those without page numbers are one stream for all pages."""
        if content is None:
            return b""
        if content.holes:
            return reference(self._write_stream(index, page, content, self.pdf.take()))
        if (index, content.number) not in self.margins:
            target = self._write_stream(index, page, content, self.pdf.take())
            self.margins[index, content.number] = target
        return reference(self.margins[index, content.number])

    def _write_stream(self, index: int, page: int, content: Content, target: int) -> int:
        placed = self.placed[index]
        extra = placed.moved(content.extra.encode("latin-1"))[2:-2]
        if not content.holes:
            return self.pdf.stream(content.data, extra, target, packed=True)
        value = partial(self.numbering.value, index, page)
        return self.pdf.stream(late.fill(content, placed.part, value), extra, target)

    def _write_document(self) -> None:
        pages = [p.target(page.number) for p in self.placed for _, page in p.pages]
        top = [p.names[b"%d" % number] for p in self.placed for number in p.part.elements]
        leaves = [p.names[b"%d" % p.part.mapping] for p in self.placed]
        kids = array([reference(page) for page in pages])
        add, roles = self.pdf.add, self.roles
        add(dictionary(Type=b"/Pages", Count=len(pages), Kids=kids), roles["pages"])
        add(
            dictionary(
                Type=b"/StructElem", S=b"/Document", K=array(top), P=reference(roles["structure"])
            ),
            roles["document"],
        )
        add(
            dictionary(
                Type=b"/StructTreeRoot",
                ParentTree=reference(self.parents),
                ParentTreeNextKey=self.keys,
                K=array([reference(roles["document"])]),
            ),
            roles["structure"],
        )
        add(dictionary(Kids=array(leaves)), self.parents)
        self._write_catalog()

    def _write_catalog(self) -> None:
        first = self.placed[0]
        catalog = first.moved(first.part.catalog.encode("latin-1"))
        outline = add_outline(self.pdf, self._bookmarks())
        named = [(string(a.name), attach(self.pdf, a)) for a in self.attachments]
        files = [p.names[b"%d" % n] for p in self.placed for _, n in p.part.files]
        files += [file for _, file in named]
        entries = dictionary(
            Outlines=reference(outline) if outline else None,
            PageLabels=page_labels([placed.part for placed in self.placed], self.numbering),
            Names=dictionary(Dests=self._destinations(), EmbeddedFiles=self._attachments(named)),
            AF=array(files) if files else None,
        )
        self.pdf.add(catalog[:-2] + entries[2:], self.roles["catalog"])
        self.pdf.add(first.moved(first.part.info.encode("latin-1")), self.info)

    def _bookmarks(self) -> Iterator[tuple[Bookmark, int]]:
        for placed in self.placed:
            for number, page in placed.pages:
                shift = placed.seat.shift(number, page) * late.POINTS
                for bookmark in page.bookmarks:
                    moved = bookmark._replace(x=bookmark.x + shift)
                    yield moved, placed.target(page.number)

    def _destinations(self) -> bytes | None:
        """Every anchor by name, the first of equal ones."""
        places: dict[str, bytes] = {}
        for placed in self.placed:
            for number, page in placed.pages:
                target = placed.target(page.number)
                shift = placed.seat.shift(number, page) * late.POINTS
                for name, (x, y) in page.anchors.items():
                    places.setdefault(name, destination(target, x + shift, y))
        return _name_tree([(string(name), place) for name, place in places.items()])

    def _attachments(self, named: list[tuple[bytes, bytes]]) -> bytes | None:
        """The files attached by name, with those that the HTML attaches."""
        first = self.placed[0]
        files = [(label.encode("latin-1"), n) for label, n in first.part.files if label]
        return _name_tree([*named, *((label, first.names[b"%d" % n]) for label, n in files)])


def _margins(page: Page) -> tuple[int, int, int, int]:
    """Those of a left-hand page, below and above its body; then of a right-hand one."""
    return page.lower_left, page.left, page.lower_right, page.right


def _name_tree(entries: list[tuple[bytes, bytes]]) -> bytes | None:
    if not entries:
        return None
    return dictionary(Names=array([item for entry in sorted(entries) for item in entry]))
