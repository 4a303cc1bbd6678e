"""Colours as numbers: read from CSS, mixed, and made to stand out from a ground.

A colour is red, green and blue from 0 to 1; contrast is that of WCAG 2, from 1 to 21.
"""

from __future__ import annotations

from typing import Any

from tinycss2.color4 import parse_color

Colour = tuple[float, float, float]
READABLE = 4.5
"""The contrast that text needs (WCAG AA)."""
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_STEPS = 40
_OF_D65 = (
    (3.24097, -1.537383, -0.498611),
    (-0.969244, 1.875968, 0.041555),
    (0.05563, -0.203977, 1.056972),
)
_OF_D50 = (
    (3.134187, -1.617209, -0.490694),
    (-0.978749, 1.91613, 0.033433),
    (0.071964, -0.228994, 1.405753),
)
_LINEAR = {
    **dict.fromkeys(("oklab", "oklch", "xyz-d65"), ("xyz-d65", _OF_D65)),
    **dict.fromkeys(("lab", "lch", "xyz-d50"), ("xyz-d50", _OF_D50)),
}
"""Spaces that browsers and the press bring to the screen by way of XYZ -> which XYZ, and what makes
linear sRGB of it (CSS Color 4)."""


def parse(text: str) -> Colour | None:
    """The opaque colour that CSS writes as `text`; None if it is none, or of a profile."""
    found = sheer(text)
    return found[0] if found and found[1] == 1 else None


def sheer(text: str) -> tuple[Colour, float] | None:
    """The colour that CSS writes as `text`, and how opaque it is, from 0 to 1."""
    found = parse_color(text) if text else None
    if found is None or found == "currentcolor":
        return None
    colour = _of_srgb(found)
    return (colour, float(found.alpha)) if colour else None


def _of_srgb(found: Any) -> Colour | None:
    linear = _LINEAR.get(found.space)
    if linear is None:
        try:
            red, green, blue = found.to("srgb").coordinates
        except NotImplementedError:
            return None
        return (red, green, blue)
    space, rows = linear
    xyz = found.to(space).coordinates
    red, green, blue = (sum(a * b for a, b in zip(row, xyz, strict=True)) for row in rows)
    return (_encoded(red), _encoded(green), _encoded(blue))


def text(colour: Colour) -> str:
    """`colour` as CSS writes it."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in colour)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `one` and the rest of `other`."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    """How far two colours stand apart, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def best(choices: tuple[Colour, ...], ground: Colour) -> Colour:
    """The one of `choices` that stands out most from `ground`."""
    return max(choices, key=lambda colour: contrast(colour, ground))


def lifted(colour: Colour, ground: Colour, least: float = READABLE) -> Colour:
    """`colour`, with as much white or black in it as it needs to stand out from `ground`."""
    pole = best((WHITE, BLACK), ground)
    steps = (mix(pole, colour, step / _STEPS) for step in range(_STEPS + 1))
    return next((made for made in steps if contrast(made, ground) >= least), pole)


def _encoded(linear: float) -> float:
    """A part of a colour as sRGB has it; one that no screen shows comes to the nearest."""
    part = min(max(linear, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
