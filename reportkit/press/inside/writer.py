"""From a document that WeasyPrint has laid out to an object file.

WeasyPrint's own `generate_pdf` draws pages, images, links and the structure tree; what it built is
then taken apart: references become names, and what the linker makes for the whole document is left
out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pydyf
from weasyprint.pdf import generate_pdf

from reportkit.press.inside import running
from reportkit.press.inside.numbers import Hole
from reportkit.press.inside.objects import abscissa, contents, key, rectangle, relocatable
from reportkit.press.inside.pages import Page
from reportkit.press.inside.session import BASE, Session
from reportkit.press.part import (
    SEPARATOR,
    Abscissa,
    Bookmark,
    Content,
    Digits,
    Font,
    ObjectFile,
    Rectangle,
    Shift,
)
from reportkit.press.part import Page as PageRecord

_POINTS = 0.75
"""PDF points in a CSS pixel."""

_LEVEL = 6
"""zlib's level: 9 takes three times as long for a twentieth of the size."""


def generate(document: Any, options: Mapping[str, Any]) -> Any:
    """The objects that WeasyPrint makes of `document`, a rendered one."""
    return generate_pdf(document, None, 1, **options)


def write(name: str, pdf: Any, pages: list[Page], session: Session) -> ObjectFile:
    """What `generate_pdf` made of `pages`, as an object file."""
    apart = [stream for pair in session.margin_streams.values() for stream in pair]
    for stream in (*apart, *(page.ground for page in pages)):
        if stream is not None:
            pdf.add_object(stream)
    files, lists = _files(pdf)
    roles = _roles(pdf, session)
    rectangles = tuple(_rectangles(session))
    abscissas = tuple(_abscissas(pdf, pages, session))
    _relocate(name, pdf, session)
    records = tuple(_page(i, page, pdf, session) for i, page in enumerate(pages))
    in_pages = {page.body for page in records} | {s.number for s in apart if s is not None}
    in_pages |= {page.ground for page in records}
    left_out = {0, *lists, *roles}
    kept = [o for o in pdf.objects if o.number not in left_out]
    plain = [o for o in kept if not isinstance(o, pydyf.Stream)]
    streams = [o for o in kept if isinstance(o, pydyf.Stream)]
    return ObjectFile(
        name=name,
        pages=records,
        numbers=tuple(o.number for o in plain),
        objects=zlib.compress(SEPARATOR.join([relocatable(o, roles) for o in plain]), 1),
        contents=tuple(_content(o, roles, o.number in in_pages) for o in streams),
        slots=tuple(session.slots),
        lines=tuple(session.lines),
        rectangles=rectangles,
        glyphs=tuple(session.glyphs),
        fonts=tuple(_font(font, session) for font in session.fonts),
        mapping=session.mapping.number,
        elements=tuple(element.target for element in session.document["K"]),
        keys=len(session.mapping["Nums"]) // 2,
        abscissas=abscissas,
        is_spare=session.is_spare,
        strings=_strings(session),
        counters=session.counters,
        running=running.left(session.context),
        asked=tuple(sorted(session.asked)),
        files=files,
        catalog=relocatable(pdf.catalog, roles).decode("latin-1") if session.is_first else "",
        info=relocatable(pdf.info, roles).decode("latin-1") if session.is_first else "",
    )


def unfit_fonts(session: Session) -> str:
    """Names of the fonts that the linker cannot write: of bitmaps, of colours, or variable."""
    unfit = (
        font.family
        for font in session.fonts
        if font.bitmap or font.png or font.svg or font.colr or "fvar" in font.tables
    )
    return ", ".join(unfit)


def _roles(pdf: Any, session: Session) -> dict[int, str]:
    made = {
        "pages": pdf.pages,
        "catalog": pdf.catalog,
        "fonts": session.font_dictionary,
        "document": session.document,
        "structure": session.structure,
    }
    return {thing.number: role for role, thing in made.items()}


def _page_objects(pdf: Any) -> list[Any]:
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


def _relocate(name: str, pdf: Any, session: Session) -> None:
    """Count keys of the parent tree from the part's first; make element names unique."""
    nums = session.mapping["Nums"]
    nums[::2] = [key(number) for number in nums[::2]]
    session.mapping["Limits"] = pydyf.Array([key(0), key(len(nums) // 2 - 1)])
    for index, page in enumerate(_page_objects(pdf)):
        page["Contents"] = contents(index)
    for thing in pdf.objects:
        if not isinstance(thing, dict):
            continue
        for entry in ("StructParents", "StructParent"):
            if entry in thing:
                thing[entry] = key(thing[entry])
        if thing.get("Type") == "/Annot":
            thing["F"] = _PRINT
        if thing.get("Type") == "/StructElem" and "ID" in thing:
            # Cells name their headers by the very same string object.
            thing["ID"].string = f"{name}.{thing['ID'].string}"


def _rectangles(session: Session) -> Iterator[Rectangle]:
    for index, (annotation, found) in enumerate(session.rectangles):
        x1, y1, x2, y2 = map(float, annotation["Rect"])
        yield found._replace(corners=(x1, y1, x2, y2))
        annotation["Rect"] = rectangle(index)


def _abscissas(pdf: Any, pages: list[Page], session: Session) -> Iterator[Abscissa]:
    """What stands in objects and not in the body of a page, and moves with it all the same."""
    count = 0
    for index, (values, at, unit) in _movable(pdf, pages, session):
        for place in at:
            yield Abscissa(index, float(values[place]), unit)
            values[place] = abscissa(count)
            count += 1


def _movable(
    pdf: Any, pages: list[Page], session: Session
) -> Iterator[tuple[int, tuple[Any, tuple[int, ...], float]]]:
    """Index of a page; an array, where it holds an x, and the units of a CSS pixel."""
    moved = {index for index, page in enumerate(pages) if page.move[1]}
    made = _page_objects(pdf) if moved else []
    numbers = {page.number: index for index, page in enumerate(made)}
    for index in moved:
        for note in made[index].get("Annots", ()):
            area = pdf.objects[note.target]["Rect"]
            if isinstance(area, list):
                yield index, (area, (0, 2), _POINTS)
    for index, pattern in session.patterns:
        yield index, (pattern.extra["Matrix"], (4,), _POINTS)
    for thing in pdf.objects if moved else ():
        if isinstance(thing, dict) and "BBox" in thing.get("A", ()):
            index = numbers[thing["Pg"].target]
            if index in moved:
                yield index, (thing["A"]["BBox"], (0, 2), 1.0)


_PRINT = 4
"""Flag of an annotation that is printed."""


def _files(pdf: Any) -> tuple[tuple[tuple[str, int], ...], list[int]]:
    """The files attached, and the objects that list them, which are the linker's, by number."""
    found: dict[int, str] = {}
    lists: list[int] = []
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/Filespec":
            thing.setdefault("AFRelationship", "/Unspecified")
            found[thing.number] = ""
    names = pdf.catalog.pop("Names", {})
    pdf.catalog.pop("AF", None)
    if "EmbeddedFiles" in names:
        listing = pdf.objects[names["EmbeddedFiles"].target]
        lists.append(listing.number)
        for label, thing in zip(listing["Names"][::2], listing["Names"][1::2], strict=True):
            found[thing.target] = label.data.decode("latin-1")
    return tuple((label, number) for number, label in found.items()), lists


def _content(stream: Any, roles: Mapping[int, str], is_page: bool) -> Content:
    extra = pydyf.Dictionary(stream.extra)
    data, holes = _joined(stream.stream)
    if (stream.compress or is_page) and not holes:
        data = zlib.compress(data, _LEVEL)
        extra["Filter"] = "/FlateDecode"
    return Content(stream.number, relocatable(extra, roles).decode("latin-1"), data, holes)


def _joined(items: list[Any]) -> tuple[bytes, tuple[Digits | Shift, ...]]:
    pieces: list[bytes] = []
    holes: list[Digits | Shift] = []
    at = 0
    for item in items:
        for piece in item if isinstance(item, tuple) else (item,):
            if isinstance(piece, Hole):
                holes.append(_hole(at, piece))
                continue
            data = piece if isinstance(piece, bytes) else pydyf._to_bytes(piece)
            pieces.append(data)
            at += len(data)
        pieces.append(b"\n")
        at += 1
    return b"".join(pieces), tuple(holes)


def _hole(at: int, hole: Hole) -> Digits | Shift:
    if hole.slot >= 0:
        return Digits(at, hole.slot)
    return Shift(at, hole.x, hole.line, hole.left)


def _page(index: int, page: Page, pdf: Any, session: Session) -> PageRecord:
    made = index + session.pages_before + 1
    counter = session.context.page_maker[made][3][1]["page"][-1]
    restarts = session.restarts(counter)
    height = page.height * _POINTS
    return PageRecord(
        number=_page_objects(pdf)[index].number,
        body=page.body.number,
        left=_margin(page, session, "left", 1),
        right=_margin(page, session, "right", 1),
        lower_left=_margin(page, session, "left", 0),
        lower_right=_margin(page, session, "right", 0),
        ground=page.ground.number if page.ground else 0,
        side=page.move[0],
        shift=page.move[1],
        count=counter if restarts else counter - _base(session),
        restarts=restarts,
        anchors={
            name: (x * _POINTS, height - y * _POINTS) for name, (x, y, *_) in page.anchors.items()
        },
        bookmarks=tuple(
            Bookmark(level, label, x * _POINTS, height - y * _POINTS, state)
            for level, label, (x, y), state in page.bookmarks
        ),
    )


def _margin(page: Page, session: Session, side: str, half: int) -> int:
    """Object number of the margins on `side`, or of the only ones there are; 0 for none."""
    key = page.shown.get(side) or next(iter(page.shown.values()), 0)
    stream = session.margin_streams.get(key, (None, None))[half]
    return stream.number if stream else 0


def _base(session: Session) -> int:
    """The page counter before the part's first page."""
    if session.is_first:
        return BASE
    base: int = session.context.page_maker[1][3][1]["page"][-1]
    return base


def _strings(session: Session) -> dict[str, str]:
    named = session.context.string_set
    return {name: pages[max(pages)][-1] for name, pages in sorted(named.items()) if pages}


def _font(font: Any, session: Session) -> Font:
    return Font(
        key=font.hash,
        file=session.shared.font_file(font)[0],
        index=font.index,
        name=font.name.decode(),
        family=font.family,
        is_otf=font.type == "otf",
        flags=font.flags,
        ascent=font.ascent,
        descent=font.descent,
        italic_angle=font.italic_angle,
        stem_v=font.stemv,
        stem_h=font.stemh,
        widths=dict(sorted(font.widths.items())),
        texts=dict(sorted(font.to_unicode.items())),
        missing=dict(sorted(font.missing.items())),
    )
