"""Whether text stands out from its ground: WCAG AA in print, and on screens in both schemes.

In go the tokens of a theme and the rules of its stylesheets that set a colour with its ground, out
come findings. What is set by two rules, or over an image, only an eye can judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportkit.brand import colours
from reportkit.brand.faint import pairs, tell
from reportkit.diagnostics import Diagnostics, Span
from reportkit.kit.media import MEDIA, Medium
from reportkit.kit.sheets import Sheet
from reportkit.theme import Theme
from reportkit.theme.tokens import PREFIX, dark_tokens, declared_tokens, print_tokens
from reportkit.workspace import Workspace

LEAST = colours.READABLE
_VAR = re.compile(rf"var\({PREFIX}([\w-]+)\)")
_EITHER = re.compile(r"light-dark\((.+?),\s*([^,]+|\w+\(.*\))\)")

Faint = dict[tuple[Span, bool], dict[str, tuple[float, list[str]]]]
"""Where a colour is set, and whether for dark screens alone -> text on its ground, as a finding
calls it -> contrast, and the media in which it is seen."""


def check(
    theme: Theme,
    sheets: Sequence[Sheet],
    span: Span,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Report the pairs of colours in which a text is too faint, once for the place that sets it;
    the theme's file is at `span`."""
    place = _Places(theme, sheets, span, workspace)
    faint: Faint = {}
    for medium in MEDIA:
        tokens = (dark_tokens if medium.is_dark else print_tokens)(theme, workspace)
        for what, ratio, at in (*_of_tokens(tokens, place), *_of_rules(sheets, medium, tokens)):
            if ratio is not None and ratio < LEAST:
                found = faint.setdefault((at, medium.is_dark), {})
                by_light = faint.get((at, False), {}).get(what)
                # A colour that is the same in the dark is told once.
                same = by_light if by_light and by_light[0] == ratio else None
                (same or found.setdefault(what, (ratio, [])))[1].append(medium.name)
    for (at, _), found in faint.items():
        if not found:
            continue
        (what, (ratio, media)), *others = found.items()
        tell(what, ratio, _where(media), at, diagnostics, [other for other, _ in others])


def _where(media: Sequence[str]) -> str:
    """The media as a finding says them."""
    screens = [name for name in media if name != MEDIA[0].name]
    shown = ["on screens"] if len(screens) == len(MEDIA) - 1 else screens
    return " and ".join((*media[: len(media) - len(screens)], *shown))


def _of_tokens(
    tokens: Mapping[str, str], place: _Places
) -> Iterator[tuple[str, float | None, Span]]:
    for ink, ground in pairs():
        ratio = contrast(tokens.get(ink, ""), tokens.get(ground, ""))
        yield f"{PREFIX}{ink} on {PREFIX}{ground}", ratio, place.of(ink, ground)


def _of_rules(
    sheets: Sequence[Sheet], medium: Medium, tokens: Mapping[str, str]
) -> Iterator[tuple[str, float | None, Span]]:
    for sheet in sheets:
        for rule in sheet.coloured:
            if sheet.is_read(rule.around, medium):
                ink, ground = (
                    _value(text, tokens, medium.is_dark) for text in (rule.ink, rule.ground)
                )
                yield f"{rule.ink} on {rule.ground}", contrast(ink, ground), rule.span


class _Places:
    """Where tokens have the values from that print has."""

    def __init__(
        self, theme: Theme, sheets: Sequence[Sheet], span: Span, workspace: Workspace
    ) -> None:
        read = {workspace.shown(layer.file) for layer in theme.layers}
        self._values, self._span = declared_tokens(theme, workspace), span
        self._spans = {
            each.name.removeprefix(PREFIX): each.span
            for sheet in sheets
            for each in sheet.declared
            if sheet.file in read and each.is_root and sheet.is_read(each.around, MEDIA[0])
        }

    def of(self, *tokens: str) -> Span:
        """Where the theme gives the first of `tokens` its value that it gives one, or else a token
        of which one of them has it; the theme's file if nowhere."""
        found = (self._own(name) for name in tokens)
        return next(filter(None, found), self._span)

    def _own(self, name: str) -> Span | None:
        seen: set[str] = set()
        while name not in self._spans and name not in seen:
            seen.add(name)
            asked = _VAR.fullmatch(self._values.get(name, ""))
            name = asked[1] if asked else name
        return self._spans.get(name)


def contrast(ink: str, ground: str, opacity: float = 1) -> float | None:
    """How much the colour `ink` stands out from `ground`, from 1 to 21, with as much of the ground
    in it as shines through; None if one of them is no colour, or the ground is not opaque."""
    inked, under = colours.sheer(ink), colours.parse(ground)
    if inked is None or under is None:
        return None
    colour, alpha = inked
    return colours.contrast(colours.mix(colour, under, alpha * opacity), under)


def _value(text: str, tokens: Mapping[str, str], is_dark: bool) -> str:
    """The colour that `text` comes to."""
    text = _VAR.sub(lambda match: tokens.get(match[1], ""), text)
    either = _EITHER.fullmatch(text)
    return either[1 + is_dark].strip() if either else text
