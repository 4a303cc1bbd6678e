"""What the makers of blocks share: words, places, anchors, and what refers to what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportkit.diagnostics import Diagnostics, Span, did_you_mean
from reportkit.model.dated import Event, When
from reportkit.model.node import Captioned
from reportkit.source import Path, Source
from reportkit.view.anchors import Anchors
from reportkit.view.language import Language
from reportkit.view.prose import Prose
from reportkit.view.report import Caption, Html, Numbered, Reference


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a date, from a point or from the timeline's own list."""

    when: When
    status: str | None
    """"happened", "expected", or None where the edition's date decides."""
    text: Html
    references: tuple[Reference, ...]


@dataclass(slots=True)
class Context:
    """One briefing on its way to a view."""

    source: Source
    language: Language
    diagnostics: Diagnostics
    anchors: Anchors
    prose: Prose
    by_id: dict[str, Reference] = field(default_factory=dict)
    """The sections that the author gave an id."""
    numbered: dict[Path, Numbered] = field(default_factory=dict)
    """Captioned blocks under their paths."""
    terms: dict[Path, str] = field(default_factory=dict)
    """Anchors of definitions under their paths."""
    dated: list[Dated] = field(default_factory=list)
    """What the timeline will hold, in the order of reading."""

    def blocks(self, text: str, path: Path) -> Html:
        """Block markup of the prose at `path`."""
        return self.prose.blocks(text, lambda offset: self.source.place(path, offset))

    def inline(self, text: str, path: Path) -> Html:
        """Inline markup of the paragraph at `path`."""
        return self.prose.inline(text, lambda offset: self.source.place(path, offset))

    def given(self, text: str | None, path: Path) -> Html:
        """Inline markup of the paragraph at `path`; "" if the author gave none."""
        return self.inline(text, path) if text else Html("")

    def caption(self, block: Captioned, path: Path) -> Caption:
        """The caption of the block at `path`."""
        numbered = self.numbered[path]
        text = self.given(block.caption, (*path, "caption"))
        pattern = self.language.blocks[f"{numbered.series}_number"] if numbered.number else ""
        return Caption(pattern.format(number=numbered.number), numbered.anchor, text)

    def add_event(self, event: Event, path: Path) -> None:
        """Take the event at `path` into the timeline."""
        text = self.inline(event.text, (*path, "text"))
        reference = self.see(event.see, (*path, "see"))
        self.dated.append(Dated(event.when, event.status, text, (reference,) if reference else ()))

    def see(self, wanted: str | None, path: Path) -> Reference | None:
        """The section that `see` at `path` names; an error if there is none."""
        if wanted is not None and wanted not in self.by_id:
            message = f"no section has the id {wanted!r}"
            self.points_nowhere(message, wanted, self.by_id, self.source.place(path))
        return self.by_id.get(wanted or "")

    def points_nowhere(
        self, message: str, wanted: str, known: Iterable[str], span: Span | None
    ) -> None:
        """An error about a reference that misses, with what it may have meant."""
        meant = did_you_mean(wanted, known)
        hint = f"did you mean {meant!r}?" if meant else f"give the section `id: {wanted}`"
        self.diagnostics.error("RK0301", message, span, hint)
