"""Themes: which template, style, asset and font wins, and fonts made static.

A theme is a folder in `styles/` with a `theme.toml`. `load` reads one and those that it extends;
`fonts.prepare` makes its faces; `webfonts.subset` cuts them for the self-contained page.
"""

from reportkit.theme.face import Face
from reportkit.theme.lookup import defaults_root, themes
from reportkit.theme.theme import Layer, Logo, Options, Theme, load

__all__ = ["Face", "Layer", "Logo", "Options", "Theme", "defaults_root", "load", "themes"]
