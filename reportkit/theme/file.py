"""`theme.toml`: what its keys mean, and findings with their line where it is wrong.

    contract = 1                          # the version of styles/README.md that it is made for
    name = "Institute"                    # as people call it
    description = "…"
    parent = "institute"                  # the theme that this one extends
    page_size = "A4"                      # or "letter"
    sections = "page"                     # or "flow"
    key_figures = "summary"               # or "cover"
    numbering = "sections"                # or "paragraphs", or "none"

    [fonts."Source Serif 4 Display"]      # the name for font-family
    package = "Source Serif 4"            # a family of an installed fontpkg-* package
    axes = {opsz = 40}
    generic = "serif"                     # what it stands in for; one family each
    normal = [400, 600]                   # upright weights
    italic = [400]

    [fonts."House Sans"]
    files = {"400" = "fonts/House.ttf", "400 italic" = "fonts/House-Italic.ttf"}

    [scripts.Arab.fonts.Amiri]            # only for reports with text in this script
    package = "Amiri"
    normal = [400, 700]

    [scripts.Hans.fonts."Noto Sans SC"]
    distribution = "justmytype-intl-cjk"  # a Python distribution that is no fontpkg-*
    member = "justmytype_intl_cjk/fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
    normal = [400]

A key that is not given is the parent's; a theme with fonts of its own has those alone, and so it
is with the fonts of each script, which `styles/default/scripts.toml` has for themes that name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from reportkit import toml
from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.sheets import PAGE_SIZES
from reportkit.theme.face import Face
from reportkit.theme.scripts import RANGES
from reportkit.workspace import Workspace

OPTIONS: Mapping[str, str] = {
    "page_size": "|".join(PAGE_SIZES),
    "sections": r"page|flow",
    "key_figures": r"summary|cover",
    "numbering": r"sections|paragraphs|none",
    "cover_figures": r"columns|rows",
    "notes": r"start|end",
    "heads": r"above|beside",
    "columns": r"one|two",
}
"""The options of a theme and the values that each may have."""

CONTRACT = 1
"""The version of the contract that styles/README.md lists. It counts up when a name goes or comes
to mean something else; names that come do not raise it."""

TEXTS = ("name", "description", "parent")
_ORIGINS = ("package", "files", "distribution")
_FAMILY_KEYS = (*_ORIGINS, "member", "axes", "normal", "italic", "generic")
_GENERICS = ("serif", "sans-serif", "monospace")


@frozen
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
    """For every report."""
    script_faces: tuple[Face, ...] = ()
    """For reports with text in certain scripts."""


def read(path: Path, workspace: Workspace, diagnostics: Diagnostics) -> ThemeFile | None:
    """What the theme file at `path` says; None, with errors, if it is wrong."""
    shown = workspace.shown(path)
    try:
        document = toml.parse(workspace.read(path), shown)
    except OSError as error:
        reason = f"the theme file cannot be read: {error.strerror}"
        diagnostics.error("RK0402", reason, Span(shown))
    except toml.TomlError as error:
        diagnostics.error("RK0402", f"the theme file {error}", error.span, error.hint)
    else:
        return _Reader(path, document, workspace, diagnostics).theme_file(document.values)
    return None


@frozen
class _Reader:
    path: Path
    document: toml.Document
    workspace: Workspace
    diagnostics: Diagnostics
    faults: list[str] = field(default_factory=list)

    def theme_file(self, values: dict[str, Any]) -> ThemeFile | None:
        self._refuse_unknown(values, ("contract", *TEXTS, *OPTIONS, "fonts", "scripts"))
        self._check_contract(values.get("contract", CONTRACT))
        texts = {key: self._text(values, key) for key in TEXTS}
        options = {key: self._option(values[key], key) for key in OPTIONS if key in values}
        names: set[str] = set()
        faces = tuple(self._faces(values.get("fonts", {}), names))
        script_faces = tuple(self._script_faces(values.get("scripts", {}), names))
        if self.faults:
            return None
        return ThemeFile(
            span=Span(self.document.file),
            **texts,
            parent_span=self.document.span("parent"),
            options=options,
            faces=faces,
            script_faces=script_faces,
        )

    def _check_contract(self, version: Any) -> None:
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            self._fault("contract must be a number, such as 1", "contract")
        elif version > CONTRACT:
            message = f"the theme is made for contract {version}, and this is contract {CONTRACT}"
            self._fault(message, "contract", hint="install a newer reportkit")
        elif version < CONTRACT:
            message = f"the theme is made for contract {version}, and this is contract {CONTRACT}"
            hint = f"mend what the changelog says has moved, then write contract = {CONTRACT}"
            span = self.document.span("contract")
            self.diagnostics.warning("RK0402", message, span, hint)

    def _text(self, values: dict[str, Any], key: str) -> str:
        value = values.get(key, "")
        if isinstance(value, str):
            return value
        self._fault(f"{key} must be a text", key)
        return ""

    def _option(self, value: Any, key: str) -> str:
        if isinstance(value, str) and re.fullmatch(OPTIONS[key], value):
            return value
        allowed = " or ".join(f'"{word}"' for word in OPTIONS[key].split("|"))
        self._fault(f"{key} must be {allowed}", key)
        return ""

    def _script_faces(self, scripts: Any, names: set[str]) -> Iterator[Face]:
        if not isinstance(scripts, dict):
            self._fault("scripts must be a table of scripts", "scripts")
            return
        self._refuse_unknown(scripts, tuple(RANGES), "scripts")
        for script, values in scripts.items():
            if not isinstance(values, dict):
                self._fault(f"the script {script} must be a table", "scripts", script)
                continue
            self._refuse_unknown(values, ("fonts",), "scripts", script)
            for face in self._faces(values.get("fonts", {}), names):
                yield replace(face, script=script)

    def _faces(self, fonts: Any, names: set[str]) -> Iterator[Face]:
        if not isinstance(fonts, dict):
            self._fault("fonts must be a table of families", "fonts")
            return
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
        if sum(origin in values for origin in _ORIGINS) != 1:
            message = f"the font {family} needs either a package or files or a distribution"
            self._fault(message, family)
        elif "files" in values:
            yield from self._own_faces(family, values["files"], generic)
        else:
            yield from self._package_faces(family, values, generic)

    def _package_faces(self, family: str, values: dict[str, Any], generic: str) -> Iterator[Face]:
        origin = {key: values[key] for key in (*_ORIGINS, "member") if key in values}
        if "member" not in origin and "distribution" in origin:
            self._fault(f"the font {family} needs the member of the distribution", family)
        for key, value in origin.items():
            if not isinstance(value, str) or not value.strip():
                what = "family" if key == "package" else key
                self._fault(f"{key} must be the name of a font {what}", family, key)
                return
        axes = values.get("axes", {})
        if not isinstance(axes, dict) or not all(_is_number(value) for value in axes.values()):
            self._fault("axes must be a table of numbers, such as {opsz = 10}", family, "axes")
            return
        place = tuple(sorted((axis, float(value)) for axis, value in axes.items()))
        if not values.get("normal") and not values.get("italic"):
            self._fault(f"the font {family} names no weights", family)
        for style in ("normal", "italic"):
            for weight in self._weights(values.get(style, []), family, style):
                span = self.document.span(family)
                yield Face(family, weight, style, axes=place, generic=generic, span=span, **origin)

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
                span = self.document.span(family, "files")
                yield Face(family, int(found[1]), style, generic=generic, file=path, span=span)

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
                hint = suggestion(key, known) or f"known keys: {', '.join(known)}"
                self._fault(f"unknown key {key}", *table, key, hint=hint)

    def _fault(self, message: str, *keys: str, hint: str = "") -> None:
        self.faults.append(message)
        hints = (hint,) if hint else ()
        self.diagnostics.error("RK0402", message, self.document.span(*keys), *hints)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_weight(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000
