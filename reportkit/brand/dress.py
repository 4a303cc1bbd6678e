"""A brand put on a theme: its colours, fonts and tokens as one more stylesheet of the theme.

In go a theme and a brand, out comes the theme with the brand's values above its own, and below
those of the project's `user.css`. A brand names few colours; what a report needs besides, such as
grounds of judgements or the accent on dark screens, is mixed from them and the theme's paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportkit.brand import colours
from reportkit.brand.brand import Brand, Pair
from reportkit.brand.colours import BLACK, WHITE, Colour, best, contrast, lifted, mix, text
from reportkit.brand.faint import PREFIX, pairs, tell
from reportkit.brand.reader import CODE
from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.theme import Face, Theme, kinds
from reportkit.theme.tokens import dark_tokens, print_tokens
from reportkit.workspace import Workspace

_ROLES = {"ink": "foreground", "paper": "background", "tint": "light"}
"""Tokens -> the role of the colour that they have; the others have or are mixed of the primary."""
_FONTS = {
    "base": ("font-text", "font-label"),
    "headings": ("font-lead", "font-display"),
    "monospace": ("font-code",),
}


def dress(theme: Theme, brand: Brand, workspace: Workspace, diagnostics: Diagnostics) -> Theme:
    """`theme` in the colours and fonts of `brand`; tokens that it has not are warned of,
    and values that those it has cannot have are errors."""
    light, dark = print_tokens(theme, workspace), dark_tokens(theme, workspace)
    made = {**_Palette(brand.colours, light, dark).tokens(), **_fonts(brand, theme, light)}
    for name, value in brand.tokens.items():
        if name not in light:
            hint = suggestion(name, light) or "styles/README.md lists all"
            message = f"the theme has no token {name}"
            diagnostics.warning(CODE, message, brand.spans.get(name), hint)
        elif wanted := kinds.wanted(value, light[name]):
            message = f"the token {name} is {wanted}, and {value} is none"
            diagnostics.error(
                CODE, message, brand.spans.get(name), f"it is {light[name]} otherwise"
            )
        else:
            made[name] = value
    rules = "".join(f"  --rk-{name}: {value};\n" for name, value in made.items())
    own = f":root {{\n{rules}}}" if rules else ""
    tokens = {**light, **made}
    is_dark = contrast(_theirs(tokens, "cover-paper"), WHITE) > contrast(
        _theirs(tokens, "cover-paper"), BLACK
    )
    logo = (brand.dark_logo if is_dark else None) or brand.logo
    dressed = replace(theme, own=own, logo=logo, faces=tuple(_faces(theme, brand, tokens)))
    _check(dressed, brand, made, workspace, diagnostics)
    return dressed


def _check(
    theme: Theme,
    brand: Brand,
    made: Mapping[str, str],
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Warn of text that is too faint in what `brand` has `made`, once for each colour of it."""
    schemes = {
        "in print and on light screens": print_tokens(theme, workspace),
        "on dark screens": dark_tokens(theme, workspace),
    }
    for where, tokens in schemes.items():
        faint: dict[Span | None, dict[str, float]] = {}
        for ink, ground in pairs():
            by = ink if ink in made else ground
            inked, under = (colours.parse(tokens.get(name, "")) for name in (ink, ground))
            # The colours of series are the brand's own affair: their labels say which is which.
            if by not in made or ink.startswith("data-") or not (inked and under):
                continue
            if (ratio := contrast(inked, under)) < colours.READABLE:
                span = brand.spans.get(by) or brand.spans.get(_ROLES.get(by, "primary"))
                faint.setdefault(span, {})[f"{PREFIX}{ink} on {PREFIX}{ground}"] = ratio
        for span, found in faint.items():
            (what, ratio), *others = found.items()
            tell(what, ratio, where, span, diagnostics, [name for name, _ in others])


def _fonts(brand: Brand, theme: Theme, tokens: Mapping[str, str]) -> dict[str, str]:
    """The families in the place of those of the theme, before what it has for other scripts."""
    families = dict(brand.fonts)
    if "base" in families:
        families.setdefault("headings", families["base"])
    theirs = {face.family for face in theme.faces}
    found = {}
    for role, family in families.items():
        for token in _FONTS[role]:
            names = [name.strip() for name in tokens[token].split(",")]
            rest = [name for name in names if name.strip("\"'") not in theirs]
            found[token] = ", ".join([f'"{family}"', *rest])
    return found


def _faces(theme: Theme, brand: Brand, tokens: Mapping[str, str]) -> Iterator[Face]:
    """The brand's faces, and those of the theme that a token still names."""
    named = " ".join(value for name, value in tokens.items() if name.startswith("font-"))
    theirs = {face.family for face in theme.faces}
    chosen = brand.fonts.values()
    own = [face for face in brand.faces if face.family in chosen or face.family not in theirs]
    known = {face.name for face in own}
    yield from own
    yield from (
        face
        for face in theme.faces
        if face.name not in known and (f'"{face.family}"' in named or not brand.fonts)
    )


@frozen
class _Palette:
    """The colours of a brand beside those of a theme, on light and on dark paper."""

    colours: Mapping[str, Pair]
    light: Mapping[str, str]
    dark: Mapping[str, str]

    def tokens(self) -> dict[str, str]:
        """Values of all tokens that the brand decides."""
        return dict(self._tokens())

    def _tokens(self) -> Iterator[tuple[str, str]]:
        for role, token in (("foreground", "ink"), ("background", "paper"), ("light", "tint")):
            if pair := self.colours.get(role):
                yield token, _both(pair.light, pair.dark or _theirs(self.dark, token))
        for role, token in (("secondary", "data-2"), ("tertiary", "data-3")):
            if pair := self.colours.get(role):
                yield token, _both(pair.light, self._on_dark(pair))
        if primary := self.colours.get("primary"):
            yield from self._accents(primary.light, self._on_dark(primary))
            yield from self._cover(primary.light)

    def _accents(self, accent: Colour, on_dark: Colour) -> Iterator[tuple[str, str]]:
        yield "accent", _both(accent, on_dark)
        yield "data-1", _both(accent, on_dark)
        paper, night = self._own("background", "paper"), self._night("background", "paper")
        bright = mix(WHITE, on_dark, 0.5)
        grounds = {
            "level-1": (mix(accent, paper, 0.1), mix(on_dark, night, 0.1)),
            "level-2": (mix(accent, paper, 0.25), mix(on_dark, night, 0.3)),
            "level-3": (mix(accent, paper, 0.8), on_dark),
            "level-4": (accent, bright),
            "halo": (mix(accent, paper, 0.3), mix(on_dark, night, 0.35)),
        }
        for token, pair in grounds.items():
            yield token, _both(*pair)
        ink, night_ink = self._own("foreground", "ink"), self._night("foreground", "ink")
        light, dark = grounds["level-3"]
        yield "on-level", _both(best((paper, ink), light), best((night, night_ink), dark))

    def _cover(self, ground: Colour) -> Iterator[tuple[str, str]]:
        ink = best(
            (WHITE, self._own("background", "paper"), self._own("foreground", "ink")), ground
        )
        muted = mix(ink, ground, 0.8)
        yield "cover-paper", text(ground)
        yield "cover-ink", text(ink)
        yield "cover-muted", text(muted if contrast(muted, ground) >= colours.READABLE else ink)
        yield "cover-watermark", text(mix(ink, ground, 0.06))

    def _on_dark(self, pair: Pair) -> Colour:
        """The colour on dark grounds, light enough to be read on each if the brand has none for
        them."""
        grounds = (
            self._night("background", "paper"),
            self._night("light", "tint"),
            _theirs(self.dark, "watermark"),
        )
        return pair.dark or lifted(pair.light, min(grounds, key=lambda c: contrast(c, WHITE)))

    def _own(self, role: str, token: str) -> Colour:
        pair = self.colours.get(role)
        return pair.light if pair else _theirs(self.light, token)

    def _night(self, role: str, token: str) -> Colour:
        pair = self.colours.get(role)
        return (pair.dark if pair else None) or _theirs(self.dark, token)


def _theirs(tokens: Mapping[str, str], token: str) -> Colour:
    """The theme's colour; one that is not opaque or no colour of sRGB counts as white."""
    return colours.parse(tokens.get(token, "")) or WHITE


def _both(light: Colour, dark: Colour) -> str:
    return f"light-dark({text(light)}, {text(dark)})"
