"""Object files to one PDF.

What goes in: the parts in order, and a way to the font files. What comes out: the file. Parts are
numbered, moved, and joined under one catalog; page numbers are written where the layout left room.
Neither WeasyPrint nor Pango is imported: linking is the whole cost of a build in which little has
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportkit.press import late
from reportkit.press.attach import attach
from reportkit.press.embed import add_fonts
from reportkit.press.labels import page_labels
from reportkit.press.manuscript import Attachment
from reportkit.press.numbering import Numbering
from reportkit.press.outline import add_outline, destination
from reportkit.press.part import ROLES, Bookmark, ObjectFile
from reportkit.press.pdf import PdfFile, array, dictionary, reference, string
from reportkit.press.pieces import Pieces
from reportkit.press.placed import Shared, moved
from reportkit.press.store import Store


def link(
    parts: Sequence[ObjectFile],
    read_font: Callable[[str], bytes],
    is_ltr: bool = True,
    attachments: Sequence[Attachment] = (),
    store: Store | None = None,
) -> bytes:
    """The PDF of `parts`; `read_font` gives the font file with a SHA-256.

    The first page stands on the right if the document reads from left to right. `store` keeps the
    bytes of each part and each font as they are in the document.

    Raises `FontClashError`, and what `read_font` raises.
    """
    linker = _Linker(parts, is_ltr, attachments, store)
    linker.write(read_font)
    return linker.pdf.finish(linker.roles["catalog"], linker.info)


class _Linker:
    def __init__(
        self,
        parts: Sequence[ObjectFile],
        is_ltr: bool,
        attachments: Sequence[Attachment],
        store: Store | None,
    ) -> None:
        self.pdf = PdfFile()
        self.attachments = attachments
        self.store = store
        self.numbering = Numbering(parts, is_ltr)
        self.roles = {role: self.pdf.take() for role in ROLES}
        self.info = self.pdf.take()
        self.parents = self.pdf.take()
        seats = list(zip(parts, self.numbering.places, strict=True))
        self.shared = Shared(seats, self.pdf.take(0))
        self.placed = list(self.shared.placed(seats))
        self.pdf.take(self.placed[-1].next - self.shared.first)
        self.pieces = Pieces(self.roles, self.numbering, store)

    def write(self, read_font: Callable[[str], bytes]) -> None:
        own = [placed.own_fonts for placed in self.placed]
        parts = [placed.part for placed in self.placed]
        add_fonts(self.pdf, parts, read_font, self.roles["fonts"], own, self.store)
        for target, content in enumerate(self.shared.streams, self.shared.first):
            extra = content.extra.encode("latin-1")[2:-2]
            self.pdf.stream(content.data, extra, target, packed=True)
        for index, placed in enumerate(self.placed):
            for piece, first in self.pieces.of(index, placed):
                self.pdf.insert(piece, first)
        self._write_document()

    def _write_document(self) -> None:
        pages = [p.target(page.number) for p in self.placed for _, page in p.pages]
        top = [reference(p.target(number)) for p in self.placed for number in p.part.elements]
        leaves = [reference(p.target(p.part.mapping)) for p in self.placed]
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
                ParentTreeNextKey=self.placed[-1].next_keys,
                K=array([reference(roles["document"])]),
            ),
            roles["structure"],
        )
        add(dictionary(Kids=array(leaves)), self.parents)
        self._write_catalog()

    def _write_catalog(self) -> None:
        first = self.placed[0]
        names = {**self.pieces.roles, **first.names()}
        catalog = moved(first.part.catalog.encode("latin-1"), names)
        outline = add_outline(self.pdf, self._bookmarks())
        named = [(string(a.name), attach(self.pdf, a)) for a in self.attachments]
        files = [reference(p.target(n)) for p in self.placed for _, n in p.part.files]
        files += [file for _, file in named]
        entries = dictionary(
            Outlines=reference(outline) if outline else None,
            PageLabels=page_labels([placed.part for placed in self.placed], self.numbering),
            Names=dictionary(Dests=self._destinations(), EmbeddedFiles=self._attachments(named)),
            AF=array(files) if files else None,
        )
        self.pdf.add(catalog[:-2] + entries[2:], self.roles["catalog"])
        self.pdf.add(moved(first.part.info.encode("latin-1"), names), self.info)

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
        return _name_tree([*named, *((label, reference(first.target(n))) for label, n in files)])


def _name_tree(entries: list[tuple[bytes, bytes]]) -> bytes | None:
    if not entries:
        return None
    return dictionary(Names=array([item for entry in sorted(entries) for item in entry]))
