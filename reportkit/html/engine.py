"""Templates run to text; whatever goes wrong in one is a finding with its file and line."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportkit.diagnostics import Diagnostics, Span
from reportkit.html.charts import Drawer
from reportkit.html.inspect import inspect, overrides
from reportkit.html.sandbox import Sandbox
from reportkit.theme import Theme
from reportkit.view.report import Html
from reportkit.workspace import Workspace

MOST_CHARACTERS = 50_000_000
"""Of one template's output."""


class Engine:
    """Runs the templates of one theme, and reports into `diagnostics`."""

    def __init__(self, theme: Theme, workspace: Workspace, diagnostics: Diagnostics) -> None:
        self._sandbox = Sandbox(theme, workspace)
        self._drawer = Drawer(theme, workspace, diagnostics)
        self._sandbox.filters["drawn"] = self._drawer.drawn
        self._theme, self._workspace, self._diagnostics = theme, workspace, diagnostics

    def close(self) -> None:
        """End what the templates made use of."""
        self._drawer.close()

    def inspect(self) -> None:
        """Report what templates that are not the defaults ask for in vain, if ever they run."""
        for name, path in overrides(self._theme):
            inspect(name, path, self._sandbox, self._workspace, self._diagnostics)

    def run(self, name: str, **values: object) -> Html:
        """The output of the template `name`; "", with an error, if it fails."""
        try:
            pieces = []
            left = MOST_CHARACTERS
            for piece in self._sandbox.get_template(name).generate(**values):
                left -= len(piece)
                if left < 0:
                    raise SecurityError("a template makes too much text")
                pieces.append(piece)
            return Html("".join(pieces))
        except Exception as error:
            # Templates are programs of the project's own: whatever they raise is their fault.
            self._report(error, name)
            return Html("")

    def _report(self, error: Exception, name: str) -> None:
        span = self._span(error)
        if isinstance(error, TemplateSyntaxError):
            self._diagnostics.error("RK0403", f"the template cannot be read: {error.message}", span)
        elif isinstance(error, TemplateNotFound):
            hint = "templates are looked for in templates/ of the project, then of the theme"
            missing = error.name or name
            self._diagnostics.error("RK0403", f"there is no template {missing}", span, hint)
        elif isinstance(error, UnicodeDecodeError):
            self._diagnostics.error("RK0403", f"the template {name} is not UTF-8", span)
        else:
            self._diagnostics.error("RK0404", f"the template failed: {_reason(error)}", span)

    def _span(self, error: Exception) -> Span | None:
        """The line of the innermost template that was at work."""
        if isinstance(error, TemplateSyntaxError) and error.filename:
            return Span(self._workspace.shown(Path(error.filename)), error.lineno)
        frames = traceback.extract_tb(error.__traceback__)
        for frame in reversed(frames):
            if frame.filename.endswith(".html"):
                return Span(self._workspace.shown(Path(frame.filename)), frame.lineno or 0)
        return None


def _reason(error: Exception) -> str:
    if isinstance(error, UndefinedError | SecurityError):
        found = re.sub(r"'?(?:[a-z_]+\.)+([A-Z]\w*)(?: object)?'?", r"\1", str(error))
        return found.rstrip(".")
    if isinstance(error, RecursionError):
        return "it includes itself without end"
    return f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")
