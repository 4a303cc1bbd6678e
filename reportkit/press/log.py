"""What the layout engine says, turned into findings.

WeasyPrint has no strict mode: a missing image is a line in a log, and the PDF lacks it. `Listener`
keeps every record that a run makes; `diagnose` says each once, in an author's words, with the
file and line where the record tells them. A record of a kind not known here is a warning.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from types import TracebackType
from typing import Any

from reportkit import mounts
from reportkit.diagnostics import Diagnostic, Severity, Span
from reportkit.frozen import frozen
from reportkit.mounts import RefusedError
from reportkit.press import glyphs
from reportkit.press.fetch import Fetcher, Resource

Locate = Callable[[str], Span | None]
"""Where in the source a URL is named or a character stands."""


@frozen
class Record:
    """One thing that the engine said."""

    form: str
    """The message before its values were filled in, by which its kind is known."""
    values: tuple[Any, ...]
    message: str
    is_error: bool
    stylesheet: str
    """URL of the stylesheet fetched last before, which is the one being read, as a rule."""


class Listener(logging.Handler):
    """Keeps what this thread logs and warns of while open, and keeps it from the terminal."""

    def __init__(self, fetcher: Fetcher) -> None:
        super().__init__(logging.WARNING)
        self.records: list[Record] = []
        self._fetcher = fetcher
        self._thread = threading.get_ident()
        self._logger = logging.getLogger("weasyprint")
        self._catcher = warnings.catch_warnings(record=True)
        self._warnings: list[warnings.WarningMessage] = []

    def __enter__(self) -> Listener:
        self._was = self._logger.propagate, self._logger.level
        self._logger.propagate = False
        self._logger.setLevel(logging.WARNING)
        self._logger.addHandler(self)
        self._warnings = self._catcher.__enter__() or []
        warnings.simplefilter("always")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._catcher.__exit__(kind, error, trace)
        self._logger.removeHandler(self)
        self._logger.propagate, level = self._was
        self._logger.setLevel(level)
        for warning in self._warnings:
            # Deprecations speak to those who write programs, not to those who write reports.
            if issubclass(warning.category, UserWarning | RuntimeWarning):
                self.records.append(Record("", (), str(warning.message), False, ""))

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._thread:
            return
        values = record.args if isinstance(record.args, tuple) else (record.args,)
        stylesheet = next(reversed(self._fetcher.stylesheets), "")
        is_error = record.levelno >= logging.ERROR
        message = record.getMessage()
        self.records.append(Record(str(record.msg), values, message, is_error, stylesheet))


def diagnose(records: Iterable[Record], fetcher: Fetcher, locate: Locate) -> Iterator[Diagnostic]:
    """The findings of `records`, in their order, then what was refused without a record.

    Characters that are missing are left to `glyphs`.
    """
    translator = _Translator(fetcher, locate)
    for record in records:
        if not record.form.startswith(glyphs.FORM):
            yield from translator.translate(record)
    for url, failure in fetcher.failures.items():
        if isinstance(failure, RefusedError):
            yield translator.unserved(url, "RK0505")


_POSITION = re.compile(r" at (\d+):(\d+)")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_NODE = re.compile(r"<\w+ (@[\w-]+)[^>]*>")
"""How tinycss2 writes a rule, and its name."""
_AROUND = re.compile(r"^(?::is\([^()]*\)\s*)+")
_FOR_SCREENS = "look for a slip of the pen; what is for screens alone belongs in screen.css"
_OF_TOKENS = "a token in it has a value that it cannot have: reportkit themes check tells which"
_SCREEN = re.compile(r"\s*(only\s+)?screen\b", re.IGNORECASE)


@frozen
class _Translator:
    fetcher: Fetcher
    locate: Locate
    texts: dict[str, str] = field(default_factory=dict)

    def translate(self, record: Record) -> Iterator[Diagnostic]:
        for start, method in _KINDS.items():
            if record.form.startswith(start):
                yield from method(self, record)
                return
        if _POSITION.search(record.message):
            yield from self.style(record)
        else:
            severity = Severity.ERROR if record.is_error else Severity.WARNING
            yield Diagnostic(severity, "RK0507", _sentence(record.message))

    def image(self, record: Record) -> Iterator[Diagnostic]:
        yield self.unserved(str(record.values[0]), "RK0501", f"{record.values[1]}")

    def drawing(self, record: Record) -> Iterator[Diagnostic]:
        url = str(record.values[0])
        message = f"the image {self.fetcher.name(url)} cannot be drawn"
        yield self._error("RK0502", message, self.locate(url))

    def inline_drawing(self, record: Record) -> Iterator[Diagnostic]:
        yield self._error("RK0502", f"a drawing in the page cannot be used: {record.values[0]}")

    def alternative(self, record: Record) -> Iterator[Diagnostic]:
        name = self.fetcher.name(str(record.values[0]))
        message = f"the image {name} has no alternative text"
        hint = "say in words what it shows, for those who cannot see it"
        yield self._error("RK0502", message, self.locate(str(record.values[0])), hint)

    def stylesheet(self, record: Record) -> Iterator[Diagnostic]:
        yield self.unserved(str(record.values[0]), "RK0509", f"{record.values[1]}")

    def stylesheet_type(self, record: Record) -> Iterator[Diagnostic]:
        name = self.fetcher.name(str(record.values[1]))
        yield self._error("RK0509", f"the stylesheet {name} is not CSS but {record.values[0]}")

    def font_face(self, record: Record) -> Iterator[Diagnostic]:
        name = str(record.values[0])
        rule = re.compile(rf"@font-face\s*{{[^}}]*?{re.escape(name)}", re.IGNORECASE)
        span = next(filter(None, (self._match(s, rule) for s in self._sheets(record))), None)
        message = f"the font {name} of @font-face cannot be loaded"
        yield self._error("RK0507", message, span, "name it in `fonts` of theme.toml instead")

    def target(self, record: Record) -> Iterator[Diagnostic]:
        match record.values[0]:
            case ("url", ("external", url)):
                message = f"a style asks for the page of {url}, which is not in the report"
                yield self._warning("RK0504", message)
            case _:
                yield from self.anchor(record)

    def anchor(self, record: Record) -> Iterator[Diagnostic]:
        name = f"#{_innermost(record.values[0]).removeprefix('#')}"
        message = f"the link to {name} points nowhere"
        yield self._error("RK0506", message, self.locate(name))

    def media(self, record: Record) -> Iterator[Diagnostic]:
        # A block for small screens is none of the press's business.
        query = str(record.values[0]).strip()
        if not _SCREEN.match(query):
            found = _POSITION.search(record.message)
            span = self._place(record, int(found[1]), int(found[2])) if found else None
            message = f"the block @media {query} is ignored: print knows no such condition"
            yield self._warning("RK0504", message, span, _FOR_SCREENS)

    def media_type(self, record: Record) -> Iterator[Diagnostic]:
        """Nothing: the same fault is said again, with its place, by the rule that holds it."""
        yield from ()

    def selector(self, record: Record) -> Iterator[Diagnostic]:
        # A nested one comes with those around it in its front.
        selector = _AROUND.sub("", str(record.values[0]).strip("' "))
        rule = re.compile(r"\s+".join(map(re.escape, selector.split())))
        span = next(filter(None, (self._match(s, rule) for s in self._sheets(record))), None)
        shown = " ".join(selector.split())
        message = f"the selector {shown} is ignored: it is unknown"
        yield self._warning("RK0504", message, span, _FOR_SCREENS)

    def style(self, record: Record) -> Iterator[Diagnostic]:
        found = _POSITION.search(record.message)
        message = _sentence(_POSITION.sub("", record.message, count=1))
        span = self._place(record, int(found[1]), int(found[2])) if found else None
        if "unknown" in message:
            yield self._warning("RK0504", message, span, _FOR_SCREENS)
        elif span and "var(" in self._declaration(span):
            yield self._warning("RK0504", message, span, _OF_TOKENS)
        else:
            yield self._warning("RK0504", message, span)

    def unserved(self, url: str, code: str, reason: str = "") -> Diagnostic:
        """What became of `url`, an image or, if `code` says so, a stylesheet."""
        kind = "stylesheet" if code == "RK0509" else "image"
        shown = f"the {kind} {self.fetcher.name(url)}"
        span = self._named_in_styles(url) or self.locate(url)
        if failure := self.fetcher.failures.get(url):
            found = mounts.finding(shown, failure, span)
            is_style = kind == "stylesheet" and found.code != "RK0505"
            return replace(found, code=code) if is_style else found
        code = "RK0502" if kind == "image" else code
        why = reason or "it is damaged or of an unknown kind"
        return self._error(code, f"{shown} cannot be used: {why}", span)

    def _named_in_styles(self, url: str) -> Span | None:
        """Where a stylesheet asks for `url`."""
        for sheet in self.fetcher.stylesheets.values():
            text = sheet.data.decode("utf-8-sig", "replace")
            for match in mounts.IN_STYLES.finditer(text):
                name = mounts.named(match)
                if sheet.path and name and mounts.joined(sheet.url, name) == url:
                    return mounts.place(match, self.fetcher.workspace.shown(sheet.path))
        return None

    def _place(self, record: Record, line: int, column: int) -> Span | None:
        """The place of a finding in a stylesheet, that stylesheet being known by its text.

        Where a style is ignored for what its tokens are worth, it is the place of its value.
        """
        quoted = re.search(r"`([^:`]+):|(@)", record.message)
        start = quoted[1] or quoted[2] if quoted else ""
        before = re.compile(rf"(?<![\w-]){re.escape(start)}\s*:\s*\Z")
        for sheet in self._sheets(record):
            lines = self._lines(sheet)
            if line > len(lines):
                continue
            if lines[line - 1][column - 1 :].startswith(start):
                return self._span(sheet, line, column)
            behind = "\n".join((*lines[max(0, line - 3) : line - 1], lines[line - 1][: column - 1]))
            if start and (found := before.search(behind)):
                back = behind[found.start() :].count("\n")
                column = found.start() - behind.rfind("\n", 0, found.start())
                return self._span(sheet, line - back, column)
        return None

    def _match(self, sheet: Resource, pattern: re.Pattern[str]) -> Span | None:
        found = pattern.search(self._text(sheet))
        return self._at(sheet, found.start()) if found else None

    def _at(self, sheet: Resource, offset: int) -> Span | None:
        before = self._text(sheet)[:offset]
        return self._span(sheet, before.count("\n") + 1, offset - before.rfind("\n"))

    def _sheets(self, record: Record) -> list[Resource]:
        """The stylesheet being read when `record` was made, then the others."""
        sheets = self._sheets_in_order()
        return sorted(sheets, key=lambda sheet: sheet.url != record.stylesheet)

    def _sheets_in_order(self) -> list[Resource]:
        return [sheet for sheet in self.fetcher.stylesheets.values() if sheet.path]

    def _text(self, sheet: Resource) -> str:
        """What `sheet` says, with one sign at the end of each line."""
        if sheet.url not in self.texts:
            text = sheet.data.decode("utf-8-sig", "replace")
            self.texts[sheet.url] = re.sub(r"\r\n|[\r\f]", "\n", text)
        return self.texts[sheet.url]

    def _declaration(self, span: Span) -> str:
        """What stands at the place `span` of a stylesheet, to its end."""
        shown = self.fetcher.workspace.shown
        sheets = (s for s in self._sheets_in_order() if s.path and shown(s.path) == span.file)
        lines = next(map(self._lines, sheets), [])[span.line - 1 :]
        return re.split("[;}]", "\n".join(lines)[span.column - 1 :], maxsplit=1)[0]

    def _lines(self, sheet: Resource) -> list[str]:
        return self._text(sheet).split("\n")

    def _span(self, sheet: Resource, line: int, column: int) -> Span | None:
        if sheet.path is None:
            return None
        return Span(self.fetcher.workspace.shown(sheet.path), line, column)

    @staticmethod
    def _error(code: str, message: str, span: Span | None = None, *hints: str) -> Diagnostic:
        return Diagnostic(Severity.ERROR, code, message, span, hints)

    @staticmethod
    def _warning(code: str, message: str, span: Span | None = None, *hints: str) -> Diagnostic:
        return Diagnostic(Severity.WARNING, code, message, span, hints)


def _innermost(value: Any) -> str:
    """The name in a reference, which WeasyPrint gives bare or as `("url", ("internal", name))`."""
    return _innermost(value[-1]) if isinstance(value, tuple) else str(value)


def _sentence(message: str) -> str:
    """A log message as a finding says it: no capital, no stop, no place in memory."""
    text = _NODE.sub(r"\1", _ADDRESS.sub("", " ".join(message.split())))
    text = text.replace(" `, ", "`, ").rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


_KINDS: dict[str, Callable[[_Translator, Record], Iterator[Diagnostic]]] = {
    "Failed to load image at": _Translator.image,
    "Failed to render SVG image": _Translator.drawing,
    "Failed to load inline SVG": _Translator.inline_drawing,
    'Image "%s" has no required alt': _Translator.alternative,
    "Failed to load stylesheet at": _Translator.stylesheet,
    "Unsupported stylesheet type": _Translator.stylesheet_type,
    "Font-face %r cannot be loaded": _Translator.font_face,
    "No anchor #%s": _Translator.anchor,
    "Content discarded: target points to undefined anchor": _Translator.target,
    "Invalid media type %r": _Translator.media,
    "Expected a media type": _Translator.media_type,
    "Invalid or unsupported selector": _Translator.selector,
}
"""What to make of a record, by the beginning of its form."""
