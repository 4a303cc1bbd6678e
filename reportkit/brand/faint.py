"""Text that is too faint for what it stands on: which tokens are seen together, and the finding.

In goes what was measured, out comes a finding. It is apart from `colours`, which knows no tokens;
a brand is judged when it is put on a theme, and the theme kit judges themes by the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.brand.colours import READABLE
from reportkit.diagnostics import Diagnostics, Span

PREFIX = "--rk-"
_MOST_NAMED = 4
"""Pairs of colours that one finding names besides its own."""


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


def tell(
    what: str,
    ratio: float,
    where: str,
    span: Span | None,
    diagnostics: Diagnostics,
    others: Sequence[str] = (),
) -> None:
    """Report that the text `what` is too faint, and so are `others`."""
    # Rounded down, so that what is just too little is not told as enough.
    message = f"text is too faint {where}: {what} has a contrast of {int(ratio * 100) / 100} to 1"
    hints = [f"WCAG AA asks for {READABLE} to 1: make the one darker or the other lighter"]
    if others:
        more = len(others) - _MOST_NAMED
        named = ", ".join(others[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        hints.append(f"so {'is' if len(others) == 1 else 'are'} {named}")
    diagnostics.warning("RK0411", message, span, *hints)
