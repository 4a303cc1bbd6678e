"""Markdown to an outline: CommonMark with tables, notes and front matter, by way of HTML.

In go the text, out comes an outline. HTML that stands in Markdown is read like any other; each
element knows the lines that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from reportkit.importing import front, html, htmltree
from reportkit.importing.footnotes import NOTE
from reportkit.importing.inline import is_page
from reportkit.importing.marks import FENCE, Marks, take_notes
from reportkit.importing.outline import Aside, Lines, Outline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MOST_UNCLOSED = 10_000
"""Brackets in a text that no other closes; each costs a search through what follows it."""
_BULLET = re.compile(r"( *)([•‣⁃▪▫◦●○■□◆◇➢➤►▶▸✓✔→※·∙–—])[ \t\xa0]+(?=\S)")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def read(text: str, marks: Marks) -> Outline:
    """The outline of `text`. Raises `htmltree.TooDeepError`."""
    lines = text.split("\n")
    head = front.take(lines)
    notes = take_notes(lines)
    lines = list(_with_bullets(lines))
    parser = _parser()
    found: dict[str, dict[str, Any]] = {"references": {}}
    tokens = parser.parse("\n".join(lines), found)
    _place(tokens)
    page = str(parser.renderer.render(tokens, parser.options, found))
    marks.notes = set(notes)
    root = htmltree.parse(page, is_placed=True)
    next(root.iter("body"), root).extend(_note(name, *notes[name], parser) for name in notes)
    outline = html.read(root, marks)
    outline.blocks = [*head.blocks, *outline.blocks]
    outline.words = [*head.words, *outline.words]
    outline.language = head.language
    outline.asides += _unused(found["references"], tokens, marks)
    return outline


def _with_bullets(lines: list[str]) -> Iterator[str]:
    """`lines` with hyphens for bullets that Markdown does not know, where two stand in a row."""
    fence = ""
    signs = [_BULLET.match(line) for line in lines]
    for at, (line, found) in enumerate(zip(lines, signs, strict=True)):
        if opened := FENCE.match(line):
            fence = "" if opened[1][0] == fence else fence or opened[1][0]
        beside = (signs[i] for i in (at - 1, at + 1) if 0 <= i < len(signs))
        is_item = found and not fence and any(one and one[2] == found[2] for one in beside)
        yield f"{found[1]}- {line[found.end() :]}" if found and is_item else line


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": True, "store_labels": True, "maxNesting": htmltree.MAX_DEPTH}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.core.ruler.before("inline", "brackets", _check_brackets)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser


def _check_brackets(state: StateCore) -> None:
    """Raise `htmltree.TooDeepError` where brackets alone would take minutes."""
    texts = (token.content for token in state.tokens if token.type == "inline")
    if sum(map(_unclosed, texts)) > MOST_UNCLOSED:
        raise htmltree.TooDeepError


def _unclosed(text: str) -> int:
    depth = 0
    for bracket in _BRACKET.findall(text) if "[" in text else ():
        depth = depth + 1 if bracket == "[" else max(depth - (bracket == "]"), 0)
    return depth


def _place(tokens: Iterable[Token]) -> None:
    """Give each block its lines."""
    for token in tokens:
        if token.map and token.nesting >= 0 and token.type not in ("inline", "html_block"):
            token.attrSet(
                htmltree.PLACE, f"{token.map[0] + 1}-{max(token.map[1], token.map[0] + 1)}"
            )


def _note(name: str, text: str, lines: Lines, parser: MarkdownIt) -> Element:
    """A note, parsed by itself: markup that it or the text leaves open ends there."""
    page = htmltree.parse(f"<p>{parser.renderInline(text)}</p>", is_placed=True)
    note = next(page.iter("body"), page)
    note.tag = "aside"
    note.set(NOTE, name)
    note.set(htmltree.PLACE, f"{lines[0]}-{lines[1]}")
    return note


def _unused(references: dict[str, Any], tokens: Iterable[Token], marks: Marks) -> list[Aside]:
    """Definitions of links that no link uses; their addresses become sources all the same."""
    used = set(_labels(tokens))
    out = []
    for label, entry in references.items():
        if label in used:
            continue
        first, last = entry["map"]
        address = re.sub(r"\s+", "%20", entry["href"])
        out.append(
            Aside("link that nothing uses", f"[{label.lower()}]: {address}", (first + 1, last))
        )
        if is_page(address):
            marks.source_of(address)
    return out


def _labels(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if "label" in token.meta:
            yield token.meta["label"]
        yield from _labels(token.children or ())
