"""The looks of charts, as Vega-Lite takes them; colours are names of tokens.

In goes nothing, out comes a configuration: it is apart from the plots because a specification of
the author's own is drawn with it too.
"""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]

SIZE = 8
"""Of all type, in points."""
COLOURS = [f"rk-data-{n}" for n in range(1, 7)]
"""Of the series, in their order."""


_LEVELS = [f"rk-level-{n}" for n in range(1, 5)]
RANGES = {
    "category": COLOURS,
    "ordinal": _LEVELS,
    "ramp": _LEVELS,
    "heatmap": _LEVELS,
    "diverging": [COLOURS[1], "rk-paper", COLOURS[0]],
}
"""Colours of scales; between those of all but the first Vega reckons others."""


def config() -> Spec:
    """The looks of all charts: hairlines across, one line at the foot, small type."""
    text = {"labelFontSize": SIZE, "titleFontSize": SIZE, "titleFontWeight": 400}
    return {
        "background": None,
        "padding": {"left": 0, "top": 3, "right": 0, "bottom": 0},
        "view": {"stroke": None},
        "mark": {"color": COLOURS[0]},
        "range": RANGES,
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": SIZE,
            "fontWeight": 400,
            "color": "rk-muted",
            "offset": 8,
        },
        "axis": {
            **text,
            "labelColor": "rk-muted",
            "titleColor": "rk-muted",
            "gridColor": "rk-rule",
            "gridWidth": 0.35,
            "domainColor": "rk-ink",
            "domainWidth": 0.7,
            "tickColor": "rk-ink",
            "tickWidth": 0.7,
            "tickSize": 3,
            "labelPadding": 4,
        },
        "legend": {
            **text,
            "orient": "top",
            "title": None,
            "labelColor": "rk-ink",
            "symbolType": "square",
            "symbolSize": 48,
            "symbolStrokeWidth": 0,
            "offset": 6,
            "columnPadding": 14,
            "labelLimit": 0,
            "gradientLength": 160,
        },
        "header": {
            "labelColor": "rk-ink",
            "labelFontSize": SIZE,
            "labelFontWeight": 600,
            "labelAnchor": "start",
            "labelPadding": 4,
            "title": None,
        },
        "line": {"strokeWidth": 1.4, "strokeJoin": "round", "strokeCap": "round"},
        "point": {"filled": True, "size": 26, "opacity": 1},
        **{mark: {"opacity": 1} for mark in ("circle", "square", "tick")},
        "text": {"fontSize": SIZE, "color": "rk-ink"},
        "rule": {"color": "rk-ink", "strokeWidth": 0.7},
    }
