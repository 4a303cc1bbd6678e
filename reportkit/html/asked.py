"""What templates ask for while they run: other templates, and what of the report they read.

In goes a view, out comes its stand-in, which templates read as they would the view and which notes
the names of fields. It is apart from the sandbox, which notes templates, because a view knows
nothing of either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportkit.view import report

Question = tuple[str, str]
"""("template", its name), or ("report", the name of a field, "" for all of it)."""


class ReportView:
    """A view that calls `_ask` with the name of each field that is read.

    It has the name of what it stands for, since messages about templates say it.
    """

    __slots__ = ("_ask", "_view")

    def __init__(self, view: report.ReportView, ask: Callable[[str], object]) -> None:
        self._view, self._ask = view, ask

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._view, name)
        self._ask(name)
        return value

    def __repr__(self) -> str:
        self._ask("")
        return repr(self._view)
