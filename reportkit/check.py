"""Every finding of a briefing, without making anything of it.

In goes what would be built, out come its findings: those of the source, its data, references, theme
and images, and on request those of its pages too, which have to be laid out for that. It is apart
from `build` because nothing is written, and because an answer must come at once: neither templates
nor WeasyPrint are imported for it.
"""

from __future__ import annotations

import reportkit.build as stages
from reportkit.build import Request
from reportkit.called import let_call
from reportkit.diagnostics import Diagnostics
from reportkit.look import lay_out
from reportkit.session import Session
from reportkit.workspace import Workspace

_PAGES = (
    *("RK0326", "RK0403", "RK0404", "RK0503", "RK0504", "RK0506", "RK0507", "RK0508", "RK0509"),
    *("RK0511", "RK0512", "RK0513", "RK0514", "RK0515", "RK0516"),
)
"""What only templates and pages can show."""


def check(request: Request, workspace: Workspace, diagnostics: Diagnostics) -> None:
    """The findings of a briefing, as far as they can be had without pages."""
    source = stages.read(request.source, workspace, diagnostics, request.settings)
    if source is None:
        return
    theme = stages.choose(request, source, workspace, diagnostics)
    if theme is None or diagnostics.has_errors:
        return
    folder, layout = request.source.parent, lay_out(theme, workspace)
    result = stages.compose(source, diagnostics, folder, workspace, layout)
    if result is not None and result.images:
        from reportkit import images

        folders = stages.folders(theme, folder, workspace)
        images.mend(result.images, folders, workspace, diagnostics)
    diagnostics.settle(lambda code: code not in _PAGES)


def check_pages(
    request: Request, workspace: Workspace, diagnostics: Diagnostics, session: Session
) -> None:
    """The findings of a briefing and of its pages, which `session` keeps for the next build."""
    stages.make(request, workspace, diagnostics, session)


let_call(__name__)
