"""What the makers of blocks share: words, places, anchors, and what refers to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.model.dated import Event, When
from reportkit.model.edtf import Edtf
from reportkit.model.node import Captioned
from reportkit.source import Path, Source
from reportkit.source.table import DataTable
from reportkit.view.anchors import Anchors
from reportkit.view.apparatus import Apparatus
from reportkit.view.language import Language
from reportkit.view.layout import PLAIN, Layout
from reportkit.view.paragraphs import Paragraphs
from reportkit.view.prose import Prose, echo
from reportkit.view.report import Caption, Html, Numbered, Reference


@frozen
class Dated:
    """Something with a date, from a point or from the timeline's own list."""

    when: When
    status: str | None
    """"happened", "expected", or None where the edition's date decides."""
    text: Html
    references: tuple[Reference, ...]
    label: str = ""
    """What a drawing calls it; "" if that is its text."""
    lane: str = ""
    """The row of a drawing that it stands in."""
    path: Path = ()
    """Where the source says it."""
    is_point: bool = False
    """A point tells it too."""


@dataclass(slots=True)
class Context:
    """One briefing on its way to a view."""

    source: Source
    language: Language
    diagnostics: Diagnostics
    anchors: Anchors
    prose: Prose
    apparatus: Apparatus
    """What references, citations and notes become."""
    by_id: Mapping[str, Reference] = field(default_factory=dict)
    """The sections that the author gave an id."""
    layout: Layout = PLAIN
    """What the theme decides."""
    paragraphs: Paragraphs = field(default_factory=Paragraphs)
    """The numbers of paragraphs."""
    edition: Edtf | None = None
    """The date of the report."""
    numbered: dict[Path, Numbered] = field(default_factory=dict)
    """Captioned blocks under their paths."""
    terms: dict[Path, str] = field(default_factory=dict)
    """Anchors of definitions under their paths."""
    tables: Mapping[Path, DataTable] = field(default_factory=dict)
    """The data files under the paths of the keys that name them."""
    texts: Mapping[Path, str] = field(default_factory=dict)
    """The files that are printed as they are, under the paths of the keys that name them."""
    dated: list[Dated] = field(default_factory=list)
    """What the timeline will hold, in the order of reading."""
    drawn: set[Path] = field(default_factory=set)
    """Where the source tells events that a timeline draws."""
    listed: dict[str, list[Caption]] = field(default_factory=dict)
    """The numbered captions of each series, in the order of reading."""

    def blocks(self, text: str, path: Path, may_note: bool = True) -> Html:
        """Block markup of the prose at `path`; `may_note` lets it have notes."""
        resolve = self.apparatus.resolve(path, may_note)
        return self.prose.blocks(text, lambda offset: self.source.place(path, offset), resolve)

    def inline(self, text: str, path: Path, may_note: bool = True) -> Html:
        """Inline markup of the paragraph at `path`; `may_note` lets it have notes."""
        resolve = self.apparatus.resolve(path, may_note)
        return self.prose.inline(text, lambda offset: self.source.place(path, offset), resolve)

    def cited(self, text: Html, sources: Iterable[str], path: Path) -> Html:
        """`text` and after it the citation of the list of `sources` at `path`."""
        items = [(n, "", partial(self.source.place, (*path, i))) for i, n in enumerate(sources)]
        if not items:
            return text
        citations = self.apparatus.citations
        return Html(f"{text}\u00a0{citations.markup(items, self.apparatus.here(path))}")

    def given(self, text: str | None, path: Path) -> Html:
        """Inline markup of the paragraph at `path`; "" if the author gave none."""
        return self.inline(text, path) if text else Html("")

    def caption(self, block: Captioned, path: Path) -> Caption:
        """The caption of the block at `path`."""
        numbered = self.numbered[path]
        text = self.given(block.caption, (*path, "caption"))
        pattern = self.language.blocks[f"{numbered.series}_number"] if numbered.number else ""
        label = pattern.format(number=numbered.number)
        caption = Caption(label, numbered.number, numbered.anchor, text)
        if numbered.number:
            listed = replace(caption, text=echo(text))
            self.listed.setdefault(numbered.series, []).append(listed)
        return caption

    def event(self, event: Event, path: Path) -> Dated:
        """What a timeline shows of the event at `path`."""
        text = self.inline(event.text, (*path, "text"))
        text = self.cited(text, event.sources, (*path, "sources"))
        reference = self.see(event.see, (*path, "see"))
        references = (reference,) if reference else ()
        label, lane = event.label or "", event.lane or ""
        return Dated(event.when, event.status, text, references, label, lane, path)

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
        hint = suggestion(wanted, known) or f"give the section `id: {wanted}`"
        self.diagnostics.error("RK0301", message, span, hint)
