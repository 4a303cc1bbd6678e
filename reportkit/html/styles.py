"""The styles of a page: imports for the press, and for readers the rules themselves.

The order of the cascade is the theme's. A folder of styles may hold a `screen.css`, which is read
after the folder's other stylesheets and by screens alone; the press never sees it, since its
engine knows little of what a screen needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from reportkit.html.assets import Assets, data_uri
from reportkit.theme import Face, Layer, Theme
from reportkit.theme.tokens import print_tokens
from reportkit.theme.webfonts import WebFont
from reportkit.view.report import Html
from reportkit.workspace import Workspace

LAYERS = ("tokens", "base", "page", "components", "theme", "user")
ORDER = f"@layer {', '.join(LAYERS)};"
SCREEN = "screen.css"
"""Name of the stylesheets that are for screens alone."""
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


def inlined(theme: Theme, fonts: Sequence[WebFont], assets: Assets, workspace: Workspace) -> Html:
    """A style element that holds every stylesheet and font."""
    rules = [ORDER, *(_font_face(font) for font in fonts)]
    for layer in _with_screens(theme, assets):
        css = workspace.read(layer.file).decode("utf-8-sig")
        css = assets.in_styles(css, layer.path, workspace.shown(layer.file))
        opening = f"@layer {layer.name} {{"
        if layer.name == PRINTED:
            rules.append(f"@media print {{ {opening}\n{css.strip()}\n}} }}")
        elif layer.path.endswith(f"/{SCREEN}"):
            rules.append(f"@media screen {{ {opening}\n{css.strip()}\n}} }}")
        else:
            rules.append(f"{opening}\n{css.strip()}\n}}")
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


def _with_screens(theme: Theme, assets: Assets) -> Iterator[Layer]:
    """The theme's stylesheets, each folder's `screen.css` after its last one."""
    last = {_folder(layer): layer for layer in theme.layers}
    for layer in theme.layers:
        yield layer
        path = f"{_folder(layer)}/{SCREEN}"
        file = assets.find(path)
        if last[_folder(layer)] is layer and file:
            yield Layer(layer.name, path, file)


def _folder(layer: Layer) -> str:
    return layer.path.rpartition("/")[0]


def _font_face(font: WebFont) -> str:
    face = font.face
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {face.style}; font-display: swap; "
        f'src: url("{data_uri(font.data, font.mime)}"); }}'
    )


def _element(rules: Sequence[str]) -> Html:
    css = "\n".join(rules).replace("</", "<\\/")
    return Html(f"<style>\n{css}\n</style>")


def _text(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", markup))
