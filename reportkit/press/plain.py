"""The plain press: WeasyPrint lays out and writes the whole document at once."""

from __future__ import annotations

from collections.abc import Callable

from reportkit.diagnostics import Diagnostics, Span
from reportkit.press.manuscript import Manuscript
from reportkit.workspace import Workspace


def print_pdf(
    manuscript: Manuscript,
    workspace: Workspace,
    diagnostics: Diagnostics,
    locate: Callable[[str], Span | None] = lambda _: None,
) -> bytes | None:
    """The PDF of `manuscript`; None, with errors, if it cannot be printed.

    `locate` finds the place in the source that names a URL or holds a character.
    """
    raise NotImplementedError
