"""`theme.toml`: what its keys mean, and findings with their line where it is wrong.

    name = "Institute"                    # as people call it
    description = "…"
    parent = "institute"                  # the theme that this one extends
    page_size = "A4"
    sections = "page"                     # or "flow"
    key_figures = "summary"               # or "cover"

    [fonts."Source Serif 4 Display"]      # the name for font-family
    package = "Source Serif 4"            # a family of an installed fontpkg-* package
    axes = {opsz = 40}
    generic = "serif"                     # what it stands in for; one family each
    normal = [400, 600]                   # upright weights
    italic = [400]

    [fonts."House Sans"]
    files = {"400" = "fonts/House.ttf", "400 italic" = "fonts/House-Italic.ttf"}

A key that is not given is the parent's; a theme with fonts of its own has those alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportkit import toml
from reportkit.diagnostics import Diagnostics, Span, did_you_mean
from reportkit.theme.face import Face
from reportkit.workspace import Workspace

OPTIONS: Mapping[str, str] = {
    "page_size": r"(?i:(A[3-5]|B[45]|letter|legal|ledger)( portrait| landscape)?)",
    "sections": r"page|flow",
    "key_figures": r"summary|cover",
}
"""The options of a theme and the values that each may have."""

_TEXTS = ("name", "description", "parent")
_FAMILY_KEYS = ("package", "axes", "normal", "italic", "files", "generic")
_GENERICS = ("serif", "sans-serif", "monospace")


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """What one `theme.toml` says."""

    span: Span
    """The file."""
    name: str = ""
    """As people call the theme; "" if not given."""
    description: str = ""
    parent: str = ""
    """Folder name of the theme that this one extends; "" if none."""
    parent_span: Span | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    """Those of `OPTIONS` that are given."""
    faces: tuple[Face, ...] = ()


def read(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> ThemeFile | None:
    """What the theme file at `path` says; None, with errors, if it is wrong."""
    shown = workspace.shown(path)
    try:
        document = toml.parse(workspace.read(path), shown)
    except OSError as error:
        reason = f"the theme file cannot be read: {error.strerror}"
        diagnostics.error("RK0402", reason, Span(shown))
    except toml.TomlError as error:
        diagnostics.error("RK0402", f"the theme file {error}", error.span)
    else:
        return _Reader(path, document, workspace, diagnostics).theme_file(document.values)
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    document: toml.Document
    workspace: Workspace
    diagnostics: Diagnostics
    faults: list[str] = field(default_factory=list)

    def theme_file(self, values: dict[str, Any]) -> ThemeFile | None:
        self._refuse_unknown(values, (*_TEXTS, *OPTIONS, "fonts"))
        texts = {key: self._text(values, key) for key in _TEXTS}
        options = {key: self._option(values[key], key) for key in OPTIONS if key in values}
        faces = tuple(self._faces(values.get("fonts", {})))
        if self.faults:
            return None
        return ThemeFile(
            span=Span(self.document.file),
            **texts,
            parent_span=self.document.span("parent"),
            options=options,
            faces=faces,
        )

    def _text(self, values: dict[str, Any], key: str) -> str:
        value = values.get(key, "")
        if isinstance(value, str):
            return value
        self._fault(f"{key} must be a text", key)
        return ""

    def _option(self, value: Any, key: str) -> str:
        if isinstance(value, str) and re.fullmatch(OPTIONS[key], value):
            return value
        words = re.findall(r"[A-Za-z]+", OPTIONS[key]) if key != "page_size" else []
        allowed = " or ".join(f'"{word}"' for word in words) or 'a page size such as "A4"'
        self._fault(f"{key} must be {allowed}", key)
        return ""

    def _faces(self, fonts: Any) -> Iterator[Face]:
        if not isinstance(fonts, dict):
            self._fault("fonts must be a table of families", "fonts")
            return
        names: set[str] = set()
        for family, values in fonts.items():
            if not isinstance(values, dict):
                self._fault(f"the font {family} must be a table", family)
                continue
            for face in self._family(family, values):
                if face.name in names:
                    self._fault(f"the font {family} is named too much like another", family)
                names.add(face.name)
                yield face

    def _family(self, family: str, values: dict[str, Any]) -> Iterator[Face]:
        self._refuse_unknown(values, _FAMILY_KEYS, family)
        generic = values.get("generic", "")
        if generic not in ("", *_GENERICS):
            self._fault(f"generic must be one of {', '.join(_GENERICS)}", family, "generic")
        if ("package" in values) == ("files" in values):
            self._fault(f"the font {family} needs either a package or files", family)
        elif "files" in values:
            yield from self._own_faces(family, values["files"], generic)
        else:
            yield from self._package_faces(family, values, generic)

    def _package_faces(self, family: str, values: dict[str, Any], generic: str) -> Iterator[Face]:
        package, axes = values["package"], values.get("axes", {})
        if not isinstance(package, str) or not package.strip():
            self._fault("package must be the name of a font family", family, "package")
            return
        if not isinstance(axes, dict) or not all(_is_number(value) for value in axes.values()):
            self._fault("axes must be a table of numbers, such as {opsz = 10}", family, "axes")
            return
        place = tuple(sorted((axis, float(value)) for axis, value in axes.items()))
        if not values.get("normal") and not values.get("italic"):
            self._fault(f"the font {family} names no weights", family)
        for style in ("normal", "italic"):
            for weight in self._weights(values.get(style, []), family, style):
                yield Face(family, weight, style, package, place, generic)

    def _weights(self, value: Any, family: str, style: str) -> list[int]:
        if isinstance(value, list) and all(_is_weight(weight) for weight in value):
            return list(dict.fromkeys(value))
        message = f"{style} must be a list of weights from 1 to 1000, such as [400, 600]"
        self._fault(message, family, style)
        return []

    def _own_faces(self, family: str, files: Any, generic: str) -> Iterator[Face]:
        for name, file in files.items() if isinstance(files, dict) else [("", None)]:
            found = re.fullmatch(r"(\d{1,4})( italic)?", name)
            if not found or not _is_weight(int(found[1])) or not isinstance(file, str):
                message = 'files must map weights to files, such as "400 italic" = "fonts/X.ttf"'
                self._fault(message, family, "files")
                continue
            style = "italic" if found[2] else "normal"
            if path := self._font_file(file, family):
                yield Face(family, int(found[1]), style, generic=generic, file=path)

    def _font_file(self, file: str, family: str) -> Path | None:
        folder = self.path.parent.resolve()
        path = (folder / file).resolve()
        if not path.is_relative_to(folder):
            self._fault(f"the font file {file} is outside the theme's folder", family, "files")
            return None
        try:
            self.workspace.read(path)
        except OSError as error:
            reason = (error.strerror or "unreadable").lower()
            self._fault(f"the font file {file} cannot be read: {reason}", family, "files")
            return None
        return path

    def _refuse_unknown(self, values: dict[str, Any], known: tuple[str, ...], *table: str) -> None:
        for key in values:
            if key not in known:
                meant = did_you_mean(key, known)
                hint = f"did you mean {meant}?" if meant else f"known keys: {', '.join(known)}"
                self._fault(f"unknown key {key}", *table, key, hint=hint)

    def _fault(self, message: str, *keys: str, hint: str = "") -> None:
        self.faults.append(message)
        hints = (hint,) if hint else ()
        self.diagnostics.error("RK0402", message, self.document.span(*keys), *hints)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_weight(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000
