"""The styles of a page: imports for the press, and for readers the rules themselves.

The order of the cascade is the theme's. A folder of styles may hold a `screen.css`, which is read
after the folder's other stylesheets and by screens alone; the press never sees it, since its
engine knows little of what a screen needs. In the same way `browser-print.css` is for browsers that
print the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path

from reportkit.diagnostics import Diagnostics
from reportkit.html.assets import Assets, Shelf, data_uri
from reportkit.html.emphasis import italic
from reportkit.theme import Face, Layer, Theme
from reportkit.theme.theme import css_text
from reportkit.theme.tokens import print_tokens
from reportkit.theme.webfonts import WebFont
from reportkit.view.report import Html, ReportView
from reportkit.workspace import Workspace

LAYERS = ("tokens", "base", "page", "components", "theme", "user")
ORDER = f"@layer {', '.join(LAYERS)};"
BROWSERS = {"screen.css": "screen", "browser-print.css": "print", "browser-marked.css": "print"}
"""Stylesheets that the press never sees -> the medium in which browsers read them."""
MARKED = "browser-marked.css"
"""The one that is for reports with a handling mark alone."""
_NAMED_STRING = re.compile(r"(?<![\w-])(?:string|element)\(\s*(\w+)[^)]*\)")
_SPARE = re.compile(
    r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')|/\*.*?\*/|(\n)(?:\s|/\*.*?\*/)*", re.DOTALL
)
"""A string, which stays; a comment; an end of line, which stays, with what is free after it."""
_BLOCKS = "styles/default/blocks/"
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_CLASS = re.compile(r"\.([a-z][\w-]*)")
FONTS = "fonts/fonts.css"
"""The stylesheet of the fonts on a shelf."""
PRINTED = "page"
"""The layer that is for sheets alone."""
BOLD = 600
"""The least weight that text is set in only where a rule or an element makes it bold."""
ALWAYS = "0123456789 .,:;–‐-•()[]"
"""Characters that styles and scripts of the reader's browser may set besides the text."""


def linked(theme: Theme) -> Html:
    """A style element that imports each print stylesheet into its layer."""
    imports = [
        f'@import url("file:///report/{layer.path}") layer({layer.name});' for layer in theme.layers
    ]
    return _element([ORDER, *imports, *_own(theme)])


def _own(theme: Theme) -> Iterator[str]:
    if theme.own:
        yield f"@layer theme {{\n{theme.own}\n}}"


def inlined(
    theme: Theme,
    fonts: Sequence[WebFont],
    view: ReportView,
    markup: str,
    assets: Assets,
    workspace: Workspace,
) -> Html:
    """A style element that holds the fonts and the stylesheets of the page of `view`, but not
    those of blocks that its `markup` lacks; where there is a shelf, it imports all from there."""
    rules = [ORDER, *_font_faces(fonts, assets.shelf)]
    there = {name for value in _CLASSES.findall(markup) for name in value.split()}
    for layer in for_browsers(theme, view.marking is not None, assets.find):
        css = workspace.read(layer.file).decode("utf-8-sig")
        is_of_block = layer.path.startswith(_BLOCKS) and layer.file.name not in BROWSERS
        if is_of_block and not assets.shelf and there.isdisjoint(_CLASS.findall(css)):
            continue
        css = _with_running(assets.in_styles(css, layer.path, workspace.shown(layer.file)), view)
        medium = "print" if layer.name == PRINTED else BROWSERS.get(layer.file.name, "")
        if assets.shelf:
            address = assets.shelf.put(layer.path, css.encode())
            rules.append(f'@import url("{address}") layer({layer.name}) {medium}'.rstrip() + ";")
        else:
            rule = f"@layer {layer.name} {{\n{_lean(css)}\n}}"
            rules.append(f"@media {medium} {{ {rule} }}" if medium else rule)
    return _element([*rules, *_own(theme)])


def characters(
    markup: str, faces: Sequence[Face], code_family: str, sheets: Sequence[str]
) -> dict[Face, str]:
    """What each face may have to set: for the family of code, code alone; for italics, what
    browsers or `sheets` set in them."""
    code = " ".join(re.findall(r"<code\b.*?</code>", markup, re.DOTALL))

    @cache
    def text(is_code: bool, style: str, is_bold: bool) -> str:
        part = code if is_code else markup
        return _text(italic(part, sheets, is_bold=is_bold) if style == "italic" else part)

    found = {
        face: text(face.family == code_family, face.style, face.weight >= BOLD) for face in faces
    }
    return {face: text + ALWAYS for face, text in found.items() if text.strip()}


def sheets(
    theme: Theme,
    view: ReportView,
    assets: Assets,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> list[str] | None:
    """The text of every stylesheet that browsers read; None, with errors, if one cannot be read."""
    files = [layer.file for layer in for_browsers(theme, view.marking is not None, assets.find)]
    texts = [css_text(file, workspace, diagnostics) for file in files]
    found = [css for css in texts if css is not None]
    return [*found, theme.own] if len(found) == len(texts) else None


def code_family(theme: Theme, workspace: Workspace) -> str:
    """The first family of `--rk-font-code`; "" if none."""
    found = re.match(r"\"([^\"]+)\"", print_tokens(theme, workspace).get("font-code", ""))
    return found[1] if found else ""


def _with_running(css: str, view: ReportView) -> str:
    """`css` with words in the place of named strings and running elements, which no browser knows:
    title, edition and handling mark are the same on every sheet, and the section is left out."""
    words = {"report": view.running, "edition": view.edition, "watermark": view.draft}
    if view.marking:
        words["marking"] = "\n".join(filter(None, [view.marking.label, view.marking.restriction]))

    def string(match: re.Match[str]) -> str:
        text = re.sub(r"[^\w .,:–-]", _escaped, words.get(match[1], ""))
        return f'"{text}"'

    return _NAMED_STRING.sub(string, css)


def _lean(css: str) -> str:
    """`css` without comments, indents and empty lines, a fifth of what it weighs."""
    return _SPARE.sub(lambda match: match[1] or ("\n" if match[2] else ""), css).strip()


def _escaped(match: re.Match[str]) -> str:
    return f"\\{ord(match[0]):x} "


def for_browsers(
    theme: Theme, is_marked: bool, find: Callable[[str], Path | None]
) -> Iterator[Layer]:
    """The theme's stylesheets, each folder's for browsers after its last one, if it has others.

    `find` gives the file at a path below the report, if there is one.
    """
    own = [name for name in BROWSERS if is_marked or name != MARKED]
    folders: dict[str, list[Layer]] = {}
    for layer in theme.layers:
        folders.setdefault(_folder(layer), []).append(layer)
    users = folders.pop("styles", [])
    themes = [f"styles/{name}" for name in reversed(theme.chain)]
    own_layers = {folder: folders.pop(folder, []) for folder in themes}
    for folder, layers in (*folders.items(), *own_layers.items(), ("styles", users)):
        yield from layers
        layer_name = layers[-1].name if layers else "theme" if folder in themes else "user"
        for name in own:
            if file := find(f"{folder}/{name}"):
                yield Layer(layer_name, f"{folder}/{name}", file)


def _folder(layer: Layer) -> str:
    return layer.path.rpartition("/")[0]


def _font_faces(fonts: Sequence[WebFont], shelf: Shelf | None) -> list[str]:
    """The rules that name the fonts; with a `shelf`, the import of a stylesheet on it."""
    if shelf is None:
        return [_font_face(font, data_uri(font.data, font.mime)) for font in fonts]
    faces = []
    for font in fonts:
        face = font.face
        name = re.sub(r"\W+", "-", f"{face.family} {face.weight} {face.style}".lower())
        faces.append(_font_face(font, shelf.put(f"fonts/{name}.woff2", font.data, FONTS)))
    return [f'@import url("{shelf.put(FONTS, chr(10).join(faces).encode())}");']


def _font_face(font: WebFont, address: str) -> str:
    face = font.face
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {face.style}; font-display: swap; "
        f'src: url("{address}"); }}'
    )


def _element(rules: Sequence[str]) -> Html:
    css = "\n".join(rules).replace("</", "<\\/")
    return Html(f"<style>\n{css}\n</style>")


def _text(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", markup))
