"""What a briefing includes from other files, put where it is asked for.

In goes a source, out comes one in which every `include:` has given way to what the file named
holds, with the places and the folder of that file; or None after findings. Data may be anything,
so it is the model that says afterwards whether a section stands where a section may stand. It is
apart from reading, since one file is read there, and apart from the model, which reads none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from reportkit.diagnostics import Diagnostics, Severity, suggestion
from reportkit.frozen import frozen
from reportkit.source import PART, Origin, Source, load_part, nodes
from reportkit.source import Path as Place
from reportkit.source.places import Places
from reportkit.source.scalars import Written
from reportkit.workspace import Workspace, names_beside

MAX_DEPTH = 10
"""Files between the briefing and what it includes."""
_KEYS = ("file", "part")
T = TypeVar("T")


def resolve(
    source: Source, path: Path, workspace: Workspace, diagnostics: Diagnostics
) -> Source | None:
    """`source`, read from `path`, with what it includes."""
    if not _has_include(source.data):
        return source
    return _Splicer(source, path, workspace, diagnostics).run()


@frozen
class _Piece:
    """A value on its way into the briefing."""

    source: Source
    value: Any
    at: Place
    """Its path in `source`."""
    file: Path
    chain: tuple[Path, ...]
    """The files that led to it, the last being its own, links followed."""

    def inner(self, key: str | int, value: Any) -> _Piece:
        return replace(self, value=value, at=(*self.at, key))


class _Stop(Exception):  # noqa: N818
    """What is included has no end in sight."""


@dataclass(slots=True)
class _Splicer:
    source: Source
    file: Path
    workspace: Workspace
    diagnostics: Diagnostics
    spans: Places = field(default_factory=Places)
    keys: Places = field(default_factory=Places)
    texts: dict[Place, str] = field(default_factory=dict)
    scalars: dict[Place, Written] = field(default_factory=dict)
    incomplete: set[Place] = field(default_factory=set)
    origins: dict[Place, Origin] = field(default_factory=dict)
    loaded: dict[Path, Source | None] = field(default_factory=dict)
    reals: dict[Path, Path] = field(default_factory=dict)
    """Files with links followed, since a file may be included on every line."""
    count: int = 0

    def run(self) -> Source | None:
        before = self._errors()
        whole = _Piece(self.source, self.source.data, (), self.file, (self._real(self.file),))
        try:
            data = self._value(whole, ())
        except _Stop:
            return None
        if self._errors() > before:
            return None
        return replace(
            self.source,
            data=data,
            spans=self.spans,
            keys=self.keys,
            texts=self.texts,
            scalars=self.scalars,
            incomplete=self.incomplete,
            origins=self.origins,
        )

    def _errors(self) -> int:
        return sum(item.severity is Severity.ERROR for item in self.diagnostics)

    def _value(self, piece: _Piece, to: Place) -> Any:
        """The value of a piece that is no include, copied to the path `to`."""
        self._copy(piece, to)
        if isinstance(piece.value, dict):
            inner = ((key, self._final(piece.inner(key, v))) for key, v in piece.value.items())
            return {key: self._value(found, (*to, key)) for key, found in inner if found}
        if isinstance(piece.value, list):
            return [self._value(item, (*to, at)) for at, item in enumerate(self._items(piece))]
        return piece.value

    def _items(self, piece: _Piece) -> Iterator[_Piece]:
        """The items of a list, those of lists that it includes among them."""
        for at, value in enumerate(piece.value):
            item = piece.inner(at, value)
            found = self._final(item)
            if found is None:
                continue
            if found.chain != item.chain and isinstance(found.value, list):
                yield from self._items(found)
            else:
                yield found

    def _copy(self, piece: _Piece, to: Place) -> None:
        """Take over the places of one value."""
        self.count += 1
        if self.count > nodes.MAX_NODES:
            self._give_up(piece)
        if len(to) >= nodes.MAX_DEPTH:
            message = f"values nest over {nodes.MAX_DEPTH} deep with what is included"
            self._refuse(message, piece, "no briefing needs that", code="RK0109")
            raise _Stop
        source, at = piece.source, piece.at
        self.spans[to] = source.spans[at]
        _take(self.keys, to, source.keys, at)
        _take(self.texts, to, source.texts, at)
        _take(self.scalars, to, source.scalars, at)
        if at in source.incomplete:
            self.incomplete.add(to)
        if to and self._origin_of(to) is not source.lines:
            self.origins[to] = self._origin(piece)

    def _origin_of(self, to: Place) -> object:
        while to and to not in self.origins:
            to = to[:-1]
        return self.origins[to].lines if to else self.source.lines

    def _origin(self, piece: _Piece) -> Origin:
        folder = self._real(piece.file.parent)
        beside = Path(os.path.relpath(folder, self._real(self.file.parent))).as_posix()
        below = folder.relative_to(self._real(self.workspace.root)).as_posix()
        url = "project" if below == "." else f"project/{quote(below)}"
        return Origin(piece.source.lines, "" if beside == "." else beside, url)

    # Includes

    def _final(self, piece: _Piece) -> _Piece | None:
        """The piece itself, or what stands at the end of its includes; None after a finding."""
        found: _Piece | None = piece
        while found is not None and _is_include(found.value):
            self.count += 1
            if self.count > nodes.MAX_NODES:
                self._give_up(found)
            found = self._included(found)
        return found

    def _included(self, piece: _Piece) -> _Piece | None:
        asked = piece.inner("include", piece.value["include"])
        name, part = self._wanted(asked)
        if name is None:
            return None
        named = asked.inner("file", name) if isinstance(asked.value, dict) else asked
        path = self._path(name, named)
        loaded = self._load(path, named) if path else None
        if path is None or loaded is None:
            return None
        value = loaded.data[PART]
        whole = _Piece(loaded, value, (PART,), path, (*piece.chain, self._real(path)))
        return whole if part is None else self._part(whole, part, asked)

    def _wanted(self, asked: _Piece) -> tuple[str | None, str | None]:
        """Name of the file and of the part in it; no file after a finding."""
        value = asked.value
        wanted = {"file": value} if isinstance(value, str) else value
        hint = "write `include: file.yaml`, or `include: {file: file.yaml, part: an-id}`"
        texts = isinstance(wanted, dict) and all(isinstance(v, str) for v in wanted.values())
        if not texts or not wanted.get("file"):
            self._refuse("`include` must name a file", asked, hint)
            return None, None
        for key in wanted:
            if key not in _KEYS:
                near = suggestion(key, _KEYS) or hint
                span = asked.source.keys[(*asked.at, key)]
                self.diagnostics.error("RK0201", f"unknown key `{key}`", span, near)
                return None, None
        return wanted["file"], wanted.get("part")

    def _path(self, name: str, named: _Piece) -> Path | None:
        """The file that `name` means, which lies in the project and did not lead here."""
        path = named.file.parent / name
        try:
            real = self._real(path)
        except (OSError, RuntimeError, ValueError):
            self._refuse(f"`{name}` is no name of a file", named)
            return None
        if not real.is_relative_to(self._real(self.workspace.root)):
            hint = "copy it into the project, and give its path from this file"
            self._refuse(f"the file {name} lies outside the project", named, hint, code="RK0505")
            return None
        if real in named.chain:
            shown = " → ".join(p.name for p in (*named.chain, real))
            self._refuse(f"files include each other in a loop: {shown}", named)
            return None
        if len(named.chain) > MAX_DEPTH:
            self._refuse(f"files include each other over {MAX_DEPTH} deep", named)
            return None
        return path

    def _real(self, path: Path) -> Path:
        if path not in self.reals:
            self.reals[path] = path.resolve()
        return self.reals[path]

    def _load(self, path: Path, named: _Piece) -> Source | None:
        real = self._real(path)
        if real not in self.loaded:
            data = self._read(path, named)
            shown = self.workspace.shown(path)
            self.loaded[real] = (
                load_part(data, shown, self.diagnostics) if data is not None else None
            )
        return self.loaded[real]

    def _read(self, path: Path, named: _Piece) -> bytes | None:
        shown = self.workspace.shown(path)
        try:
            return self.workspace.read(path)
        except (FileNotFoundError, NotADirectoryError):
            near = suggestion(path.name, names_beside(path))
            hint = near or "it is looked for beside this file"
            self._refuse(f"the file {shown} does not exist", named, hint, code="RK0118")
        except IsADirectoryError:
            self._refuse(f"{shown} is a directory", named, "name a file in it", code="RK0118")
        except OSError as error:
            reason = error.strerror or str(error)
            self._refuse(f"the file {shown} cannot be read: {reason}", named, code="RK0111")
        return None

    def _part(self, whole: _Piece, part: str, asked: _Piece) -> _Piece | None:
        """What has the id `part`, or stands under that key at the top of the file."""
        ids = {piece.value["id"]: piece for piece in _with_ids(whole)}
        if part in ids:
            return ids[part]
        top = whole.value if isinstance(whole.value, dict) else {}
        if part in top:
            return whole.inner(part, top[part])
        hint = suggestion(part, (*ids, *top)) or f"give what is meant `id: {part}`"
        shown = whole.source.file
        self._refuse(f"nothing in {shown} has the id `{part}`", asked.inner("part", part), hint)
        return None

    def _refuse(self, message: str, piece: _Piece, *hints: str, code: str = "RK0119") -> None:
        self.diagnostics.error(code, message, piece.source.place(piece.at), *hints)

    def _give_up(self, piece: _Piece) -> None:
        message = f"the briefing has over {nodes.MAX_NODES} values with what it includes"
        self._refuse(message, piece, "split it into several briefings", code="RK0110")
        raise _Stop


def _take(mine: MutableMapping[Place, T], to: Place, its: Mapping[Place, T], at: Place) -> None:
    if at in its:
        mine[to] = its[at]


def _has_include(value: Any) -> bool:
    if isinstance(value, dict):
        return "include" in value or any(map(_has_include, value.values()))
    return isinstance(value, list) and any(map(_has_include, value))


def _is_include(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"include"}


def _with_ids(piece: _Piece) -> Iterator[_Piece]:
    """Every mapping of a piece that has an id, in the order of the file."""
    if isinstance(piece.value, dict):
        if isinstance(piece.value.get("id"), str):
            yield piece
        for key, value in piece.value.items():
            yield from _with_ids(piece.inner(key, value))
    elif isinstance(piece.value, list):
        for at, value in enumerate(piece.value):
            yield from _with_ids(piece.inner(at, value))
