"""The styles of a page: imports for the press, and for readers the rules themselves.

The order of the cascade is the theme's. A folder of styles may hold a `screen.css`, which is read
after the folder's other stylesheets and by screens alone; the press never sees it, since its
engine knows little of what a screen needs. In the same way `browser-print.css` is for browsers that
print the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from reportkit.html.assets import Assets, Shelf, data_uri
from reportkit.theme import Face, Layer, Theme
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
FONTS = "fonts/fonts.css"
"""The stylesheet of the fonts on a shelf."""
PRINTED = "page"
"""The layer that is for sheets alone."""
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
    assets: Assets,
    workspace: Workspace,
) -> Html:
    """A style element that holds every stylesheet and font of the page of `view`; where there is
    a shelf, it imports them from there."""
    rules = [ORDER, *_font_faces(fonts, assets.shelf)]
    for layer in _for_browsers(theme, view, assets):
        css = workspace.read(layer.file).decode("utf-8-sig")
        css = _with_running(assets.in_styles(css, layer.path, workspace.shown(layer.file)), view)
        medium = "print" if layer.name == PRINTED else BROWSERS.get(layer.file.name, "")
        if assets.shelf:
            address = assets.shelf.put(layer.path, css.encode())
            rules.append(f'@import url("{address}") layer({layer.name}) {medium}'.rstrip() + ";")
        else:
            rule = f"@layer {layer.name} {{\n{css.strip()}\n}}"
            rules.append(f"@media {medium} {{ {rule} }}" if medium else rule)
    return _element([*rules, *_own(theme)])


def characters(markup: str, faces: Sequence[Face], code_family: str) -> dict[Face, str]:
    """What each face may have to set: for the family of code, code alone."""
    everything = _text(markup)
    code = _text(" ".join(re.findall(r"<code\b.*?</code>", markup, re.DOTALL)))
    texts = {face: code if face.family == code_family else everything for face in faces}
    return {face: text + ALWAYS for face, text in texts.items() if text}


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


def _escaped(match: re.Match[str]) -> str:
    return f"\\{ord(match[0]):x} "


def _for_browsers(theme: Theme, view: ReportView, assets: Assets) -> Iterator[Layer]:
    """The theme's stylesheets, each folder's for browsers after its last one."""
    own = [name for name in BROWSERS if view.marking or name != MARKED]
    last = {_folder(layer): layer for layer in theme.layers}
    for layer in theme.layers:
        yield layer
        for name in own if last[_folder(layer)] is layer else ():
            path = f"{_folder(layer)}/{name}"
            if file := assets.find(path):
                yield Layer(layer.name, path, file)


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
