"""Cross-references: `@fig:trade` becomes “Figure 3”, with a link and, in print, the page.

In go what can be referred to, before any prose is made, and then the references; out comes their
markup, or an error that says what was probably meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.frozen import frozen
from reportkit.view.language import Language
from reportkit.view.notation import KINDS, MISTAKEN, CrossReference, Where
from reportkit.view.report import Html

_OWNERS = {"fig": "figure or chart", "tab": "table or matrix", "sec": "section", "app": "appendix"}


@frozen
class Target:
    """What a reference can point at."""

    anchor: str
    number: str
    """"" if it has none."""
    title: str = ""
    """Markup that stands for a number where there is none; "" if there is nothing to say."""


@dataclass(slots=True)
class References:
    """Everything that can be referred to, by kind and id."""

    language: Language
    diagnostics: Diagnostics
    targets: dict[str, dict[str, Target]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )

    def add(self, kind: str, name: str, target: Target) -> None:
        """Let `@kind:name` point at `target`; `kind` is a key of `KINDS`."""
        self.targets[kind].setdefault(name, target)

    def markup(self, mark: CrossReference, where: Where) -> Html:
        """The link for `mark`; the words of it, after an error, if it points nowhere."""
        target = self._find(mark, where)
        if target is None:
            return Html(escape(mark.id))
        before, after = self.page_words()
        words = self._words(mark, target)
        return Html(
            f'<a class="cross-reference page-number" href="#{target.anchor}" '
            f'data-before="{escape(before)}" data-after="{escape(after)}">{words}</a>'
        )

    def page_words(self) -> tuple[str, str]:
        """What stands before and after the number of a page, with the space that it needs."""
        before, _, after = self.language.blocks["on_page"].partition("{page}")
        # Full-width brackets bring their own space.
        return before if before.startswith("（") else f" {before}", after

    def _words(self, mark: CrossReference, target: Target) -> str:
        if not target.number:
            return target.title
        if mark.is_bare:
            return target.number
        pattern = self.language.blocks[f"{KINDS[mark.kind]}_reference"]
        words = pattern.format(number=target.number)
        return words[0].upper() + words[1:] if mark.is_capital else words

    def _find(self, mark: CrossReference, where: Where) -> Target | None:
        if mark.kind in MISTAKEN:
            meant = MISTAKEN[mark.kind]
            message = f"there is no kind of reference `@{mark.kind}:`"
            self._report(message, where(), f"write `@{meant}:{mark.id}`")
            return None
        found = self.targets[mark.kind].get(mark.id)
        if found is None:
            self._miss(mark, where())
        elif not found.number and not found.title:
            what = KINDS[mark.kind]
            message = f"the {what} {mark.id!r} has no number"
            self._report(message, where(), "give it a caption: what has a caption is numbered")
            return None
        return found

    def _miss(self, mark: CrossReference, span: Span | None) -> None:
        """Nothing has the id: perhaps something of another kind, or one that is spelt otherwise."""
        what = _OWNERS[mark.kind]
        message = f"no {what} has the id {mark.id!r}"
        for kind, targets in self.targets.items():
            if mark.id in targets:
                self._report(message, span, f"write `@{kind}:{mark.id}`: it is {_a(KINDS[kind])}")
                return
        known = {f"@{kind}:{name}" for kind, names in self.targets.items() for name in names}
        near = suggestion(mark.id, self.targets[mark.kind], lambda name: f"@{mark.kind}:{name}")
        near = near or suggestion(f"@{mark.kind}:{mark.id}", known)
        self._report(message, span, near or f"give the {what} `id: {mark.id}`")

    def _report(self, message: str, span: Span | None, hint: str) -> None:
        self.diagnostics.error("RK0301", message, span, hint)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
