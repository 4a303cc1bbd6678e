"""What a PDF shows and says, in a form in which two PDFs can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
from PIL import Image, ImageChops

Words = list[list[tuple[str, float, float]]]


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def words(pdf: bytes) -> Words:
    """For each page its words with the left and bottom of each, in points, in order of place."""
    document = pypdfium2.PdfDocument(pdf)
    return [sorted(_words(page.get_textpage()), key=lambda w: (w[2], w[1])) for page in document]


def _words(text: Any) -> Iterator[tuple[str, float, float]]:
    word, left, bottom = "", 0.0, 0.0
    for index, character in enumerate(text.get_text_range()):
        if character.isspace() or character == "\x02":
            if word:
                yield word, round(left, 1), round(bottom, 0)
            word = ""
            continue
        if not word:
            left, bottom, _, _ = text.get_charbox(index, loose=True)
        word += character
    if word:
        yield word, round(left, 1), round(bottom, 0)


def texts(pdf: bytes) -> list[str]:
    """For each page its text in the order of writing."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def links(pdf: bytes) -> list[tuple[Any, ...]]:
    """Page, rectangle, target and description of each link."""
    found = []
    for index, page in enumerate(reader(pdf).pages):
        for note in page.get("/Annots", []):
            note = note.get_object()
            target = note.get("/Dest") or (note.get("/A") or {}).get("/URI")
            box = tuple(round(float(x), 1) for x in note["/Rect"])
            found.append((index, box, str(target), str(note.get("/Contents")), note.get("/F")))
    return found


def outline(pdf: bytes) -> list[tuple[int, str, int, float]]:
    """Depth, title, page and top of each bookmark."""
    made = reader(pdf)

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str, int, float]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                page = made.get_destination_page_number(item)
                yield depth, item.title, page, round(float(item.top), 1)

    return list(walk(made.outline, 0))


def destinations(pdf: bytes) -> dict[str, tuple[Any, ...]]:
    """Page, left and top of each named destination."""
    made = reader(pdf)
    return {
        name: (
            made.get_destination_page_number(place),
            round(float(place.left), 1),
            round(float(place.top), 1),
        )
        for name, place in made.named_destinations.items()
    }


def structure(pdf: bytes) -> list[tuple[Any, ...]]:
    """Depth, kind, page and attributes of each structure element, and the marked text in it."""
    made = reader(pdf)
    root = made.trailer["/Root"]["/StructTreeRoot"]
    pages = {page.indirect_reference.idnum: i for i, page in enumerate(made.pages)}
    parents = dict(_numbers(root["/ParentTree"]))
    return list(_elements(root["/K"][0], root.indirect_reference, 0, pages, parents))


def _elements(
    reference: Any, parent: Any, depth: int, pages: dict[int, int], parents: dict[int, Any]
) -> Iterator[tuple[Any, ...]]:
    element = reference.get_object()
    page = pages[element.raw_get("/Pg").idnum] if "/Pg" in element else None
    attributes = element.get("/A") or {}
    said = tuple(str(element.get(key)) for key in ("/Alt", "/Lang", "/E"))
    cell = tuple(str(attributes.get(key)) for key in ("/Scope", "/ColSpan", "/RowSpan"))
    headers = len(attributes.get("/Headers", ()))
    kids = element.get("/K", [])
    assert parent is None or element.raw_get("/P").idnum == parent.idnum
    own, below = 0, []
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, int):
            own += 1
            assert parents[int(element["/Pg"]["/StructParents"])][kid].idnum == reference.idnum
        elif kid.get_object().get("/Type") == "/OBJR":
            own += 1
            key = kid.get_object()["/Obj"]["/StructParent"]
            assert parents[key].idnum == reference.idnum
        else:
            below.append(kid)
    yield depth, str(element["/S"]), page, said, cell, headers, "/ID" in element, own
    for kid in below:
        yield from _elements(kid, reference, depth + 1, pages, parents)


def _numbers(node: Any) -> Iterator[tuple[int, Any]]:
    """Keys and values of a number tree; a value is a list or a reference."""
    for kid in node.get("/Kids", []):
        yield from _numbers(kid.get_object())
    nums = list.__iter__(node.get("/Nums", pypdf.generic.ArrayObject()))
    for key, value in zip(nums, nums, strict=True):
        resolved = value.get_object()
        yield int(key), resolved if isinstance(resolved, list) else value


def pictures(pdf: bytes, scale: float = 1.0) -> list[Image.Image]:
    return [page.render(scale=scale).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


def pixels_apart(one: bytes, other: bytes) -> int:
    """The greatest difference of a colour channel on any page, of 255."""
    pairs = zip(pictures(one), pictures(other), strict=True)
    return max(high for a, b in pairs for _, high in ImageChops.difference(a, b).getextrema())


def metadata(pdf: bytes) -> dict[str, str]:
    return {key: str(value) for key, value in (reader(pdf).metadata or {}).items()}


def alternatives(element: object) -> Iterator[str]:
    """The `/Alt` of every element of the structure tree."""
    if isinstance(element, pypdf.generic.DictionaryObject):
        if "/Alt" in element:
            yield str(element["/Alt"])
        yield from alternatives(element.get("/K"))
    elif isinstance(element, pypdf.generic.ArrayObject):
        for kid in element:
            yield from alternatives(kid.get_object())
