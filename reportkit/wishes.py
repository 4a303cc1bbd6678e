"""What a call asks for, and what a project has set, as one request.

In go wishes, of a command line or of a program, and settings; out comes how a briefing is to be
made. It is apart from both, so that they cannot come to mean different things.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportkit.build import DPI, USUAL, Request
from reportkit.policy import Policy
from reportkit.project import Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a call asks for; None leaves it to the project."""

    theme: str | None = None
    page_size: str | None = None
    pdf_variant: str | None = None
    attach_sources: bool | None = None
    output: Path | None = None
    formats: tuple[str, ...] = USUAL
    strict: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tells_pages: bool = False
    linked: bool = False
    dpi: int = DPI


def request(root: Path, source: Path, wishes: Wishes, settings: Settings) -> Request:
    """How `source` is to be made, which stands in the project at `root` that has `settings`."""
    shown = Path(os.path.relpath(source, root)).as_posix()
    attach = settings.attach_sources if wishes.attach_sources is None else wishes.attach_sources
    judged = settings.severities(shown), wishes.select, wishes.ignore, wishes.tells_pages
    return Request(
        source,
        wishes.output.absolute() if wishes.output else root / settings.output,
        wishes.theme or settings.theme,
        wishes.formats,
        wishes.strict,
        wishes.settings,
        None if wishes.theme else settings.theme_span,
        wishes.page_size or "",
        settings.page_size,
        wishes.pdf_variant or settings.pdf_variant,
        attach,
        Policy(*judged),
        settings.brand_file(root),
        wishes.linked,
        wishes.dpi,
    )
