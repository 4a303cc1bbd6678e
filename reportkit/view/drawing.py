"""A plot as a Vega-Lite specification, drawn to scale for the text's column.

In goes what is to be drawn, out comes a specification without numbers or colours of a theme:
colours are names of tokens. Series are named where they end, or else in a key above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportkit.frozen import frozen
from reportkit.view import names as axis_names
from reportkit.view.lane.widths import width
from reportkit.view.looks import COLOURS, SIZE, Spec, config

MOST_NAMED = 5
"""Series that are named where they end; more have a key."""
MOST_OF_WIDTH = 0.4
"""The share of a drawing that names at its side may take."""
_SIDE = 36
"""Points that the numbers at the side take, about."""
_YEAR = re.compile(r"\d{4}")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@frozen
class Point:
    """A row of the data."""

    x: str
    y: Decimal | None
    series: str
    """"" if there are no series."""


@frozen
class Plot:
    """What is drawn."""

    mark: str
    """The type of the chart."""
    points: tuple[Point, ...]
    x_title: str
    y_title: str
    is_horizontal: bool
    zero: bool | None

    @property
    def series(self) -> tuple[str, ...]:
        """Names of the series, in the order in which they come."""
        return tuple(dict.fromkeys(point.series for point in self.points if point.series))


@frozen
class Frame:
    """What a drawing has to fit, in points, which are its units."""

    width: int
    height: int


def drawing(plot: Plot, frame: Frame) -> Spec:
    """The specification for `plot`."""
    spec: Spec = {"data": {"values": _values(plot)}, "config": config()}
    if plot.mark == "small-multiples":
        return spec | _multiples(plot, frame)
    spec |= _size(frame)
    if plot.y_title and not plot.is_horizontal:
        spec["title"] = plot.y_title
    longest = max(map(width, plot.series), default=0)
    has_ends = plot.mark == "line" and 1 < len(plot.series) <= MOST_NAMED
    has_ends = has_ends and longest <= MOST_OF_WIDTH * frame.width
    layer = {"mark": _mark(plot), "encoding": _encoding(plot, frame, not has_ends)}
    if not has_ends:
        return spec | layer
    spec["padding"] = {"left": 0, "top": 3, "bottom": 0, "right": longest + 6}
    return spec | {"layer": [layer, _names(plot, frame, _ends(plot))]}


def has_room(plot: Plot, frame: Frame) -> bool:
    """Whether every name below or beside the bars can be read."""
    return not _has_names(plot) or axis_names.fit(_foot(plot), _room(plot, frame))


def has_colours(plot: Plot) -> bool:
    """Whether every series has a colour of its own."""
    return plot.mark == "small-multiples" or len(plot.series) <= len(COLOURS)


def full(spec: Mapping[str, Any], values: Sequence[Any], frame: Frame) -> Spec:
    """The author's own specification with the data, the theme's looks and a size that fits."""
    own = spec.get("config", {})
    size: Spec = {}
    if not any(key in spec for key in ("facet", "hconcat", "vconcat", "concat", "repeat")):
        size = _size(frame)
    return {**size, **spec, "data": {"values": list(values)}, "config": _merged(config(), own)}


def _size(frame: Frame) -> Spec:
    fit = {"type": "fit", "contains": "padding"}
    return {"width": frame.width, "height": frame.height, "autosize": fit}


def _values(plot: Plot) -> list[Spec]:
    is_number = _x_type(plot) == "quantitative"
    order = {name: place for place, name in enumerate(plot.series)}
    return [
        {
            "x": float(point.x) if is_number else point.x,
            "y": None if point.y is None else float(point.y),
            "s": point.series,
            "i": order.get(point.series, 0),
        }
        for point in plot.points
    ]


def _x_type(plot: Plot) -> str:
    """How the foot is measured: as numbers, as time, or by names in their order."""
    texts = [point.x for point in plot.points]
    if plot.mark in ("bar", "stacked"):
        return "ordinal"
    if all(map(_NUMBER.fullmatch, texts)):
        return "quantitative"
    return "temporal" if all(map(_DATE.fullmatch, texts)) else "ordinal"


def _mark(plot: Plot) -> Spec:
    if plot.mark in ("bar", "stacked"):
        return {"type": "bar"}
    if plot.mark == "scatter":
        return {"type": "point"}
    return {"type": "area"} if plot.mark == "area" else _line(plot)


def _line(plot: Plot) -> Spec:
    """A line; with a dot for each number where one of them has no other beside it."""
    return {"type": "line", "point": True} if _has_lone_points(plot) else {"type": "line"}


def _has_lone_points(plot: Plot) -> bool:
    by_series: dict[str, list[bool]] = {}
    for point in plot.points:
        by_series.setdefault(point.series, [False]).append(point.y is not None)
    return any(
        known and not before and not after
        for row in by_series.values()
        for before, known, after in zip(row, row[1:], [*row[2:], False], strict=False)
    )


def _has_names(plot: Plot) -> bool:
    """The foot has words, not numbers or dates."""
    texts = _foot(plot)
    return _x_type(plot) == "ordinal" and not (
        all(map(_NUMBER.fullmatch, texts)) or all(map(_DATE.fullmatch, texts))
    )


def _foot(plot: Plot) -> tuple[str, ...]:
    return tuple(dict.fromkeys(point.x for point in plot.points))


def _lies(plot: Plot) -> bool:
    return plot.is_horizontal and plot.mark in ("bar", "stacked")


def _room(plot: Plot, frame: Frame) -> float:
    """The width that each name at the foot, or at the side of lying bars, may take."""
    if _lies(plot):
        return frame.width * MOST_OF_WIDTH
    return (frame.width - _SIDE) / max(len(_foot(plot)), 1) - 4


def _encoding(plot: Plot, frame: Frame, has_key: bool) -> Spec:
    x, y = _x(plot, frame), _y(plot)
    if _lies(plot):
        x, y = _laid_down(plot, frame, x, y)
    encoding = {"x": x, "y": y}
    if len(plot.series) > 1:
        legend = _key(plot, frame) if has_key else None
        scale = {"domain": list(plot.series), "range": _colours(len(plot.series))}
        encoding["color"] = {"field": "s", "type": "nominal", "scale": scale, "legend": legend}
        if plot.mark in ("stacked", "area"):
            encoding["order"] = {"field": "i"}
        if plot.mark == "bar":
            offset = "yOffset" if plot.is_horizontal else "xOffset"
            encoding[offset] = {"field": "s", "sort": None}
    return encoding


def _colours(count: int) -> list[str]:
    return [COLOURS[i % len(COLOURS)] for i in range(count)]


def _key(plot: Plot, frame: Frame) -> Spec:
    """The names of the series in rows that fit: the sign of each takes 24 points.

    Vega does not know how wide the characters of Chinese and Japanese are.
    """
    widest = max(map(width, plot.series)) + 24
    columns = max(1, min(len(plot.series), int((frame.width - _SIDE) / widest)))
    unknown = max(sum(ord(char) > 0x2E7F for char in name) for name in plot.series)
    return {"columns": columns, "columnPadding": 14 + 0.4 * SIZE * unknown}


def _x(plot: Plot, frame: Frame) -> Spec:
    kind, texts = _x_type(plot), [point.x for point in plot.points]
    axis: Spec = {
        "grid": False,
        "labelAngle": 0,
        "labelOverlap": True,
        "title": plot.x_title or None,
    }
    axis |= {"titlePadding": 6, "titleAnchor": "end"}
    found: Spec = {"field": "x", "type": kind, "axis": axis}
    if kind == "quantitative":
        found["scale"] = {"zero": False, "nice": False}
        axis["tickCount"] = 6
        if all(map(_YEAR.fullmatch, texts)):
            axis |= {"format": "d", "tickMinStep": 1}
        if plot.mark == "scatter":
            found["scale"] = {"zero": bool(plot.zero), "nice": True}
    elif kind == "temporal":
        axis |= {"format": _time_format(texts), "tickCount": 6}
        found["scale"] = {"type": "utc"}
    else:
        found["sort"] = None
        if plot.mark in ("bar", "stacked"):
            axis["ticks"] = False
        axis |= _labels(plot, frame)
    return found


def _labels(plot: Plot, frame: Frame) -> Spec:
    """How names and dates below bars are written; names are all there if they have room."""
    texts = _foot(plot)
    if all(map(_DATE.fullmatch, texts)):
        return {"labelExpr": f"utcFormat(toDate(datum.label), '{_time_format(texts)}')"}
    if not _has_names(plot):
        return {}
    room = _room(plot, frame)
    labels: Spec = {"labelExpr": axis_names.expression(texts, room), "labelLimit": 0}
    return labels | ({"labelOverlap": False} if axis_names.fit(texts, room) else {})


def _time_format(dates: Sequence[str]) -> str:
    """How the dates below an axis are written: no finer than they have to be."""
    months = {date[:7] for date in dates}
    if len(months) <= 3 and months != set(dates):
        return "%x"
    return "%c" if len({date[:4] for date in dates}) <= 3 else "%Y"


def _y(plot: Plot) -> Spec:
    is_filled = plot.mark in ("bar", "stacked", "area")
    zero = True if is_filled else bool(plot.zero)
    axis = {"domain": False, "ticks": False, "tickCount": 5, "title": None, "labelPadding": 6}
    found: Spec = {"field": "y", "type": "quantitative", "axis": axis}
    found["scale"] = {"zero": zero, "nice": True}
    if is_filled:
        found["stack"] = "zero" if plot.mark in ("stacked", "area") else None
    return found


def _laid_down(plot: Plot, frame: Frame, x: Spec, y: Spec) -> tuple[Spec, Spec]:
    """Bars on their side: the names stand at the left, the numbers along the foot."""
    numbers = {**y, "axis": {**y["axis"], "title": plot.y_title or None, "titleAnchor": "end"}}
    numbers["axis"] |= {"titlePadding": 6, "labelPadding": 4}
    names = {**x, "axis": {**x["axis"], "title": None, "domain": False}}
    if _has_names(plot):
        room = _room(plot, frame)
        widest = max(width(line) for name in _foot(plot) for line in axis_names.lines(name, room))
        names["axis"]["minExtent"] = widest + 4
    return numbers, names


def _ends(plot: Plot) -> list[Spec]:
    """The name of each series at its last point, moved apart where they would touch."""
    last = {point.series: point for point in plot.points if point.y is not None}
    known = [float(point.y) for point in plot.points if point.y is not None]
    spread = (max(known) - min(known)) or 1.0
    at: list[tuple[float, str]] = sorted((float(p.y or 0), name) for name, p in last.items())
    ends: list[Spec] = []
    for y, name in at:
        lowest = ends[-1]["y"] + spread * 0.09 if ends else y
        ends.append({"x": _values(plot)[-1]["x"], "y": max(y, lowest), "s": name})
    return ends


def _names(plot: Plot, frame: Frame, ends: list[Spec]) -> Spec:
    """A layer with the names of the series, each in the colour of its line."""
    encoding = _encoding(plot, frame, has_key=False)
    for channel in ("x", "y"):
        encoding[channel] = {k: v for k, v in encoding[channel].items() if k != "axis"}
    encoding["text"] = {"field": "s"}
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 5, "fontWeight": 600}
    return {"data": {"values": ends}, "mark": mark, "encoding": encoding}


def _multiples(plot: Plot, frame: Frame) -> Spec:
    """A small line chart for each series, on one scale."""
    count = len(plot.series)
    across = min(count, 2 if count in (2, 4) else 3)
    gap, side = 14, 26
    encoding = _encoding(plot, frame, has_key=False)
    encoding.pop("color", None)
    encoding["x"]["axis"]["tickCount"] = 3
    encoding["y"]["axis"]["tickCount"] = 3
    facet = {"field": "s", "type": "nominal", "sort": list(plot.series), "title": None}
    inner: Spec = {"mark": _line(plot), "encoding": encoding}
    width = (frame.width - side - gap * (across - 1)) / across
    inner |= {"width": width, "height": frame.height / 2}
    found: Spec = {"facet": facet, "columns": across, "spacing": gap, "spec": inner}
    return found | ({"title": plot.y_title} if plot.y_title else {})


def _merged(ours: Spec, theirs: Mapping[str, Any]) -> Spec:
    """`ours` with what `theirs` says instead, table by table."""
    return ours | {
        key: _merged(ours.get(key) or {}, value) if isinstance(value, dict) else value
        for key, value in theirs.items()
    }
