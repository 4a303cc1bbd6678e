"""Drawings: SVG, read by a real XML parser.

In goes a file, out comes one that draws and does nothing else: what could run, ask for other files
or never end is refused by its line, and a drawing that has a size but no `viewBox` is given one,
since without it it cannot be made larger or smaller.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from reportkit.images.fault import UnfitError

MOST_SHAPES = 100_000
"""Elements, those that `use` repeats counted each time."""
MOST_DEPTH = 100
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler"}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|webp|gif);base64,", re.IGNORECASE)
_STYLE_URL = re.compile(r"url\(\s*['\"]?\s*(?!#|['\"]|data:image/(?:png|jpeg|webp|gif))([^'\")]*)")
_LENGTH = re.compile(r"\s*(\d*\.?\d+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_PLAIN = "save it as plain SVG"


def fit_drawing(data: bytes) -> bytes:
    """The file as it can be used. Raises `UnfitError`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnfitError("it is not UTF-8", "save it as UTF-8")
    reader = _Reader()
    reader.read(data)
    box = reader.missing_box()
    if not box:
        return data
    name = re.compile(rb"<[^\s/>]+").match(data, reader.root_at)
    assert name
    return data[: name.end()] + f' viewBox="{box}"'.encode() + data[name.end() :]


@dataclass(slots=True)
class _Group:
    """An element with all below it."""

    id: str
    shapes: int = 1
    uses: Counter[str] = field(default_factory=Counter)


class _Reader:
    """Reads a drawing once and remembers its size."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.root_at = 0
        self._open: list[_Group] = []
        self._named: dict[str, _Group] = {}
        self._style: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._entity
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise UnfitError(f"{reason} in line {error.lineno}", _PLAIN) from None

    def missing_box(self) -> str:
        """The `viewBox` that the drawing needs; "" if it has one."""
        box = re.split(r"[\s,]+", self.root.get("viewBox", "").strip())
        if len(box) == 4:
            if not all(re.fullmatch(r"\+?\d*\.?\d+(e[+-]?\d+)?", side, re.I) for side in box[2:]):
                raise UnfitError("its viewBox has no size", _PLAIN)
            return ""
        sides = [_LENGTH.fullmatch(self.root.get(side, "")) for side in ("width", "height")]
        lengths = [float(side[1]) * _PIXELS[side[2]] for side in sides if side]
        if len(lengths) < 2 or not all(lengths):
            raise UnfitError("it has no size", "give its svg element a viewBox")
        return f"0 0 {lengths[0]:g} {lengths[1]:g}"

    def _doctype(self, name: str, system: str | None, public: str | None, inside: bool) -> None:
        if inside:
            self._refuse("declares entities")

    def _entity(self, *declared: object) -> None:
        self._refuse("declares entities")

    def _instruction(self, target: str, text: str) -> None:
        if target == "xml-stylesheet":
            self._refuse("asks for a stylesheet")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if not self._open:
            if (namespace, name) != (_SVG, "svg"):
                raise UnfitError("it is no SVG drawing", f'its svg element needs xmlns="{_SVG}"')
            self.root, self.root_at = attributes, self._parser.CurrentByteIndex
        if name in _ACTIVE:
            self._refuse(f"holds an element that could act: {name}")
        if len(self._open) >= MOST_DEPTH:
            self._refuse(f"nests over {MOST_DEPTH} deep")
        self._style = [] if name == "style" else None
        group = _Group(attributes.get("id", ""))
        for key, value in attributes.items():
            self._attribute(name, key.rpartition(" ")[2], value, group)
        self._open.append(group)

    def _attribute(self, element: str, key: str, value: str, group: _Group) -> None:
        if key.lower().startswith("on"):
            self._refuse(f"could act: {key}")
        elif key in ("href", "src"):
            target = value.strip()
            if element == "use" and target.startswith("#"):
                group.uses[target[1:]] += 1
            is_link = element == "a" and re.match(r"https?:|mailto:", target, re.IGNORECASE)
            if not (target.startswith("#") or _PICTURE.match(target) or is_link):
                self._refuse(f"refers to another file: {target[:60]}")
        else:
            self._check_style(value)

    def _check_style(self, css: str) -> None:
        if found := _STYLE_URL.search(css):
            self._refuse(f"refers to another file: {found[1][:60]}")
        if "@import" in css.lower():
            self._refuse("asks for a stylesheet")

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _end(self, qualified: str) -> None:
        if self._style is not None:
            self._check_style("".join(self._style))
            self._style = None
        group = self._open.pop()
        if group.id:
            self._named.setdefault(group.id, group)
        if self._open:
            self._open[-1].shapes += group.shapes
            self._open[-1].uses += group.uses
        elif self._drawn(group, {}, ()) > MOST_SHAPES:
            raise UnfitError(f"it draws over {MOST_SHAPES} shapes", "make it simpler, or a PNG")

    def _drawn(self, group: _Group, known: dict[int, int], above: tuple[int, ...]) -> int:
        """How many shapes `group` draws, with all that it uses."""
        if id(group) in above:
            raise UnfitError("it draws itself in itself", _PLAIN)
        if id(group) not in known:
            inner = (*above, id(group))
            known[id(group)] = group.shapes + sum(
                count * self._drawn(self._named[name], known, inner)
                for name, count in group.uses.items()
                if name in self._named
            )
        return known[id(group)]

    def _refuse(self, what: str) -> None:
        line = self._parser.CurrentLineNumber
        raise UnfitError(f"it {what}, in line {line}", _PLAIN)
