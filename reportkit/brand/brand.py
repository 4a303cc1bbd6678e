"""What a brand file says, whatever its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from reportkit.brand.colours import Colour
from reportkit.diagnostics import Span
from reportkit.frozen import frozen
from reportkit.theme import Face, Logo


@frozen
class Pair:
    """A colour of the brand."""

    light: Colour
    """For print, and for screens in light colours."""
    dark: Colour | None = None
    """For screens in dark colours; None if the brand has none."""


@frozen
class Brand:
    """What a theme takes over."""

    file: str
    """The brand file, as the reader should see it."""
    colours: Mapping[str, Pair] = field(default_factory=dict)
    """By role: foreground, background, primary, secondary, tertiary, light."""
    fonts: Mapping[str, str] = field(default_factory=dict)
    """Family by role: base, headings, monospace."""
    faces: tuple[Face, ...] = ()
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Values of tokens as they are: "size-root" -> "11pt"."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Where each of `tokens` and of `colours` is given."""
    logo: Logo | None = None
    """For a light ground."""
    dark_logo: Logo | None = None
    """For a dark ground, if it is another."""
