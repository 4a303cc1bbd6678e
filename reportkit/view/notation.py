"""What prose has beyond CommonMark: references, citations and notes.

    @fig:trade  @tab:trade  @sec:ties  @app:timeline   a reference: "Figure 3", in print its page
    @Sec:ties   -@fig:trade                            the same with a capital; the number alone
    [@wto]  [@wto, p. 4; @tass]                        a citation
    word^[A note.]  word[^name]                        a note; one that stands under `notes:`
    [слово]{lang=ru}                                   words in another language, by its BCP 47 tag

In goes a parser, which learns these as inline rules; its tokens of the type `mark` then hold one
of the dataclasses below in `meta["mark"]` and, as content, what the author wrote; `foreign_open`
and `foreign_close` stand around words in another language, the braces as content. What is not
whole, or stands in code, in an address or in a word, stays text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from types import SimpleNamespace
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference as _link_definition
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reportkit.diagnostics import Span
from reportkit.frozen import frozen

KINDS = {"fig": "figure", "tab": "table", "sec": "section", "app": "appendix"}
"""The kinds of references, and what they point at."""
MISTAKEN = {
    "figure": "fig",
    "chart": "fig",
    "image": "fig",
    "table": "tab",
    "matrix": "tab",
    "section": "sec",
    "appendix": "app",
}
"""Kinds that do not exist, and those that were meant."""

_REFERENCE = re.compile(r"(-?)@([A-Za-z]+):([A-Za-z0-9_-]*[A-Za-z0-9_])")
_CITATION = re.compile(r"\[\s*(@[^\s,;:\[\]][^\[\]]*)\](?![(\[])")
_CITED = re.compile(r"@([^\s,;:]+)\s*(?:(?:[,;]\s*|(?<=\s))(\S.*))?", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{\s*([.#\w][^{}\n]*)\}")
_CALL = re.compile(r"\[\^([^\s\[\]]+)\](?!\()")


@frozen
class CrossReference:
    """`@fig:trade`."""

    kind: str
    """A key of `KINDS` or `MISTAKEN`."""
    id: str
    is_bare: bool
    """The number alone is wanted."""
    is_capital: bool
    """It begins with a capital: it opens a sentence."""


@frozen
class Citation:
    """`[@wto, p. 4; @tass]`."""

    items: tuple[tuple[str, str], ...]
    """Ids of sources, each with the place in it as plain text, or ""."""


@frozen
class Note:
    """`^[A note.]`; its words are the token's children."""

    markup: str = ""
    """The words as inline markup, once they are made."""
    is_whole: bool = True
    """It has words, and a bracket at its end."""


@frozen
class NoteCall:
    """`[^name]`."""

    name: str
    is_definition: bool
    """It opens a line and a colon follows: other dialects define notes so."""


Mark: TypeAlias = CrossReference | Citation | Note | NoteCall
Where: TypeAlias = Callable[[], Span | None]
"""Gives the place of a mark in the source; asked where a finding needs it, for it takes time."""


def learn(parser: MarkdownIt) -> None:
    """Teach `parser` to find marks."""
    for name, rule in (
        ("note", _note),
        ("note_call", _note_call),
        ("citation", _citation),
        ("foreign", _foreign),
        ("cross_reference", _cross_reference),
    ):
        parser.inline.ruler.before("link", name, rule)
    parser.block.ruler.at("reference", _definition_of_link, {"alt": []})
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_label_end,
        parseLinkDestination=parseLinkDestination,
        parseLinkTitle=parseLinkTitle,
    )


def _label_end(state: StateInline, start: int, without_links: bool = False) -> int:
    """Where the label that begins at `start` ends; -1 if there is none.

    Markdown lets no bracket with a meaning stand in a link; words in another language may.
    """
    before, level, end = state.pos, 1, -1
    state.pos = start + 1
    while state.pos < state.posMax:
        sign, at = state.src[state.pos], state.pos
        level -= sign == "]"
        if not level:
            end = at
            break
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == at + 1:
            level += 1
        elif sign == "[" and without_links and not _is_foreign(state, at):
            break
    state.pos = before
    return end


def _is_foreign(state: StateInline, start: int) -> bool:
    """Whether the brackets from `start` to here hold words in another language, and no link."""
    return state.src.endswith("}", 0, state.pos) and _label_end(state, start, True) >= 0


def _definition_of_link(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """CommonMark would take `[^name]: word` for the address of a link, and print nothing."""
    start = state.bMarks[first] + state.tShift[first]
    is_note = state.src.startswith("[^", start)
    return not is_note and _link_definition(state, first, last, silent)


def _cross_reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel or not _begins_word(state.src, state.pos):
        return False
    sign, kind, name = match.groups()
    known = kind.lower()
    if known not in KINDS and known not in MISTAKEN:
        return False
    mark = CrossReference(known, name, bool(sign), kind[0].isupper())
    return _push(state, silent, match.end(), mark)


def _begins_word(text: str, at: int) -> bool:
    """No word, number or address runs into `at`.

    Chinese and Japanese have no blanks, and Arabic writes “and” and “in” onto the word.
    """
    before = text[at - 1 : at]
    if before.isalnum():
        is_arabic = unicodedata.bidirectional(before) == "AL"
        return is_arabic or unicodedata.east_asian_width(before) in "WF"
    return before not in {*"_@.+-%&=~#:"}


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel:
        return False
    found = [_CITED.fullmatch(item.strip()) for item in re.split(r";\s*(?=@)", match[1])]
    if not all(found):
        return False
    items = tuple((item[1], " ".join((item[2] or "").split())) for item in found if item)
    return _push(state, silent, match.end(), Citation(items))


def _note_call(state: StateInline, silent: bool) -> bool:
    match = _CALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    opens = state.pos == 0 or state.src[state.pos - 1] == "\n"
    is_definition = opens and state.src.startswith(":", match.end())
    return _push(state, silent, match.end(), NoteCall(match[1], is_definition))


def _note(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    start = state.pos + 2
    end = _label_end(state, state.pos + 1)
    words = state.src[start:end].strip() if end > start else ""
    if not words:
        return _push(state, silent, start, Note(is_whole=False))
    _push(state, silent, end + 1, Note())
    if not silent:
        children: list[Token] = []
        state.md.inline.parse(words, state.md, state.env, children)
        state.tokens[-1].children = children
    return True


def _foreign(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[", state.pos):
        return False
    start, end = state.pos + 1, _label_end(state, state.pos)
    match = _ATTRIBUTES.match(state.src, end + 1, state.posMax) if end > start else None
    if match is None:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = start, end
        state.push("foreign_open", "span", 1).content = match[0]
        state.md.inline.tokenize(state)
        state.push("foreign_close", "span", -1)
        state.posMax = last
    state.pos = match.end()
    return True


def _push(state: StateInline, silent: bool, end: int, mark: Mark) -> bool:
    if not silent:
        if not isinstance(mark, CrossReference):
            # A call stands close to its word, and no line begins with a citation.
            words = state.pending.rstrip(" ")
            bond = "\u00a0" if isinstance(mark, Citation) and words != state.pending else ""
            state.pending = words + bond
        token = state.push("mark", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"mark": mark}
    state.pos = end
    return True
