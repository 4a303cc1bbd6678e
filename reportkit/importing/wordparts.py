"""The parts of a Word file: what mammoth leaves out of them made such that it does not.

In go the bytes of a .docx file, out come those of a simpler one, its words, read off its XML alone,
and what stands beside its text: comments, deletions, heads and feet of pages, words of drawings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring
from zipfile import ZipFile

from reportkit.importing.outline import Aside

MAX_UNPACKED = 300_000_000
"""Bytes of all parts."""
MAX_XML = 60_000_000
"""Bytes of the parts that are read here."""
FORMULA = "a formula is written as its letters and numbers alone"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FORMULAS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES = f"{_COMPATIBLE}AlternateContent"
_BESIDE = {
    "header": "page header",
    "footer": "page footer",
    "comments": "comment",
    "chart": "drawing",
    "data": "drawing",
}
"""Parts of which a briefing holds nothing, by the beginnings of their names."""
_PART = re.compile(r"word/(?:(?:diagrams|charts)/)?([a-z]+)\d*\.xml")
_CASES = frozenset(["fldSimple", "dir", "bdo"])
"""What holds words, and is nothing to mammoth."""
_GONE = frozenset(["del", "moveFrom"])


class TooLargeError(ValueError):
    """The file holds more than a briefing could; the message says how much."""


@dataclass(slots=True)
class Parts:
    """A Word file as it is read."""

    simpler: bytes
    messages: list[str] = field(default_factory=list)
    """What became simpler than it was."""
    asides: list[Aside] = field(default_factory=list)
    text: str = ""
    """The words of the document, then those of its notes in the order of their calls."""


def read(data: bytes) -> Parts:
    """The parts of the file `data`. Raises `TooLargeError`, and whatever zip and XML raise."""
    with ZipFile(BytesIO(data)) as old:
        _check_size(old)
        parts = Parts(b"")
        roots = {name: fromstring(old.read(name)) for name in _texts(old)}
        for root in roots.values():
            _simplify(root, parts)
        parts.text = "\n".join(_words(roots))
        parts.asides += _beside(old)
        packed = BytesIO()
        with ZipFile(packed, "w") as new:
            for name in old.namelist():
                new.writestr(name, tostring(roots[name]) if name in roots else old.read(name))
    parts.simpler = packed.getvalue()
    return parts


def _check_size(archive: ZipFile) -> None:
    size = sum(entry.file_size for entry in archive.infolist())
    marked = sum(e.file_size for e in archive.infolist() if e.filename.endswith(".xml"))
    if size > MAX_UNPACKED or marked > MAX_XML:
        most = MAX_UNPACKED if size > MAX_UNPACKED else MAX_XML
        held = max(size, marked) if most == MAX_UNPACKED else marked
        raise TooLargeError(
            f"the file unpacks to {held / 1e6:.0f} MB; {most // 10**6} are the most"
        )


def _texts(archive: ZipFile) -> Iterator[str]:
    """The names of the parts that hold the text and its notes."""
    for name in archive.namelist():
        if re.fullmatch(r"word/(?:document|footnotes|endnotes)\d*\.xml", name):
            yield name


def _name(element: Element) -> str:
    """The name of an element of Word without its namespace; "" for any other."""
    tag = str(element.tag)
    return next((tag[len(space) :] for space in _SPACES if tag.startswith(space)), "")


# What mammoth would leave out.


def _simplify(root: Element, parts: Parts) -> None:
    """Rewrite what is below `root`; innermost first, so that what moves is simple already."""
    for parent in reversed(list(root.iter())):
        _join_paragraphs(parent)
        _show_cell(parent)
        if any(_is_odd(child) for child in parent):
            parent[:] = [new for child in parent for new in _simpler(child, parts)]


def _show_cell(cell: Element) -> None:
    """Let a cell that goes on with the one above it stand by itself, if it has words of its own."""
    for marks in cell if _name(cell) == "tc" else ():
        for mark in [mark for mark in marks if _name(mark) == "vMerge"]:
            if _attribute(mark, "val") != "restart" and _said(cell):
                marks.remove(mark)


def _join_paragraphs(parent: Element) -> None:
    """Let a paragraph whose end was deleted go on in the next, where one follows at once."""
    kept: list[Element] = []
    children = list(parent)
    for child, following in pairwise([*children, parent]):
        if _name(child) != "p":
            continue
        child[:] = [*kept, *child]
        kept = list(child) if _had_no_end(child) and _name(following) == "p" else []
        if kept:
            parent.remove(child)


def _had_no_end(paragraph: Element) -> bool:
    """Whether its end is marked as deleted, which it then is no more."""
    found = False
    for marks in (part for props in paragraph if _name(props) == "pPr" for part in props):
        for mark in [mark for mark in marks if _name(mark) == "del"]:
            marks.remove(mark)
            found = True
    return found


def _is_odd(element: Element) -> bool:
    name = _name(element)
    if name in _GONE:
        return len(element) > 0
    if name == "drawing":
        return _boxes(element) != []
    odd = name in ("ruby", "sym", "ptab", "cr") or name in _CASES
    is_break = name == "br" and bool(_attribute(element, "type"))
    is_other = str(element.tag) in (_ALTERNATIVES, *_FORMULAS)
    return odd or is_break or is_other


def _boxes(element: Element) -> list[Element]:
    return [part for part in element.iter() if _name(part) == "txbxContent"]


def _simpler(child: Element, parts: Parts) -> Sequence[Element]:
    """What stands for `child`."""
    name = _name(child)
    if not _is_odd(child):
        return [child]
    if name in _CASES:
        return list(child)
    if name in _GONE:
        if (gone := _said(child)) and name == "del":
            parts.asides.append(Aside("deletion", gone, (1, 1)))
        return []
    if name == "drawing":
        return [_in_boxes(child)]
    if name:
        return [_MADE[name](child, str(child.tag).removesuffix(name))]
    return _chosen(child) if str(child.tag) == _ALTERNATIVES else [_formula(child, parts)]


def _chosen(child: Element) -> Sequence[Element]:
    """A drawing in the form that has words: the boxes of some stand in the newer one alone."""
    fallback, choice = (child.find(f"{_COMPATIBLE}{name}") for name in ("Fallback", "Choice"))
    if _boxes(child) and (fallback is None or not _said(fallback)):
        return [_in_boxes(child)]
    if fallback is not None:
        return list(fallback)
    return list(choice) if choice is not None else []


def _in_boxes(child: Element) -> Element:
    """The boxes in `child` as mammoth knows them."""
    boxes = _boxes(child)
    made = Element(str(boxes[0].tag).replace("txbxContent", "pict"))
    made.extend(boxes)
    return made


def _formula(child: Element, parts: Parts) -> Element:
    """A formula as text."""
    if FORMULA not in parts.messages:
        parts.messages.append(FORMULA)
    said = " ".join(part.text or "" for part in child.iter() if _is_letters(part))
    return _run(f" {said} ", _SPACES[0])


def _is_letters(element: Element) -> bool:
    return element.tag == f"{_MATH}t" or _name(element) == "t"


def _run(text: str, space: str) -> Element:
    run = Element(f"{space}r")
    SubElement(run, f"{space}t").text = text
    return run


def _ruby(child: Element, space: str) -> Element:
    """Characters with how they are read: 漢 (かん)."""
    base, above = child.find(f"{space}rubyBase"), child.find(f"{space}rt")
    said = ["".join(_typed(part)) if part is not None else "" for part in (base, above)]
    return _run(f"{said[0]} ({said[1]})" if said[1] else said[0], space)


def _symbol(child: Element, space: str) -> Element:
    """A character of a font of signs; left as it is where mammoth does not know it either."""
    from mammoth.docx.dingbats import dingbats

    font, char = _attribute(child, "font"), _attribute(child, "char")
    code = int(char, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", char) else 0
    found = dingbats.get((font, code)) or dingbats.get((font, code & 0xFF))
    if found is None:
        return child
    made = Element(f"{space}t")
    made.text = chr(found)
    return made


_MADE: dict[str, Callable[[Element, str], Element]] = {
    "ruby": _ruby,
    "sym": _symbol,
    "ptab": lambda child, space: Element(f"{space}tab"),
    "cr": lambda child, space: Element(f"{space}br"),
    "br": lambda child, space: Element(f"{space}br"),
}


def _attribute(element: Element, name: str) -> str:
    return next(
        (element.get(f"{space}{name}", "") for space in _SPACES if element.get(f"{space}{name}")),
        "",
    )


# What the file says.


def _words(roots: dict[str, Element]) -> Iterator[str]:
    notes = {
        (_name(note), _attribute(note, "id")): note
        for root in roots.values()
        for note in root
        if _name(note) in ("footnote", "endnote")
    }
    for root in roots.values():
        if _name(root) == "document":
            yield "".join(_typed(root))
            for element in root.iter():
                kind = _name(element).removesuffix("Reference")
                note = notes.get((kind, _attribute(element, "id")))
                if note is not None and element is not note:
                    yield "".join(_typed(note))


def _typed(element: Element) -> Iterator[str]:
    """The characters of `element`; the boxes of a paragraph come after it."""
    boxes: list[Element] = []
    yield from _outside(element, boxes)
    for box in boxes:
        yield "\n"
        yield from _typed(box)


def _outside(element: Element, boxes: list[Element]) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "noBreakHyphen"):
            yield "\n"
        elif name == "p":
            yield from _typed(child)
            yield "\n"
        elif name == "pict":
            boxes.append(child)
        elif not (name == "tr" and child.find("*/" + child.tag[:-2] + "del") is not None):
            yield from _outside(child, boxes)


def _said(element: Element) -> str:
    """All words in `element`, of whatever kind."""
    texts = (
        part.text or ""
        for part in element.iter()
        if re.search(r"\}(?:t|delText|v)$", str(part.tag))
    )
    return " ".join("".join(texts).split())


def _beside(archive: ZipFile) -> Iterator[Aside]:
    """The parts whose words a briefing does not hold."""
    for name in archive.namelist():
        match = _PART.fullmatch(name)
        kind = _BESIDE.get(match[1], "") if match else ""
        if kind == "comment":
            for comment in fromstring(archive.read(name)):
                if text := _said(comment):
                    yield Aside(kind, text, (1, 1))
        elif kind and (text := _said(fromstring(archive.read(name)))):
            yield Aside(kind, text, (1, 1))
