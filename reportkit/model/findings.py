"""The model's errors in the author's words, each with its place in the source.

In go pydantic's errors, out come findings: one for each mistake that a person would name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_origin

from reportkit.diagnostics import Diagnostic, Severity, Span, did_you_mean, suggestion
from reportkit.model import shape
from reportkit.model.blocks import BLOCKS
from reportkit.model.checks import Fault
from reportkit.model.edtf import EdtfError
from reportkit.model.expand import name
from reportkit.model.node import Node
from reportkit.source import Path, Source

_COLON = "a text with a colon and a space in it must stand in quotes"
_COMMA = "between { and } a text with a comma in it must stand in quotes"
_TEXT = "write one text; a text that begins with a bracket must stand in quotes"
_WORD = "write one of the words that are allowed"


def findings(errors: Iterable[Any], source: Source, known: Iterable[Path]) -> Iterator[Diagnostic]:
    """A finding for each of pydantic's `errors` that does not concern a path in `known`."""
    report = _Report(source, list(errors))
    reported = set(known)
    for error in report.errors:
        path = shape.path(error["loc"])
        if not any(path[:length] in reported for length in range(len(path) + 1)):
            found = _KINDS.get(error["type"], _Report.other)(report, error, path)
            if found is not None:
                yield found


class _Report:
    def __init__(self, source: Source, errors: list[Any]) -> None:
        self.source = source
        self.errors = errors
        self._unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]

    def unknown(self, error: Any, path: Path) -> Diagnostic:
        """A key that the node does not have."""
        key = str(path[-1])
        node = shape.type_at(error["loc"][:-1])
        span = self.source.keys.get(path) or self.source.place(path)
        hints = (_COMMA,) if self._is_bare(path) else _unknown_hints(key, node)
        return _error("RK0201", f"unknown key `{key}`", span, *hints)

    def _is_bare(self, path: Path) -> bool:
        """Whether the key at `path` has no colon: it is the end of a text before it."""
        span = self.source.keys.get(path)
        if span is None or self._found(path) is not None:
            return False
        row = self.source.origin(path).lines.row(span.end_line)
        return not row[span.end_column - 1 :].lstrip().startswith(":")

    def missing(self, error: Any, path: Path) -> Diagnostic | None:
        """A key that the node must have, unless a key at fault was meant to be it."""
        node, key = shape.type_at(error["loc"][:-1]), str(path[-1])
        beside = [str(loc[-1]) for loc in self._unknown if loc[:-1] == error["loc"][:-1]]
        if any(_meant(other, node) == key or _is_text(other) for other in beside):
            return None
        if path[:-1] in self.source.incomplete:
            return None
        article = "an" if key[0] in "aeio" else "a"
        message, hint = f"{node.noun} needs {article} `{key}`", f"add a line `{key}: …` to it"
        return _error("RK0202", message, self._head(path[:-1]), hint)

    def _head(self, path: Path) -> Span:
        """The key of the mapping at `path`, or else its first key."""
        if path in self.source.keys:
            return self.source.keys[path]
        found = self._found(path)
        first = next(iter(found), None) if isinstance(found, dict) else None
        return self.source.keys.get((*path, first or "")) or self.source.place(path)

    def wrong(self, error: Any, path: Path) -> Diagnostic:
        """A value of the wrong type."""
        wanted = shape.type_at(error["loc"])
        found = self._found(path)
        is_fraction = wanted is int and isinstance(found, float)
        words = f"must be {_wanted(wanted)}, not {found if is_fraction else _kind(found)}"
        return self._about(path, "RK0203", words, _right(wanted, found))

    def literal(self, error: Any, path: Path) -> Diagnostic:
        """A word that is not one of those allowed."""
        found = self._found(path)
        if isinstance(found, list | dict):
            return self._about(path, "RK0203", f"must be a word, not {_kind(found)}", _WORD)
        allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        node = shape.type_at(error["loc"][:-1])
        other = node.otherwise.get(str(path[-1]), _WORD) if shape.is_node(node) else _WORD
        hint = suggestion(str(error["input"]), allowed) or other
        words = f"is `{_short(error['input'])}`; it must be {_either(allowed)}"
        return self._about(path, "RK0206", words, hint)

    def bound(self, error: Any, path: Path) -> Diagnostic:
        """A number that is too small or too large."""
        (limit,) = error["ctx"].values()
        side, more = ("least", "more") if "greater" in error["type"] else ("most", "less")
        words = f"is {_short(error['input'])}; it must be at {side} {limit}"
        return self._about(path, "RK0208", words, f"write `{limit}`, or {more} than that")

    def short(self, error: Any, path: Path) -> Diagnostic | None:
        """A list without items, or with too few."""
        least, found = error["ctx"]["min_length"], self._found(path)
        if isinstance(found, list) and len(found) >= least:
            return None  # some are at fault, and reported
        if found:
            return self._about(
                path, "RK0204", f"needs at least {least} items", "add what is missing"
            )
        return self._about(path, "RK0204", "is empty", "give it an item, or delete it")

    def block(self, error: Any, path: Path) -> Diagnostic:
        """An item of a body that is no block."""
        found = self._found(path)
        if not isinstance(found, dict):
            words = f"must be text or a block, not {_kind(found)}"
            return self._about(path, "RK0203", words, _TEXT)
        key = next(iter(found), None)
        if key is None:
            return self._about(path, "RK0204", "is empty", f"a block is one of {_words(BLOCKS)}")
        if key in BLOCKS:
            beside, span = "put it beside what holds it", self._head((*path, key))
            return _error("RK0206", f"`{key}` cannot stand in here", span, beside)
        hint = _COLON if _is_text(key) else suggestion(key, BLOCKS)
        hints = (
            (hint,) if hint else (f"a block is {_either(BLOCKS)}; a text alone is prose", _COLON)
        )
        return _error("RK0201", f"unknown block `{key}`", self._head((*path, key)), *hints)

    def fault(self, error: Any, path: Path) -> Diagnostic:
        """What one of our own checks refused."""
        fault = error["ctx"]["error"]
        if isinstance(fault, Fault):
            return self._about(path, fault.code, str(fault), *fault.hints)
        hints = (fault.hint,) if isinstance(fault, EdtfError) and fault.hint else ()
        return _error("RK0205", str(fault), self.source.place(path), *hints)

    def other(self, error: Any, path: Path) -> Diagnostic:
        return self._about(path, "RK0203", "cannot be used as it is", _TEXT)

    def _about(self, path: Path, code: str, words: str, *hints: str) -> Diagnostic:
        subject = name(self.source, path)
        return _error(code, f"{subject} {words}", self.source.place(path), *hints)

    def _found(self, path: Path) -> Any:
        """The value in the source at `path`, or else the nearest one around it."""
        value: Any = self.source.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                break
        return value


_KINDS: dict[str, Callable[[_Report, Any, Path], Diagnostic | None]] = {
    "extra_forbidden": _Report.unknown,
    "missing": _Report.missing,
    "string_type": _Report.wrong,
    "tuple_type": _Report.wrong,
    "model_type": _Report.wrong,
    "model_attributes_type": _Report.wrong,
    "bool_type": _Report.wrong,
    "int_type": _Report.wrong,
    "float_type": _Report.wrong,
    "dict_type": _Report.wrong,
    "greater_than_equal": _Report.bound,
    "less_than_equal": _Report.bound,
    "literal_error": _Report.literal,
    "too_short": _Report.short,
    "union_tag_not_found": _Report.block,
    "value_error": _Report.fault,
}


def _error(code: str, message: str, span: Span, *hints: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, message, span, hints)


def _right(wanted: Any, found: object) -> str:
    """What to write where a value is of another type than `wanted`."""
    if shape.item(wanted) is not None:
        return "put each item into a line of its own, after `- `"
    if wanted in _SAMPLES:
        return f"write {_SAMPLES[wanted]}"
    if isinstance(found, dict):
        return _COLON
    if get_origin(wanted) is dict:
        return "write `key: value` in lines of their own below it"
    return _keys_of(wanted) if shape.is_node(wanted) else _TEXT


def _unknown_hints(key: str, node: type[Node]) -> tuple[str, ...]:
    if _is_text(key):
        return (_COLON,)
    if ":" in key:
        return (f"write `{key.replace(':', ': ', 1)}`, with a space after the colon",)
    if node in BLOCKS.values() and key in BLOCKS:
        return (f"each block is an item of its own: write `- {key}:`",)
    owner = shape.owners().get(key)
    if owner:
        belongs = f"`{key}` belongs to {_either([kind.noun for kind in owner], '')}"
        return (*_near(key, node), belongs)
    return _near(key, node) or (_keys_of(node),)


def _meant(key: str, node: type[Node]) -> str | None:
    return did_you_mean(key, shape.fields(node))


def _is_text(key: str) -> bool:
    """Whether a key looks like the beginning of a text with a colon in it."""
    return " " in key.strip()


def _near(key: str, node: type[Node]) -> tuple[str, ...]:
    hint = suggestion(key, shape.fields(node))
    return (hint,) if hint else ()


def _keys_of(node: type[Node]) -> str:
    return f"{node.noun} has {_words(shape.fields(node))}"


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _either(words: Iterable[str], quote: str = "`") -> str:
    *most, last = [f"{quote}{word}{quote}" for word in words]
    return f"{', '.join(most)} or {last}" if most else last


_SAMPLES = {bool: "`true` or `false`", int: "a number such as `2`", float: "one such as `1.5`"}
_SCALARS = {bool: "true or false", int: "a whole number", float: "a number"}


def _wanted(kind: Any) -> str:
    if kind in _SCALARS:
        return _SCALARS[kind]
    if get_origin(kind) is dict:
        return "keys and values"
    if shape.item(kind) is not None:
        return "a list"
    if not shape.is_node(kind):
        return "text"
    return str(kind.noun) if kind.shorthand else "keys and values"


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, bool):
        return "true or false"
    return {list: "a list", int: "a number", float: "a number"}.get(type(value), "text")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
