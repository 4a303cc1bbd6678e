"""Templates run to text; whatever goes wrong in one is a finding with its file and line."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.html.asked import Question
from reportkit.html.asked import ReportView as Watched
from reportkit.html.charts import Drawer
from reportkit.html.inspect import inspect, overrides, report_unasked
from reportkit.html.kept import Kept
from reportkit.html.sandbox import Sandbox
from reportkit.theme import Theme
from reportkit.theme.tokens import print_tokens
from reportkit.view.report import Html, ReportView
from reportkit.workspace import Workspace

MOST_CHARACTERS = 50_000_000
"""Of one template's output."""


class Engine:
    """Runs the templates of one theme, and reports into `diagnostics`."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        diagnostics: Diagnostics,
        view: ReportView | None = None,
        kept: Kept | None = None,
    ) -> None:
        """`view` is what questions about the report are about; `kept` has earlier drawings."""
        self._sandbox = Sandbox(theme, workspace)
        self._drawer = Drawer(theme, workspace, diagnostics, kept)
        self._sandbox.filters["drawn"] = self._drawer.drawn
        self._theme, self._workspace, self._diagnostics = theme, workspace, diagnostics
        self._view, self._answers = view, dict[Question, str]()

    def close(self) -> None:
        """End what the templates made use of."""
        self._drawer.close()

    def inspect(self) -> None:
        """Report what templates that are not the defaults ask for in vain, if ever they run."""
        for name, path in overrides(self._theme):
            inspect(name, path, self._sandbox, self._workspace, self._diagnostics)
        report_unasked(self._theme, self._workspace, self._diagnostics)

    def read(self) -> None:
        """Report templates of its own that cannot be read, whether they run or not."""
        for name, _ in overrides(self._theme):
            try:
                self._sandbox.get_template(name)
            except (TemplateError, UnicodeDecodeError, RecursionError) as error:
                self._report(error, name)

    def run(self, name: str, **values: object) -> Html:
        """The output of the template `name`; "", with an error, if it fails."""
        try:
            pieces = []
            left = MOST_CHARACTERS
            for piece in self._sandbox.get_template(name).generate(**self._watched(values)):
                left -= len(piece)
                if left < 0:
                    raise SecurityError("a template makes too much text")
                pieces.append(piece)
            return Html("".join(pieces))
        except Exception as error:
            # Templates are programs of the project's own: whatever they raise is their fault.
            self._report(error, name)
            return Html("")

    # What the output depends on besides what `run` is given

    @cached_property
    def look(self) -> str:
        """What the theme decides for all templates: the values of its tokens."""
        return repr(sorted(print_tokens(self._theme, self._workspace).items()))

    def forget(self) -> int:
        """Begin to note anew what is asked for; how many findings there have been."""
        self._sandbox.asked.clear()
        return self._diagnostics.heard

    @property
    def heard(self) -> int:
        """How many findings there have been."""
        return self._diagnostics.heard

    @property
    def asked(self) -> Iterable[Question]:
        """What templates have asked for since, in their order."""
        return tuple(self._sandbox.asked)

    def answer(self, question: Question) -> str:
        """A hash of what templates are given for `question`; "" for nothing."""
        if question not in self._answers:
            kind, name = question
            given = self._sandbox.text(name) if kind == "template" else self._field(name)
            self._answers[question] = hashlib.sha256(given.encode()).hexdigest() if given else ""
        return self._answers[question]

    def _field(self, name: str) -> str:
        return repr(getattr(self._view, name, "") if name else self._view)

    def _watched(self, values: dict[str, object]) -> dict[str, object]:
        """`values`, in which the report notes what is asked of it."""
        asked = self._sandbox.asked
        return {
            name: Watched(value, lambda field: asked.setdefault(("report", field)))
            if isinstance(value, ReportView)
            else value
            for name, value in values.items()
        }

    def _report(self, error: Exception, name: str) -> None:
        span = self._span(error)
        if isinstance(error, TemplateSyntaxError):
            reason = str(error.message).rstrip(".")
            message = f"the template cannot be read: {reason[:1].lower()}{reason[1:]}"
            self._diagnostics.error("RK0403", message, span, *self._mends(reason))
        elif isinstance(error, TemplateNotFound):
            hint = "templates are looked for in templates/ of the project, then of the theme"
            missing = error.name or name
            self._diagnostics.error("RK0403", f"there is no template {missing}", span, hint)
        elif isinstance(error, UnicodeDecodeError):
            own = dict(overrides(self._theme)).get(name)
            span = Span(self._workspace.shown(own)) if own else span
            message = f"the template {name} is not UTF-8"
            self._diagnostics.error("RK0403", message, span, "save it as UTF-8")
        else:
            self._diagnostics.error("RK0404", f"the template failed: {_reason(error)}", span)

    def _mends(self, reason: str) -> Iterable[str]:
        """Hints for a template that names what Jinja does not know here."""
        if lacking := re.match(r"No (filter|test) named '(\w+)'", reason):
            known = self._sandbox.filters if lacking[1] == "filter" else self._sandbox.tests
            yield suggestion(lacking[2], known) or f"{lacking[1]}s: {', '.join(sorted(known))}"

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
