"""The first use of a defined term in prose becomes a link to its meaning.

In go the terms with the anchors of their meanings, and the inline tokens of each paragraph in the
order of reading; out come tokens with links in them. What stands in a link or in code is left
alone. The longest term that fits wins; its first letter may be large or small.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it.token import Token

from reportkit.diagnostics import Diagnostics
from reportkit.model.blocks.definitions import Definition
from reportkit.model.briefing import Briefing
from reportkit.source import Path, Source
from reportkit.view.anchors import Anchors, slugify

CLASS = "term"
"""Of the links."""


@dataclass(slots=True)
class Terms:
    """The terms of a report, and which of them have had their link."""

    anchors: Mapping[str, str]
    """Each form of a term -> the anchor of its meaning."""
    linked: set[str] = field(default_factory=set)

    def may_be_in(self, text: str) -> bool:
        """Whether a term stands in `text`, which is nothing but words."""
        return bool(self.anchors) and _pattern(tuple(self.anchors)).search(text) is not None

    def link(self, tokens: Iterable[Token]) -> list[Token]:
        """`tokens` of one paragraph, with a link where a term is used for the first time."""
        if not self.anchors:
            return list(tokens)
        pattern, depth = _pattern(tuple(self.anchors)), 0
        out: list[Token] = []
        for token in _joined(tokens):
            depth += (token.type == "link_open") - (token.type == "link_close")
            is_free = token.type == "text" and not depth
            out += self._split(token.content, pattern) if is_free else [token]
        return out

    def _split(self, text: str, pattern: re.Pattern[str]) -> Iterator[Token]:
        at = 0
        for match in pattern.finditer(text):
            anchor = self._anchor(match[0])
            if anchor not in self.linked:
                self.linked.add(anchor)
                yield from (_text(text[at : match.start()]),) if match.start() > at else ()
                yield Token("link_open", "a", 1, attrs={"href": f"#{anchor}", "class": CLASS})
                yield _text(match[0])
                yield Token("link_close", "a", -1)
                at = match.end()
        yield from (_text(text[at:]),) if text[at:] or not at else ()

    def _anchor(self, found: str) -> str:
        """The anchor of `found`, whose first letter need not be that of the term."""
        found = " ".join(found.split())
        forms = (found, found[0].swapcase() + found[1:])
        return next(self.anchors[form] for form in forms if form in self.anchors)


def place_terms(
    briefing: Briefing, anchors: Anchors, source: Source, diagnostics: Diagnostics
) -> tuple[dict[Path, str], Terms]:
    """The anchor of each definition under its path, and the terms to link."""
    places: dict[Path, str] = {}
    forms: dict[str, str] = {}
    meant: set[str] = set()
    for path, definition in briefing.nodes:
        if not isinstance(definition, Definition):
            continue
        wish = f"term-{slugify(definition.term) or len(places) + 1}"
        places[path] = anchors.make(wish, "term")
        for form in (definition.term, *definition.also):
            if form in meant:
                span = source.place((*path, "term"))
                message = f"the term “{form}” has a meaning already"
                diagnostics.error("RK0320", message, span, "define every term once")
            meant.add(form)
            if definition.link:
                forms.setdefault(form, places[path])
    return places, Terms(forms)


def sort_key(term: str) -> str:
    """By letters without case and accents, which is how a short list is looked up."""
    folded = unicodedata.normalize("NFKD", term.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """`tokens` with each run of text as one, so that a term may go over the end of a line."""
    run = ""
    for token in tokens:
        if token.type in ("text", "softbreak"):
            run += token.content or "\n"
            continue
        if run:
            yield _text(run)
            run = ""
        yield token
    if run:
        yield _text(run)


@lru_cache(1)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(_form, longest_first)))


def _form(form: str) -> str:
    """A form as a pattern: whole words alone, but where a script sets no spaces anything."""
    first = f"[{re.escape(form[0])}{re.escape(form[0].swapcase())}]" if form[0].isalpha() else ""
    body = first + re.escape(form[1:]) if first else re.escape(form)
    body = re.sub(r"(?:\\\s)+", r"\\s+", body)
    start = r"(?<!\w)" if _has_spaces(form[0]) else ""
    end = r"(?!\w)" if _has_spaces(form[-1]) else ""
    return start + body + end


def _has_spaces(letter: str) -> bool:
    """Whether the script of `letter` sets spaces between words."""
    return letter.isalnum() and not unicodedata.name(letter, "").startswith(
        ("CJK", "HIRAGANA", "KATAKANA")
    )


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
