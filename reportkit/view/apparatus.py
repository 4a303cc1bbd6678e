"""What the prose of a report refers to, and what its marks become.

In goes a mark of `view.notation` with the path of the text that holds it; out comes its markup.
The path says all: which section cites, in which part a note is counted, which notes are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.source import Path, Source
from reportkit.view.anchors import slugify
from reportkit.view.citations import Citations
from reportkit.view.notation import Citation, CrossReference, Mark, Note, NoteCall, Where
from reportkit.view.notes import Notes
from reportkit.view.prose import Prose, Resolve
from reportkit.view.references import References
from reportkit.view.report import Html, Reference

BEHIND = ("appendices", "timeline", "glossary", "sources", "back")
FLOW = {
    **dict.fromkeys(("front", "summary"), "opening"),
    "sections": "body",
    **dict.fromkeys(BEHIND, "appendices"),
}
"""Where parts follow one another: first step of a path -> name of the part that holds them all."""
LAST = {"back": FLOW["back"]}
"""The same where each part begins a page, but for those that close the report."""


@dataclass(slots=True)
class Apparatus:
    """References, citations and notes of one report."""

    source: Source
    prose: Prose
    diagnostics: Diagnostics
    references: References
    citations: Citations
    notes: Notes
    places: Mapping[Path, Reference] = field(default_factory=dict)
    """Sections and other parts under their paths."""
    is_flowing: bool = False
    """All sections are one part, as is what is before them and what is behind them."""

    def resolve(self, path: Path, may_note: bool = True, is_printed: bool = True) -> Resolve:
        """What makes markup of the marks in the text at `path`; `may_note` lets it have notes.

        Nothing can lead to a citation in a text that print does not show.
        """
        here = self.here(path) if is_printed else None

        def resolve(mark: Mark, where: Where) -> str:
            match mark:
                case CrossReference():
                    return self.references.markup(mark, where)
                case Citation():
                    items = [(name, place, where) for name, place in mark.items]
                    return self.citations.markup(items, here)
            if not may_note:
                hint = "put it into a text of the section"
                self.diagnostics.error("RK0307", "a note cannot stand here", where(), hint)
                return ""
            if isinstance(mark, NoteCall):
                return self._named(mark, path, where)
            return self._note(mark, path, where)

        return resolve

    def here(self, path: Path) -> Reference | None:
        """The innermost section that holds `path`."""
        lengths = range(len(path), 0, -1)
        return next((self.places[path[:n]] for n in lengths if path[:n] in self.places), None)

    def part(self, path: Path) -> str:
        """A short name of the part that holds `path`, for anchors: "2", "a", "summary"."""
        joined = FLOW if self.is_flowing else LAST
        if path[0] in joined:
            return joined[str(path[0])]
        lengths = range(1, len(path) + 1)
        place = next((self.places[path[:n]] for n in lengths if path[:n] in self.places), None)
        if place:
            return slugify(place.number) or place.anchor
        return slugify("-".join(str(step) for step in path[:2] if step != "sections"))

    def report_unused(self) -> None:
        """A warning for each named note that nothing calls."""
        for path in self.notes.unused():
            span = self.source.keys.get(path) or self.source.place(path)
            hint = f"call it with `[^{path[-1]}]`, or delete it"
            self.diagnostics.warning("RK0306", f"nothing calls the note {path[-1]!r}", span, hint)

    def _note(self, mark: Note, path: Path, where: Where) -> Html:
        if mark.is_whole:
            return self.notes.add(mark.markup, self.part(path))
        hints = ("close it with `]` and give it words", "write \\^ where the sign itself is meant")
        self.diagnostics.error("RK0307", "the note is not whole", where(), *hints)
        return Html("^[")

    def _named(self, mark: NoteCall, path: Path, where: Where) -> Html:
        found = None if mark.is_definition else self.notes.find(mark.name, path)
        if found is None:
            self._report_missing(mark, where())
            return Html(escape(f"[^{mark.name}]", quote=False))
        part = self.part(path)
        again = self.notes.again(part, found)
        return again or self.notes.add(self._definition(found, path), part, found)

    def _definition(self, found: Path, path: Path) -> Html:
        """The words of the note at `found`, called at `path`."""
        text = self.notes.definitions[found[:-2]][str(found[-1])]
        resolve = self.prose.outside_notes(self.resolve(path))
        return self.prose.inline(text, lambda offset: self.source.place(found, offset), resolve)

    def _report_missing(self, mark: NoteCall, span: Span | None) -> None:
        if mark.is_definition:
            message = f"the note {mark.name!r} is written in the text"
            hint = f"write it under `notes:` of the section, as `{mark.name}: …`"
            self.diagnostics.error("RK0307", message, span, hint)
            return
        near = suggestion(mark.name, self.notes.names())
        hint = near or f"write it under `notes:`: `{mark.name}: …`"
        self.diagnostics.error("RK0301", f"no note has the name {mark.name!r}", span, hint)
