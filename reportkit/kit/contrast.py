"""Whether text stands out from its ground: WCAG AA in print, and on screens in both schemes.

In go the tokens of a theme and the rules of its stylesheets that set a colour with its ground, out
come findings. What is set by two rules, or over an image, only an eye can judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reportkit.brand import colours
from reportkit.diagnostics import Diagnostics, Span
from reportkit.kit.sheets import Sheet
from reportkit.theme import Theme
from reportkit.theme.tokens import PREFIX, dark_tokens, print_tokens
from reportkit.workspace import Workspace

LEAST = colours.READABLE
_VAR = re.compile(rf"var\({PREFIX}([\w-]+)\)")
_EITHER = re.compile(r"light-dark\((.+?),\s*([^,]+|\w+\(.*\))\)")


def check(
    theme: Theme, sheets: Iterable[Sheet], workspace: Workspace, diagnostics: Diagnostics
) -> None:
    """Report the pairs of colours in which a text is too faint."""
    sheets = list(sheets)
    schemes = {
        "in print and on light screens": print_tokens(theme, workspace),
        "on dark screens": dark_tokens(theme, workspace),
    }
    for is_dark, (where, tokens) in enumerate(schemes.items()):
        for ink, ground in pairs():
            ratio = contrast(tokens.get(ink, ""), tokens.get(ground, ""))
            if ratio is not None and ratio < LEAST:
                names = f"{PREFIX}{ink} on {PREFIX}{ground}"
                tell(names, ratio, where, _declared(ink, ground, sheets), diagnostics)
        for rule in (rule for sheet in sheets for rule in sheet.coloured):
            texts = [_value(text, tokens, bool(is_dark)) for text in (rule.ink, rule.ground)]
            ratio = contrast(*texts)
            if ratio is not None and ratio < LEAST:
                tell(f"{rule.ink} on {rule.ground}", ratio, where, rule.span, diagnostics)


def pairs() -> Iterator[tuple[str, str]]:
    """Tokens of a text and of what it stands on, without their prefix."""
    for ink in ("ink", "muted", "accent"):
        yield from ((ink, ground) for ground in ("paper", "tint", "watermark"))
    for ink in ("cover-ink", "cover-muted"):
        yield from ((ink, ground) for ground in ("cover-paper", "cover-watermark"))
    yield from (("ink", "level-1"), ("ink", "level-2"))
    yield from (("on-level", "level-3"), ("on-level", "level-4"))
    yield from ((f"data-{n}", "paper") for n in range(1, 7))
    yield from ((f"tlp-{name}", "marking-paper") for name in ("red", "amber", "green", "clear"))


def contrast(ink: str, ground: str) -> float | None:
    """How much the colour `ink` stands out from `ground`, from 1 to 21; None if one of them is no
    opaque colour of sRGB."""
    found = colours.parse(ink), colours.parse(ground)
    return None if found[0] is None or found[1] is None else colours.contrast(found[0], found[1])


def _value(text: str, tokens: Mapping[str, str], is_dark: bool) -> str:
    """The colour that `text` comes to."""
    text = _VAR.sub(lambda match: tokens.get(match[1], ""), text)
    either = _EITHER.fullmatch(text)
    return either[1 + is_dark].strip() if either else text


def _declared(ink: str, ground: str, sheets: Iterable[Sheet]) -> Span | None:
    """Where the theme sets one of the two."""
    named = [each for sheet in sheets for each in sheet.declared if each.is_root]
    found = {each.name: each.span for each in named}
    return found.get(PREFIX + ink) or found.get(PREFIX + ground)


def tell(what: str, ratio: float, where: str, span: Span | None, diagnostics: Diagnostics) -> None:
    """Report that the text `what` is too faint."""
    # Rounded down, so that what is just too little is not told as enough.
    message = f"text is too faint {where}: {what} has a contrast of {int(ratio * 100) / 100} to 1"
    hint = f"WCAG AA asks for {LEAST} to 1: make the one darker or the other lighter"
    diagnostics.warning("RK0411", message, span, hint)
