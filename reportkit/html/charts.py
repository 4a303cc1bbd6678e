"""Charts as inline SVG, in the theme's colours and type, for sheets and for screens.

In goes a chart of the view, out comes markup: attributes hold what print needs, since its engine
gives inline SVG no styles, and `data-fill` and `data-stroke` name the token, so that the styles of
a screen can follow light and dark. Nothing is fetched, and only shapes and texts are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property, partial
from html import escape, unescape
from importlib.util import find_spec
from typing import Any
from xml.etree import ElementTree

from reportkit.diagnostics import Diagnostics
from reportkit.html.hatches import Hatches
from reportkit.html.kept import Kept
from reportkit.html.vega import UndrawableError, Vega
from reportkit.theme import Theme
from reportkit.theme.tokens import print_tokens
from reportkit.view.blocks.chart import Chart
from reportkit.view.looks import SIZE
from reportkit.view.report import Html
from reportkit.workspace import Workspace

MEASURE = "Liberation Sans"
"""Vega measures type in a face that it brings along, so that every machine draws the same."""
PREFIX = "rk-"
_ELEMENT = re.compile(
    "svg|g|path|line|rect|circle|text|tspan|defs|clipPath|linearGradient|radialGradient|stop"
)
_ATTRIBUTE = re.compile(
    "d|[xyr]|[xy][12]|c[xy]|d[xy]|width|height|viewBox|transform|id|clip-path|opacity|offset"
    "|fill|fill-opacity|stroke|stroke-(?:opacity|width|dasharray|linecap|linejoin|miterlimit)"
    "|stop-color|gradientUnits|font-(?:family|size|weight|style)|text-anchor"
)
_TAG = re.compile("<[^>]*>")
_SVG = "{http://www.w3.org/2000/svg}"
_BOX = re.compile(r"M0,0h([\d.]+)v([\d.]+)h-")
_IDENTITIES = {"opacity": "1", "fill-opacity": "1", "stroke-opacity": "1"}


MOST_HEARD = 60
"""Rows of a chart that its text alternative in print may hold; a longer one is not listened to."""


class Drawer:
    """Draws charts for one theme."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        diagnostics: Diagnostics,
        kept: Kept | None = None,
    ) -> None:
        """`kept` has the drawings of earlier builds."""
        self._theme, self._workspace, self._diagnostics = theme, workspace, diagnostics
        self._vega, self._kept = Vega(), kept

    def drawn(self, chart: Chart) -> Html:
        """The drawing of `chart`; "", with an error, if it cannot be made."""
        if find_spec("vl_convert") is None:
            hint = 'type `pip install "reportkit[charts]"`'
            message = "charts need the package vl-convert-python"
            self._diagnostics.error("RK0905", message, None, hint)
            return Html("")
        try:
            svg = self._svg(self._ready(chart.spec), chart.formats)
        except UndrawableError as error:
            message = f"the chart cannot be drawn: {error}"
            hint = "mend its `spec`, draw fewer rows, or say `type`, `x` and `y` instead"
            self._diagnostics.error("RK0326", message, chart.place, hint)
            return Html("")
        root = ElementTree.fromstring(svg)
        _measure_gradients(root)
        return self._markup(root, chart)

    def _svg(self, spec: str, formats: Mapping[str, Any]) -> str:
        draw = partial(self._vega.svg, spec, formats)
        return self._kept.drawing(json.dumps([spec, formats]), draw) if self._kept else draw()

    def close(self) -> None:
        """End what draws."""
        self._vega.close()

    @cached_property
    def _tokens(self) -> Mapping[str, str]:
        return print_tokens(self._theme, self._workspace)

    def _ready(self, spec: Mapping[str, object]) -> str:
        """The specification as JSON, set in the face that is measured.

        Colours between which Vega reckons others cannot be names of tokens.
        """
        config = spec.get("config")
        assert isinstance(config, dict)
        ranges = {
            name: self._colours(value) if name != "category" else value
            for name, value in config["range"].items()
        }
        config = {**config, "font": MEASURE, "range": ranges}
        return json.dumps({**spec, "config": config}, ensure_ascii=False)

    def _colours(self, names: object) -> object:
        """Names of tokens as their colours in print; what is no list of names as it is."""
        if not isinstance(names, list):
            return names
        return [
            self._tokens.get(name.removeprefix(PREFIX), name) if isinstance(name, str) else name
            for name in names
        ]

    def _markup(self, root: ElementTree.Element, chart: Chart) -> Html:
        size = (
            f'viewBox="{escape(root.get("viewBox", ""))}" width="{_points(root.get("width", "0"))}"'
        )
        names = _Names(chart.caption.anchor)
        hatches = Hatches(self._tokens, names.own)
        inside = "".join(self._element(child, names, hatches) for child in root)
        inside = hatches.definitions() + inside
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" direction="ltr" {size}'
        opening += f' data-heard="{escape(heard)}">' if (heard := _heard(chart)) else ">"
        return Html(f"{opening}<title>{escape(chart.alt, quote=False)}</title>{inside}</svg>")

    def _element(self, element: ElementTree.Element, names: _Names, hatches: Hatches) -> str:
        tag = element.tag.rpartition("}")[2]
        is_empty = (tag == "path" and not element.get("d")) or element.get("display") == "none"
        if not _ELEMENT.fullmatch(tag) or is_empty or "background" in element.get("class", ""):
            return ""
        inside = escape(element.text or "", quote=False) if tag in ("text", "tspan") else ""
        inside += "".join(self._element(child, names, hatches) for child in element)
        if tag in ("g", "text") and not inside:
            return ""
        attributes = self._attributes(element, names)
        attributes |= _told_apart(tag, attributes, hatches)
        shown = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<{tag}{shown}>{inside}</{tag}>"

    def _attributes(self, element: ElementTree.Element, names: _Names) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in element.attrib.items():
            if not _ATTRIBUTE.fullmatch(name) or _IDENTITIES.get(name) == value:
                continue
            if value.startswith(PREFIX):
                token = value.removeprefix(PREFIX)
                found[f"data-{name}"] = token
                value = self._tokens.get(token, "#000000")
            elif name == "font-family":
                value = self._tokens.get("font-label", "sans-serif").replace('"', "'")
            elif name == "font-size":
                value = self._size(value)
            found[name] = (
                names.own(value) if name in ("id", "clip-path") or "url(" in value else value
            )
        return found

    def _size(self, size: str) -> str:
        """A size of type as Vega has it, in the theme's: wide faces are set smaller."""
        try:
            share = float(self._tokens.get("size-drawing", SIZE)) / SIZE
            return f"{float(size.removesuffix('px')) * share:g}px"
        except ValueError:
            return size


def _told_apart(tag: str, attributes: dict[str, str], hatches: Hatches) -> dict[str, str]:
    """What a shape has besides its colours, so that its series is known without them."""
    stroke = attributes.get("data-stroke", "")
    found = hatches.stroke(stroke) if "stroke-dasharray" not in attributes else {}
    if tag not in ("text", "tspan") and (hatch := hatches.fill(attributes.get("data-fill", ""))):
        attributes.pop("data-fill")
        found |= hatch
    return found


def _measure_gradients(root: ElementTree.Element) -> None:
    """Give the gradient of a key its box in units of the drawing: print knows no shares of one."""
    boxes: dict[str, tuple[str, ...]] = {}
    for path in root.iter(f"{_SVG}path"):
        if found := _BOX.match(path.get("d", "")):
            boxes[path.get("fill", "")] = found.groups()
    for gradient in root.iter(f"{_SVG}linearGradient"):
        if box := boxes.get(f"url(#{gradient.get('id')})"):
            gradient.set("gradientUnits", "userSpaceOnUse")
            for name, length in (("x1", box[0]), ("x2", box[0]), ("y1", box[1]), ("y2", box[1])):
                gradient.set(name, f"{float(gradient.get(name, '0')) * float(length):g}")


class _Names:
    """Ids of a drawing: unique in the report, whatever was drawn before."""

    def __init__(self, anchor: str) -> None:
        self._anchor = anchor
        self._found: dict[str, str] = {}

    def own(self, value: str) -> str:
        """`value`, an id or a reference to one, with a name of this drawing's own."""
        match = re.fullmatch(r"(url\(#)?([\w-]+)(\))?", value)
        if match is None:
            return "none"
        name = self._found.setdefault(match[2], f"{self._anchor}-shape-{len(self._found) + 1}")
        return f"{match[1] or ''}{name}{match[3] or ''}"


def _heard(chart: Chart) -> str:
    """The data as they are read out in print, where no table of them is printed; "" if one is."""
    if chart.shows_data or len(chart.rows) > MOST_HEARD:
        return ""
    rows = [[*chart.columns], *([cell.text for cell in row] for row in chart.rows)]
    return "; ".join(", ".join(unescape(_TAG.sub("", cell)) for cell in row) for row in rows)


def _points(width: str) -> str:
    """A drawing's own width; its units are points."""
    return f"{float(width):g}pt"
