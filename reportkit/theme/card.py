"""A theme on a card: the sheet on which a report is shown where it is linked to.

In goes a theme, out comes the same with the stylesheets named `card.css`. Those of other sheets
come before what a theme says for all; this one after, so that a theme which says how high its title
stands on paper need not know of cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportkit.theme import lookup
from reportkit.theme.theme import Layer, Theme
from reportkit.workspace import Workspace

NAME = "card.css"


def on_card(theme: Theme, workspace: Workspace) -> Theme:
    """`theme` for a card."""
    own = [layer for layer in theme.layers if layer.name != "user"]
    user = [layer for layer in theme.layers if layer.name == "user"]
    return replace(theme, layers=(*own, *_layers(theme, workspace), *user))


def _layers(theme: Theme, workspace: Workspace) -> Iterator[Layer]:
    for name in ("default", *reversed(theme.chain)):
        if file := lookup.find(workspace.root, "styles", name, NAME):
            yield Layer("theme", f"styles/{name}/{NAME}", file)
