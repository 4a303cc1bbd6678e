"""The fonts of a brand as faces: from packages by the name of the family, or from its own files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportkit.brand.reader import Keys, Reader
from reportkit.theme import Face
from reportkit.workspace import is_file

WEIGHTS = {
    **{"thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400},
    **{"regular": 400, "medium": 500, "semi-bold": 600, "demi-bold": 600, "bold": 700},
    **{"extra-bold": 800, "ultra-bold": 800, "black": 900},
}
_USUAL = (400, 700)
_PACKAGED = ("google", "bunny")
"""Sources whose families are installed as packages, since no build asks the network."""
_KEYS = ("family", "source", "weight", "style", "display", "files")


def faces(reader: Reader, family: str, entry: dict[str, Any], keys: Keys) -> Iterator[Face]:
    """The faces of `family` as the entry of the brand file at `keys` has it."""
    reader.unknown(entry, _KEYS, keys)
    source = entry.get("source") or ("file" if "files" in entry else "google")
    if source == "file":
        yield from _own(reader, family, entry, keys)
    elif source in _PACKAGED:
        for style in _styles(entry.get("style")):
            for one in _weights(reader, entry.get("weight"), (*keys, "weight"), style):
                yield Face(family, one, style, package=family, span=reader.span(keys))
    else:
        hint = "fonts of the system are never used: write source: google or source: file"
        reader.error(f"the font {family} comes from {source}", (*keys, "source"), hint)


def weight(reader: Reader, value: Any, keys: Keys) -> int:
    """A weight as a number; 0, with an error, if it is none."""
    found = WEIGHTS.get(value, 0) if isinstance(value, str) else value
    if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= 1000:
        return found
    hint = f"write a number from 1 to 1000, or one of {', '.join(WEIGHTS)}"
    reader.error(f"{value!r} is no weight", keys, hint)
    return 0


def _styles(value: Any) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value or "both"]
    return tuple(style for style in ("normal", "italic") if {style, "both"} & set(map(str, given)))


def _weights(reader: Reader, value: Any, keys: Keys, style: str) -> Iterator[int]:
    """The weights of a style: italics have the first alone, unless they are listed."""
    if value is None or re.fullmatch(r"\d+\.\.\d+", str(value)):
        yield from _USUAL if style == "normal" else _USUAL[:1]
        return
    for one in value if isinstance(value, list) else [value]:
        if found := weight(reader, one, keys):
            yield found


def _own(reader: Reader, family: str, entry: dict[str, Any], keys: Keys) -> Iterator[Face]:
    files = entry.get("files")
    if not isinstance(files, list) or not files:
        hint = "write files: [{path: fonts/x.ttf, weight: 400, style: normal}]"
        reader.error(f"the font {family} names no files", keys, hint)
        return
    for i, given in enumerate(files):
        at = (*keys, "files", i)
        values = {"path": given} if isinstance(given, str) else reader.table(given, at)
        reader.unknown(values, ("path", "weight", "style"), at)
        name = reader.text(values.get("path"), at)
        path = (reader.path.parent / name).resolve()
        if not path.is_relative_to(reader.workspace.root.resolve()) or not is_file(path):
            hint = "name a file in the project, from the brand file's folder"
            reader.error(f"there is no font file {name}", at, hint)
        elif one := weight(reader, values.get("weight", 400), at):
            reader.workspace.read(path)
            style = str(values.get("style", "normal"))
            yield Face(family, one, style, file=path, span=reader.span(at))
