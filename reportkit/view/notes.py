"""Notes: numbered by part, printed once in each part that calls them.

In go the notes in the order of reading, out comes the markup of their calls. A note itself stands
behind its first call, from where print takes it to the foot of the page and the page for readers
to the end of the part. Its number is text and begins anew with every part, so that a note more in
one chapter does not change another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportkit.source import Path
from reportkit.view.anchors import Anchors
from reportkit.view.report import Html


@dataclass(slots=True)
class _Printed:
    """A note that has its number."""

    number: int
    anchor: str
    call: str
    """Anchor of the first call."""
    calls: int = 1


@dataclass(slots=True)
class Notes:
    """The notes of a report."""

    anchors: Anchors
    definitions: dict[Path, Mapping[str, str]] = field(default_factory=dict)
    """The named notes of the briefing and of sections, under the paths of those."""
    _counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _printed: dict[tuple[str, Path], _Printed] = field(default_factory=dict)

    def find(self, name: str, here: Path) -> Path | None:
        """Path of the note `name` that counts at `here`: that of the innermost section."""
        for length in range(len(here), -1, -1):
            if name in self.definitions.get(here[:length], ()):
                return (*here[:length], "notes", name)
        return None

    def names(self) -> set[str]:
        """The names of all notes."""
        return {name for notes in self.definitions.values() for name in notes}

    def add(self, text: str, part: str, path: Path | None = None) -> Html:
        """Call a note with the markup `text` first in `part`; `path` is that of a named one."""
        self._counts[part] += 1
        number = self._counts[part]
        call = self.anchors.make(f"call-{part}-{number}", "call")
        anchor = self.anchors.make(f"note-{part}-{number}", "note")
        if path is not None:
            self._printed[part, path] = _Printed(number, anchor, call)
        return Html(
            f"{_call(call, anchor, number)}"
            f'<small class="footnote" role="doc-footnote" id="{anchor}">'
            f'<a class="footnote-number" role="doc-backlink" href="#{call}">{number}</a> '
            f"{text}</small>"
        )

    def again(self, part: str, path: Path) -> Html | None:
        """Call the named note at `path` once more in `part`; None if it is not printed there."""
        printed = self._printed.get((part, path))
        if printed is None:
            return None
        printed.calls += 1
        call = self.anchors.make(f"{printed.call}-{printed.calls}", "call")
        return Html(_call(call, printed.anchor, printed.number))

    def unused(self) -> Iterator[Path]:
        """Paths of the named notes that nothing has called."""
        called = {path for _, path in self._printed}
        for scope, notes in self.definitions.items():
            yield from (p for name in notes if (p := (*scope, "notes", name)) not in called)


def _call(call: str, anchor: str, number: int) -> str:
    link = f'<a role="doc-noteref" id="{call}" href="#{anchor}">{number}</a>'
    return f'<sup class="note-call">{link}</sup>'
