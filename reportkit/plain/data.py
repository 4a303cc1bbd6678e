"""A briefing as data: JSON with the keys of the source, which can be read as a source again.

In goes the valid briefing, out comes text: includes and variables resolved, shorthands written out,
dates as EDTF, and nothing that the author left to its default. JSON is YAML, so whoever builds the
file gets the same briefing. It is apart from the other formats, since they begin at the view.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from reportkit.frozen import frozen
from reportkit.model.briefing import Briefing
from reportkit.model.edtf import Edtf
from reportkit.model.node import Node
from reportkit.source import Path, Source

_VERSION = "schema_version"
_RESOLVED = frozenset(["variables"])
"""Keys of the briefing that have done their work."""
_FILES = frozenset(["image", "csv", "tsv", "data", "file"])
_USE = re.compile(r"\$(?=\([A-Za-z][A-Za-z0-9_-]*\))")
"""What a reader of sources takes for a variable."""
_IMAGE = re.compile(r"(?P<code>`+)(?s:.+?)(?P=code)|(?P<start>!\[[^\]]*\]\(<?)(?P<name>[^)>\s]+)")
"""An image in prose; code matches without a name."""
_ELSEWHERE = re.compile(r"/|[A-Za-z][A-Za-z0-9+.-]*:")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What JSON allows as it is, and YAML does not."""


def write(briefing: Briefing, source: Source) -> str:
    """`briefing`, which came of `source`, as JSON. Files are named from the folder of the source,
    those of included parts too."""
    data = {_VERSION: briefing.schema_version, **_Data(source).node(briefing, ())}
    kept = {key: value for key, value in data.items() if key not in _RESOLVED}
    text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@frozen
class _Data:
    source: Source

    def node(self, node: Node, path: Path) -> dict[str, Any]:
        """The keys that the author gave, save those that say what is so anyway."""
        kinds = type(node).model_fields
        values = ((name, getattr(node, name)) for name in kinds)
        given = ((name, value) for name, value in values if value != kinds[name].default)
        return {name: self._value(value, (*path, name)) for name, value in given}

    def _value(self, value: Any, path: Path) -> Any:
        match value:
            case Node():
                return self.node(value, path)
            case Edtf():
                return value.text
            case Mapping():
                return {key: self._value(inner, (*path, key)) for key, inner in value.items()}
            case tuple() | list():
                return [self._value(inner, (*path, at)) for at, inner in enumerate(value)]
            case str():
                return _USE.sub("$$", self._text(value, path))
            case _:
                return value

    def _text(self, text: str, path: Path) -> str:
        """`text` with the files that it names as seen from the folder of the source."""
        folder = self.source.origin(path).folder
        if not folder:
            return text
        if path[-1] in _FILES:
            return posixpath.normpath(f"{folder}/{text}")

        def moved(found: re.Match[str]) -> str:
            if not found["name"] or _ELSEWHERE.match(found["name"]):
                return found[0]
            return found["start"] + posixpath.normpath(f"{quote(folder)}/{found['name']}")

        return _IMAGE.sub(moved, text)
