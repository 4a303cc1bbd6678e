"""Citations: numbers in brackets that lead to the list of sources, and back from there.

A source has the number of its place in the author's list, cited or not: numbers in the order of
citation would all move, in every chapter, when one sentence is added to the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.model.briefing import Source
from reportkit.view.anchors import Anchors
from reportkit.view.notation import Where
from reportkit.view.report import Html, Reference

SHORT = 12
"""Characters of a place, such as “p. 4”, that stays on one line."""

_SIGN = "write \\@ where the sign itself is meant"


class Citations:
    """The sources of a report, and where each is cited."""

    def __init__(
        self, sources: Iterable[Source], anchors: Anchors, diagnostics: Diagnostics
    ) -> None:
        self._anchors, self._diagnostics = anchors, diagnostics
        self._numbers: dict[str, int] = {}
        self.sources: list[tuple[str, str]] = []
        """Number and anchor of each source."""
        self._cited: dict[int, list[Reference]] = {}
        for number, source in enumerate(sources, 1):
            anchor = anchors.make(f"source-{source.id or number}", "source")
            self.sources.append((str(number), anchor))
            if source.id:
                self._numbers[source.id] = number

    def markup(self, items: Iterable[tuple[str, str, Where]], here: Reference | None) -> Html:
        """`[1, p. 4; 2]` for ids of sources with the place in each, cited in the section `here`."""
        links = [self._link(name, place, here, where) for name, place, where in items]
        return Html(f'<span class="citation">[{"; ".join(links)}]</span>')

    def places(self, number: str) -> tuple[Reference, ...]:
        """The sections that cite the source of that number, with the first place in each."""
        return tuple(self._cited.get(int(number), ()))

    def _link(self, name: str, place: str, here: Reference | None, where: Where) -> str:
        number = self._numbers.get(name)
        if number is None:
            self._report(name, where())
            return escape(name)
        _, anchor = self.sources[number - 1]
        own = self._first(name, number, here)
        attribute = f' id="{own}"' if own else ""
        within = place.replace(" ", "\u00a0") if len(place) <= SHORT else place
        ending = f", {escape(within, quote=False)}" if within else ""
        return f'<a{attribute} href="#{anchor}">{number}</a>{ending}'

    def _first(self, name: str, number: int, here: Reference | None) -> str:
        """The anchor for the first citation of a source in a section; "" for others."""
        cited = self._cited.setdefault(number, [])
        if here is None or any(place.title == here.title for place in cited):
            return ""
        anchor = self._anchors.make(f"cited-{name}-{here.number or here.anchor}", "cited")
        cited.append(replace(here, anchor=anchor))
        return anchor

    def _report(self, name: str, span: Span | None) -> None:
        near = suggestion(name, self._numbers)
        hints = (near,) if near else (f"add it to `sources:` with `id: {name}`", _SIGN)
        self._diagnostics.error("RK0301", f"no source has the id {name!r}", span, *hints)
