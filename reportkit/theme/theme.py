"""A theme as the stages see it: templates, styles, mounts, faces and options in their order.

In goes the name of a theme, out comes a `Theme` or, with findings, nothing. The order in which
folders are searched is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.theme import lookup
from reportkit.theme.face import Face
from reportkit.theme.file import ThemeFile, read
from reportkit.theme.slips import slip
from reportkit.workspace import Workspace

SYNTAX = "look for a brace, a semicolon or a quotation mark that is missing or too much"
"""How to mend a stylesheet that cannot be read."""
_SCRIPTS = "scripts.toml"
_BASE = "plain"
"""The theme to begin from."""
_DEFAULT_LAYERS = ("tokens", "base", "page", "components")


@dataclass(frozen=True, slots=True)
class Layer:
    """A stylesheet in its cascade layer."""

    name: str
    """`tokens`, `base`, `page`, `components`, `theme` or `user`."""
    path: str
    """Below `file:///report/`: `styles/default/tokens.css`."""
    file: Path
    """The file that wins for `path`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a theme decides that CSS cannot."""

    page_size: str = "A4"
    """One of `sheets.PAGE_SIZES`; it brings the stylesheets named so, such as `letter.css`."""
    sections: str = "page"
    """Whether each part begins a "page", or they "flow": sections in one part, what is before them
    in another, what is behind them in a third."""
    key_figures: str = "summary"
    """Where key figures stand: "summary" or "cover"."""
    numbering: str = "sections"
    """What has numbers: "sections" (1, 1.1, 1.1.1), "paragraphs" below sections of the first level
    (1.1, 1.2 …), or "none"."""
    cover_figures: str = "columns"
    """How those on the cover stand: in "columns", or in "rows"."""
    notes: str = "start"
    """Where side notes stand: at the "start" of lines, or at their "end"."""
    heads: str = "above"
    """Where titles of topics stand: "above" their text, or "beside" it."""
    columns: str = "one"
    """In how many columns text runs: "one" or "two"."""

    @property
    def layout(self) -> Iterator[str]:
        """Names of the stylesheets in `default/layout` that the options ask for, if there are
        such: "notes-end"."""
        for name in ("cover_figures", "notes", "heads", "columns"):
            yield f"{name.replace('_', '-')}-{getattr(self, name)}"


@dataclass(frozen=True, slots=True)
class Logo:
    """The mark of the house, for the cover."""

    path: Path
    """Of the image, below the project."""
    alt: str
    """What it says, for those who do not see it."""
    span: Span
    """Where it is named."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and those that it extends, ready for the stages."""

    name: str
    chain: tuple[str, ...]
    """The theme, its parent, and so on."""
    template_folders: tuple[Path, ...]
    """Searched in order for a template; the defaults come last."""
    default_templates: Path
    """The defaults alone, for `{% extends "default/report.html" %}`."""
    layers: tuple[Layer, ...]
    """Stylesheets in the order of the cascade."""
    mounts: Mapping[str, tuple[Path, ...]]
    """`styles` and `assets`: first segment of a URL -> folders searched in order."""
    faces: tuple[Face, ...]
    """The only fonts there are, for most reports."""
    script_faces: tuple[Face, ...]
    """Those that come to them where a report has text in their script."""
    options: Options
    own: str = ""
    """Rules of the layer `theme` that come after those of its files: a brand's tokens."""
    logo: Logo | None = None

    def faces_for(self, scripts: Collection[str]) -> tuple[Face, ...]:
        """The faces for a report with text in `scripts` (ISO 15924)."""
        return (*self.faces, *(face for face in self.script_faces if face.script in scripts))


def load(
    name: str,
    workspace: Workspace,
    diagnostics: Diagnostics,
    named: Span | None = None,
    page_size: str = "",
) -> Theme | None:
    """The theme `name` for the project of `workspace`; None, with errors, if it is at fault.

    `named` is the place in the project file that names it, if it does; `page_size`, one of
    `sheets.PAGE_SIZES`, goes before the theme's own.
    """
    files = _chain(name, workspace, diagnostics, named)
    if files is None:
        return None
    faces = next((file.faces for file in files.values() if file.faces), ())
    if not faces:
        hint = f'extend a theme that has some, such as parent = "{_BASE}", or name them in [fonts]'
        diagnostics.error("RK0402", f"the theme {name} names no fonts", files[name].span, hint)
        return None
    project, chain = workspace.root, tuple(files)
    options = _options(list(files.values()))
    if page_size:
        options = replace(options, page_size=page_size)
    shared = _shared_scripts(workspace, diagnostics)
    if shared is None:
        return None
    script_faces = tuple(_script_faces([*files.values(), shared], faces))
    layouts = [*options.layout, *dict.fromkeys(face.script.lower() for face in script_faces)]
    layers = tuple(_layers(project, chain, options.page_size.lower(), layouts))
    if None in [css_text(layer.file, workspace, diagnostics) for layer in layers]:
        return None
    return Theme(
        name=name,
        chain=chain,
        template_folders=_template_folders(project, chain),
        default_templates=lookup.defaults_root() / "templates",
        layers=layers,
        mounts={
            "styles": lookup.folders(project, "styles"),
            "assets": tuple(_theme_folders(project, chain, "assets")),
        },
        faces=faces,
        script_faces=script_faces,
        options=options,
    )


def css_text(file: Path, workspace: Workspace, diagnostics: Diagnostics) -> str | None:
    """The text of the stylesheet `file`; None, with an error, if it is not UTF-8 or not to be read
    to its end."""
    data, shown = workspace.read(file), workspace.shown(file)
    try:
        css = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        span = Span(shown, line, column)
        diagnostics.error("RK0402", "the stylesheet is not UTF-8", span, "save it as UTF-8")
        return None
    # Those that come along are tested, and it would cost each build a hundredth of a second.
    found = None if file.is_relative_to(lookup.defaults_root()) else slip(css)
    if found is None:
        return css
    reason, line, column = found
    message = f"this style cannot be read: {reason}"
    diagnostics.error("RK0504", message, Span(shown, line, column), SYNTAX)
    return None


def _chain(
    name: str, workspace: Workspace, diagnostics: Diagnostics, span: Span | None
) -> dict[str, ThemeFile] | None:
    """The theme `name`, its parent, and so on, each with what its file says."""
    files: dict[str, ThemeFile] = {}
    while name or not files:
        if name in files:
            trail = " → ".join((*files, name))
            message = f"themes extend each other in a loop: {trail}"
            diagnostics.error("RK0402", message, span, "take `parent` out of one of them")
            return None
        path = _find_file(name, workspace.root)
        if path is None:
            whose = "RK0402" if files else "RK0406" if span else "RK0401"
            _report_unknown(name, workspace.root, whose, span, diagnostics)
            return None
        file = read(path, workspace, diagnostics)
        if file is None:
            return None
        files[name] = file
        name, span = file.parent, file.parent_span
    return files


def _find_file(name: str, project: Path) -> Path | None:
    if name in {"", ".", ".."} or "/" in name or "\\" in name or "\0" in name:
        return None
    return lookup.find(project, "styles", name, lookup.THEME_FILE)


def _report_unknown(
    name: str, project: Path, code: str, span: Span | None, diagnostics: Diagnostics
) -> None:
    known = lookup.themes(project)
    near = suggestion(name, known)
    themes = f"themes: {', '.join(known)}" if known else "there are no themes"
    hints = (near, themes) if near else (themes,)
    diagnostics.error(code, f"there is no theme named {name}", span, *hints)


def _template_folders(project: Path, chain: Sequence[str]) -> tuple[Path, ...]:
    # Where the project is the home of the defaults, its templates come last and not first.
    *own, defaults = (root / "templates" for root in lookup.roots(project))
    themes = _theme_folders(project, chain, "templates")
    return (*(folder for folder in own if folder.is_dir()), *themes, defaults)


def _theme_folders(project: Path, chain: Sequence[str], kind: str) -> Iterator[Path]:
    for name in chain:
        yield from lookup.folders(project, "styles", name, kind)


def _layers(
    project: Path, chain: Sequence[str], sheet: str, layouts: Sequence[str]
) -> Iterator[Layer]:
    """The stylesheets there are; each folder may have one for the `sheet` alone. `layouts` come
    before those of themes, in their layer: what they say of the sheet is of the same weight."""
    tokens, *others = _DEFAULT_LAYERS
    names = [(tokens, f"default/{tokens}.css"), (tokens, f"default/{sheet}.css")]
    names += [(layer, f"default/{layer}.css") for layer in others]
    names += [("components", f"default/blocks/{name}") for name in _block_styles(project)]
    names += [("theme", f"default/layout/{name}.css") for name in layouts]
    for theme in reversed(chain):
        names += [("theme", f"{theme}/theme.css"), ("theme", f"{theme}/{sheet}.css")]
    names += [("user", "user.css")]
    for layer, name in names:
        if file := lookup.find(project, "styles", *name.split("/")):
            yield Layer(layer, f"styles/{name}", file)


def _block_styles(project: Path) -> list[str]:
    """Names of the stylesheets of single blocks, sorted; not that for screens alone."""
    blocks = lookup.folders(project, "styles", "default", "blocks")
    return sorted(
        {path.name for folder in blocks for path in folder.glob("*.css")} - {"screen.css"}
    )


def _shared_scripts(workspace: Workspace, diagnostics: Diagnostics) -> ThemeFile | None:
    """The fonts for scripts that themes have which name none; None, with errors, if at fault."""
    path = lookup.find(workspace.root, "styles", "default", _SCRIPTS)
    return read(path, workspace, diagnostics) if path else ThemeFile(Span(_SCRIPTS))


def _script_faces(files: Sequence[ThemeFile], faces: Sequence[Face]) -> Iterator[Face]:
    """The faces of each script, as the first of `files` has them that has any; but not those that
    every report has, in `faces`."""
    seen: set[str] = set()
    always = {face.name for face in faces}
    for file in files:
        found = (face for face in file.script_faces if face.script not in seen)
        yield from (face for face in found if face.name not in always)
        seen |= {face.script for face in file.script_faces}


def _options(files: Sequence[ThemeFile]) -> Options:
    values: dict[str, str] = {}
    for file in reversed(files):
        values |= file.options
    return Options(**values)
