"""What the parser made of prose, put into the shape that prints and reads aloud well.

In go tokens, out come tokens: links hold text alone, lines of Chinese and Japanese end without a
space, an item of one paragraph holds its text directly, an image that stands alone is a figure.
Nothing here reports or knows the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from reportkit.source.folds import is_joined
from reportkit.view.numbers import left_to_right

_SPLITTING = {f"{name}_{end}" for name in ("em", "strong", "foreign") for end in ("open", "close")}
_UNSEEN = {*_SPLITTING, "link_open", "link_close", "markup"}
"""What stands between two characters that are side by side on the page."""


def links_around_text(children: Iterable[Token]) -> list[Token]:
    """Links hold text alone, for tagged PDF: `[a **b**](c)` becomes two links."""
    out: list[Token] = []
    link: Token | None = None
    for child in children:
        if child.type == "link_open":
            link = child
            out.append(child)
        elif child.type == "link_close":
            link = None
            _close(out, child)
        elif child.type == "text" and not child.content:
            continue  # an empty text would stand in a link of its own
        elif link and child.type in _SPLITTING:
            _close(out, Token("link_close", "a", -1))
            out += [child, link]
        elif link and child.type == "code_inline":
            _close(out, Token("link_close", "a", -1))
            out += [Token("code_open", "code", 1), link, _text(child.content)]
            out += [Token("link_close", "a", -1), Token("code_close", "code", -1), link]
        elif link and child.type == "markup":
            _close(out, Token("link_close", "a", -1))
            out += [child, link]
        else:
            out.append(child)
    return out


def _close(out: list[Token], close: Token) -> None:
    """End a link, or take it back if it holds nothing."""
    if out and out[-1].type == "link_open":
        out.pop()
    else:
        out.append(close)


def without_spaces(children: list[Token]) -> list[Token]:
    """The end of a line is no space between two characters of Chinese or Japanese."""
    for at, token in enumerate(children):
        if token.type == "softbreak":
            before, after = _text_at(reversed(children[:at])), _text_at(children[at + 1 :])
            if is_joined(before[-1:], after[:1]):
                token.type = "text"
    return children


def _text_at(tokens: Iterable[Token]) -> str:
    """The text nearest to the end of a line; "" if something else stands there."""
    seen = (token for token in tokens if token.type not in _UNSEEN)
    found = next((token for token in seen if token.content or token.type != "text"), None)
    return found.content if found and found.type == "text" else ""


def with_signs_in_place(children: list[Token]) -> list[Token]:
    """Signs of numbers stand where they are written, in a text that runs to the left."""
    for token in children:
        if token.type == "text":
            token.content = left_to_right(token.content)
    return children


def labels(tokens: Iterable[Token]) -> Iterator[str]:
    """The labels of link definitions that `tokens`, and what they hold, make use of."""
    for token in tokens:
        if "label" in token.meta:
            yield token.meta["label"]
        yield from labels(token.children or ())


def words(tokens: Iterable[Token]) -> Iterator[str]:
    """What inline tokens say by themselves; notes, citations and references say nothing."""
    for token in tokens:
        if token.type in ("text", "code_inline", "html_inline", "image"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "


def rewrite(tokens: Iterable[Token], instead: str) -> None:
    """Put `instead` in the place of the one text of inline tokens; several stay as they are."""
    texts = [token for token in tokens if token.type == "text" and token.content.strip()]
    if len(texts) == 1:
        written = texts[0].content
        texts[0].content = written.replace(written.strip(), instead)


def unwrap_items(tokens: Iterable[Token]) -> None:
    """An item with one paragraph holds its text directly, however far apart the items stand."""
    parents: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type == "list_item_open":
            parents.append((token, []))
        elif token.type == "list_item_close":
            item, paragraphs = parents.pop()
            for paragraph in paragraphs[:2] if len(paragraphs) == 2 else ():
                paragraph.hidden = True
            if len(paragraphs) > 2:
                item.attrJoin("class", "is-long")
        elif parents and token.type in ("paragraph_open", "paragraph_close"):
            parents[-1][1].append(token)


def figures(tokens: list[Token]) -> list[Token]:
    """A paragraph that is one image becomes a figure."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = token.children or []
        if before.type == "paragraph_open" and len(children) == 1 and children[0].type == "image":
            before.tag = after.tag = "figure"
            before.attrSet("class", "figure")
    return tokens


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
