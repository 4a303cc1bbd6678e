"""reportkit: a compiler for print reports, from a YAML briefing to HTML and PDF.

Programs call `build`, `check` and `load`; `docs/api.md` describes them. Nothing is imported before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportkit.api import BriefingError as BriefingError
    from reportkit.api import Built as Built
    from reportkit.api import Checked as Checked
    from reportkit.api import build as build
    from reportkit.api import check as check
    from reportkit.api import load as load

__version__ = "0.1.0"
__all__ = ["BriefingError", "Built", "Checked", "__version__", "build", "check", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from reportkit import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
