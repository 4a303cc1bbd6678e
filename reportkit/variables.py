"""Variables of a briefing, and what a build decides about it by `--set`.

In go a source and what the command line sets, out comes a source in whose texts every `$(name)`
has given way to its value; `$$(name)` stands for `$(name)` itself. A value is text as it is, so
that nothing can grow without end. The model need not know of any of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.source import Path, Source
from reportkit.source.edits import Edit
from reportkit.source.scalars import resolve
from reportkit.source.text import first_control

SETTINGS = ("date", "draft", "handling", "number")
"""What a build may decide besides variables; `number` is that of the series."""
MAX_INSERTED = 1_000_000
"""Characters that variables may add to a briefing."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_USE = re.compile(r"(\$?)\$\(([A-Za-z][A-Za-z0-9_-]*)\)")
_BOOLS = {"true": True, "false": False}


def apply(source: Source, chosen: Mapping[str, str], diagnostics: Diagnostics) -> Source | None:
    """`source` as the build wants it, with its variables in place; None after findings.

    `chosen` holds what `--set` gives, under its key.
    """
    declared = source.data.get("variables", {})
    if not isinstance(declared, dict):
        return source  # the model says what is wrong
    if not (declared or chosen or _may_use_one(source)):
        return source
    stage = _Variables(source, declared, diagnostics)
    stage.check()
    for key, text in chosen.items():
        stage.choose(key, text)
    return stage.run()


def _may_use_one(source: Source) -> bool:
    """Whether `$(` is written in any text; most briefings have none."""
    return any("$(" in written.value for written in source.scalars.values())


class _Variables:
    def __init__(self, source: Source, declared: dict[str, Any], diagnostics: Diagnostics) -> None:
        self.source, self.diagnostics = source, diagnostics
        self.values = dict(declared)
        self.written = {
            name: source.texts.get(("variables", name), value) for name, value in declared.items()
        }
        self.used: set[str] = set()
        self.spans, self.keys = source.spans.copy(), source.keys.copy()
        self.texts, self.scalars = dict(source.texts), dict(source.scalars)
        self.edits: dict[Path, tuple[Edit, ...]] = {}
        self.data = dict(source.data)
        self.inserted = 0
        self.is_sound = True

    def check(self) -> None:
        """Refuse variables that cannot be."""
        for name, value in self.values.items():
            path = ("variables", name)
            if not _NAME.fullmatch(name):
                hint = "a name has letters, digits, hyphens and underscores"
                self._refuse("RK0212", f"`{name}` cannot name a variable", path, hint, key=True)
            elif name in SETTINGS:
                hint = "choose another name: a build sets this one by `--set`"
                self._refuse("RK0212", f"`{name}` cannot name a variable", path, hint, key=True)
            elif isinstance(value, dict | list) or value is None:
                hint = "give it a text or a number"
                self._refuse("RK0212", f"the variable `{name}` must have one value", path, hint)
            elif isinstance(value, str) and _USE.search(value):
                hint = "a value is printed as it is: write it out"
                self._refuse("RK0212", f"the variable `{name}` uses another", path, hint)

    def choose(self, key: str, text: str) -> None:
        """Take over one `--set`."""
        if first_control(text):
            self._refuse_choice(key)
        elif key in self.values:
            self.values[key], self.written[key] = resolve(text), text
        elif key == "draft" and text in _BOOLS:
            self._put(("draft",), _BOOLS[text], text)
        elif key == "number" and "series" in self.data:
            series = self.data["series"]
            self.data["series"] = dict(series) if isinstance(series, dict) else {"name": series}
            self._put(("series", "number"), text, text)
        elif key in ("date", "handling"):
            self._put((key,), text, text)
        else:
            self._refuse_choice(key)

    def _put(self, path: Path, value: Any, text: str) -> None:
        """Set the value at `path`, whose place is the command line."""
        parent = self.data if len(path) == 1 else self.data[str(path[0])]
        parent[str(path[-1])] = value
        for places in (self.spans, self.keys, self.texts, self.scalars):
            for inner in [inner for inner in places if inner[: len(path)] == path]:
                del places[inner]
        self.spans[path] = self.keys[path] = Span(f"--set {path[-1]}={text}")

    def _refuse_choice(self, key: str) -> None:
        place = Span(f"--set {key}")
        names = (*self.values, *SETTINGS)
        if key in names and key not in ("draft", "number"):
            message, hint = f"the value of `{key}` holds an invisible character", "delete it"
        elif key == "draft":
            message, hint = "`draft` is true or false", "write --set draft=true"
        elif key == "number":
            message, hint = "the briefing has no series", "give it `series: {name: …}`"
        else:
            message = f"the briefing declares no variable `{key}`"
            hint = suggestion(key, names) or f"it has: {', '.join(names)}"
        self.diagnostics.error("RK0801", message, place, hint)
        self.is_sound = False

    def run(self) -> Source | None:
        data = {key: self._value(value, (key,)) for key, value in self.data.items()}
        if not self.is_sound:
            return None
        if "variables" in data:
            data["variables"] = {name: str(self.written[name]) for name in self.values}
        self._report_unused()
        return replace(
            self.source,
            data=data,
            spans=self.spans,
            keys=self.keys,
            texts=self.texts,
            scalars=self.scalars,
            edits=self.edits,
        )

    def _value(self, value: Any, path: Path) -> Any:
        if path == ("variables",):
            return value
        if isinstance(value, dict):
            return {key: self._value(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._value(inner, (*path, at)) for at, inner in enumerate(value)]
        return self._text(value, path) if isinstance(value, str) and "$(" in value else value

    def _text(self, text: str, path: Path) -> Any:
        """A text with values in place; a value alone where the text is nothing but its name."""
        whole = _USE.fullmatch(text.strip())
        if whole and not whole[1] and whole[2] in self.values:
            return self._whole(whole[2], path)
        pieces, edits, at = [], [], 0
        for match in _USE.finditer(text):
            became = self._became(match, path)
            pieces += [text[at : match.start()], became]
            edits.append(Edit(match.start(), len(match[0]), len(became)))
            at = match.end()
        self.edits[path] = tuple(edits)
        return "".join((*pieces, text[at:]))

    def _whole(self, name: str, path: Path) -> Any:
        text, value = self._use(name), self.values[name]
        self.scalars.pop(path, None)
        if isinstance(value, str):
            return text
        self.texts[path] = text
        return value

    def _became(self, match: re.Match[str], path: Path) -> str:
        """What stands in the place of one `$(name)`."""
        name = match[2]
        if match[1]:
            return match[0][1:]
        if name not in self.values:
            self._undeclared(match, path)
            return match[0]
        return self._use(name)

    def _use(self, name: str) -> str:
        """The value of a variable; "" when they have grown too long together."""
        self.used.add(name)
        became = str(self.written[name])
        self.inserted += len(became)
        if self.inserted <= MAX_INSERTED:
            return became
        if self.is_sound:
            message = f"variables add over {MAX_INSERTED} characters to the briefing"
            self._refuse("RK0110", message, ("variables",), "include a file for long texts")
        return ""

    def _undeclared(self, match: re.Match[str], path: Path) -> None:
        near = suggestion(match[2], self.values, lambda name: f"$({name})")
        hints = (
            near or f"declare it: `variables: {{{match[2]}: …}}`",
            f"write `$${match[0][1:]}` where the sign itself is meant",
        )
        place = self.source.place(path, match.start(), len(match[0]))
        self.diagnostics.error("RK0211", f"no variable is named `{match[2]}`", place, *hints)
        self.is_sound = False

    def _report_unused(self) -> None:
        for name in self.values:
            if name not in self.used:
                place = self.source.keys[("variables", name)]
                hint = f"write `$({name})` where it is to stand, or delete it"
                message = f"the variable `{name}` is never used"
                self.diagnostics.warning("RK0213", message, place, hint)

    def _refuse(self, code: str, message: str, path: Path, *hints: str, key: bool = False) -> None:
        place = self.source.keys[path] if key else self.source.place(path)
        self.diagnostics.error(code, message, place, *hints)
        self.is_sound = False
