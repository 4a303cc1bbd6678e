"""The one module that knows ruamel.yaml: text to a stream of YAML 1.2 events.

ruamel.yaml scans and parses; its composer is left out, because it recurses without bound,
resolves by YAML 1.1 on demand, and drops directives and anchors without a word.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner

from reportkit.source.mistakes import NotYaml, Trouble
from reportkit.source.text import Lines


class Ruamel:
    """The events of `text`, one after the other."""

    def __init__(self, lines: Lines, text: str) -> None:
        """`text` is that of `lines`, with comments in place of directives."""
        self._lines = lines
        self._parser: Any = _Parser(text)
        self._previous: Any = None

    def take(self) -> Any:
        """The next event, with a start and an end mark. Raises `NotYaml`."""
        try:
            event = self._parser.get_event()
        except MarkedYAMLError as error:
            raise NotYaml(self._trouble(error)) from error
        except (ValueError, OverflowError, IndexError, AssertionError, AttributeError) as error:
            # The scanner lets some mistakes through to Python, such as the escape "\U00110000".
            raise NotYaml(self._trouble(None)) from error
        self._previous = event
        return event

    def _trouble(self, error: MarkedYAMLError | None) -> Trouble:
        at, began, problem, context = self._parser.index, None, "", ""
        if error is not None:
            problem, context = str(error.problem or error.context), str(error.context or "")
            mark = error.problem_mark or error.context_mark
            at = mark.index if mark else at
            began = error.context_mark.index if error.context_mark else None
        before = self._previous
        last = (before.start_mark.index, before.end_mark.index) if before else (0, 0)
        return Trouble(self._lines, problem, context, at, began, last)


class _Parser(Reader, Scanner, Parser):
    comment_handling = None
    processing_version = (1, 2)

    def __init__(self, text: str) -> None:
        self._resolver = self
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)

    def check_printable(self, data: Any) -> None:
        """`text.decode` has refused more than what this would look for once again."""
