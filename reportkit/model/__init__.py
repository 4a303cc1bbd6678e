"""A source to a briefing: checked, frozen, complete.

In goes a `Source`, out comes a `Briefing`, or None after findings that each name a place in the
source. pydantic is imported on the first call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostic, Diagnostics, Span

if TYPE_CHECKING:
    from reportkit.model.briefing import Briefing
    from reportkit.source import Source

__all__ = ["validate"]


def validate(source: Source, diagnostics: Diagnostics) -> Briefing | None:
    """The briefing that `source` holds, or None if `diagnostics` has errors.

    Findings come in the order of the source. Where a value of the briefing stands in the file is
    told by `source.place`, which takes the path of the value in the briefing.
    """
    from pydantic import ValidationError

    from reportkit.model.briefing import Briefing
    from reportkit.model.expand import Expansion
    from reportkit.model.findings import findings
    from reportkit.model.rules import check

    expansion = Expansion(source)
    found = [*expansion.empty.values(), *check(expansion.data, source)]
    briefing = None
    try:
        briefing = Briefing.model_validate(expansion.data)
    except ValidationError as error:
        found.extend(findings(error.errors(include_url=False), source, expansion.empty))
    diagnostics.extend(sorted(found, key=_order(source)))
    return None if diagnostics.has_errors else briefing


def _order(source: Source) -> Callable[[Diagnostic], tuple[int, int, int]]:
    """The briefing's own file first, then what it includes, each from the top."""
    files = [source.file, *(origin.lines.file for origin in source.origins.values())]
    ranks = {file: rank for rank, file in reversed(list(enumerate(files)))}

    def key(item: Diagnostic) -> tuple[int, int, int]:
        span = item.span or Span("")
        return ranks.get(span.file, -1), span.line, span.column

    return key
