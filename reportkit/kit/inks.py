"""Whether each text of a report stands out from what it stands on, in print and on screens.

In go a theme and the page of a report in it, out come findings, each with the rule that gives the
text its colour. It is apart from `contrast`, which needs no page: here two rules, which set the
one a colour and the other a ground, are seen together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import SubElement

import tinyhtml5

from reportkit.brand.faint import tell
from reportkit.diagnostics import Diagnostics, Span
from reportkit.html.styles import BROWSERS, LAYERS, PRINTED, for_browsers
from reportkit.kit import contrast
from reportkit.kit.cascade import Cascade
from reportkit.kit.media import MEDIA, Medium
from reportkit.theme import Layer, Theme, lookup
from reportkit.workspace import Workspace

DECORATION = ".watermark"
"""The word for a draft is pale by intention: what stands on it is judged by its tokens."""


def check(markup: str, theme: Theme, workspace: Workspace, diagnostics: Diagnostics) -> None:
    """Report the texts of the page `markup` that are too faint, where nothing was said of the
    rule: that which gives the text its colour or its ground, whichever is read last."""
    root = tinyhtml5.parse(markup, namespace_html_elements=False)
    told = {item.span for item in diagnostics if item.code == "RK0411"}
    for medium in MEDIA:
        _set_note(root, medium)
        layers = list(_layers(theme, medium, workspace))
        files = [workspace.shown(layer.file) for layer in layers]
        cascade = Cascade(medium)
        for layer, file in zip(layers, files, strict=True):
            css = workspace.read(layer.file).decode("utf-8-sig")
            cascade.add(css, file, LAYERS.index(layer.name))
        for inked in cascade.texts(root):
            span = max(
                filter(None, (inked.ground_set, inked.ink_set)), default=None, key=_after(files)
            )
            ratio = contrast.contrast(inked.ink, inked.ground, inked.opacity)
            if inked.element == DECORATION or span in told or ratio is None:
                continue
            if ratio < contrast.LEAST:
                told.add(span)
                through = f" of opacity {inked.opacity:g}" if inked.opacity < 1 else ""
                what = f"{inked.ink}{through} on {inked.ground}, in {inked.element}"
                tell(what, ratio, medium.name, span, diagnostics)


def _set_note(root: Any, medium: Medium) -> None:
    """Let the page end with a footnote where `medium` is print, which alone has them."""
    around = root.find(".//main")
    if around is None:
        return
    for note in around.findall("small[@class='footnote']"):
        around.remove(note)
    if medium.is_print:
        note = SubElement(around, "small", {"class": "footnote"})
        note.text = "A note"
        SubElement(note, "span", {"class": "footnote-number"}).text = "1"


def _after(files: Sequence[str]) -> Callable[[Span], int]:
    """How late the stylesheet of a place is read."""
    return lambda span: files.index(span.file)


def _layers(theme: Theme, medium: Medium, workspace: Workspace) -> Iterator[Layer]:
    """The stylesheets that are read for `medium`, in their order."""
    if medium.is_print:
        yield from theme.layers
        return

    def find(path: str) -> Path | None:
        return lookup.find(workspace.root, *path.split("/"))

    for layer in for_browsers(theme, True, find):
        if layer.name != PRINTED and BROWSERS.get(layer.file.name) != "print":
            yield layer
