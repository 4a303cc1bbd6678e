"""A briefing that is composed, with all that its formats are made by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.session import Session
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.build import Request
    from reportkit.source import Source
    from reportkit.view.assemble import Result


@frozen
class Job:
    """A briefing that is composed."""

    request: Request
    source: Source
    result: Result
    origins: Sequence[Path]
    """The files that the briefing is made of: itself, what it includes, its data."""
    workspace: Workspace
    diagnostics: Diagnostics
    session: Session
