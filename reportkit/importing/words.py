"""Words, and whether an import has kept them.

In go a text, or the Markdown of a briefing as it would be printed, out come its words: letters and
digits in runs, and the signs that change what a number says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WORD = re.compile(r"[^\W_]+|[€$£¥₽₴₹%‰°§©®™]")
_MARKED = re.compile(r"[\\`*_\[\]<>&!^|~#]|^\s*(?:[-+=:]|\d+[.)])|\s{2}|    ", re.MULTILINE)
"""What may be more than words in Markdown."""
_BLOCKS = re.compile(
    r"(?:paragraph|list_item|blockquote|fence|code_block|heading)(?:_open|_close)?"
)
CITED = "source-"
"""The ids of sources that the text numbers begin so; the number is the text's word."""


def words(text: str) -> list[str]:
    """The words of `text` as it stands."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def printed(markdown: str, *, blocks: bool, addresses: dict[str, str]) -> str:
    """What print shows of `markdown`: prose if `blocks`, else one paragraph.

    A citation shows what it stands for: the number in its id, or its address in `addresses`.
    """
    if not _MARKED.search(markdown):
        return markdown
    parser = _parser()
    tokens = parser.parse(markdown) if blocks else parser.parseInline(markdown)
    return "".join(_shown(tokens, addresses))


def _shown(tokens: Iterable[Token], addresses: dict[str, str]) -> Iterable[str]:
    counts: list[int | None] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            counts.append(int(token.attrs.get("start", 1)))
        elif token.type == "bullet_list_open":
            counts.append(None)
        elif token.type.endswith("list_close"):
            counts.pop()
        if _BLOCKS.fullmatch(token.type):
            yield "\n"
        if token.type == "list_item_open" and counts and counts[-1] is not None:
            yield f"{counts[-1]}. "
            counts[-1] += 1
        yield from _inside(token, addresses)


def _inside(token: Token, addresses: dict[str, str]) -> Iterable[str]:
    if token.type in ("softbreak", "hardbreak"):
        yield "\n"
    elif token.type == "mark":
        yield _cited(token, addresses)
    elif token.type == "image":
        yield f" {token.content} "
    elif token.children is not None:
        yield from _shown(token.children, addresses)
    elif token.type not in ("foreign_open", "foreign_close"):
        yield token.content


def _cited(token: Token, addresses: dict[str, str]) -> str:
    from reportkit.view.notation import Citation

    mark = token.meta["mark"]
    if not isinstance(mark, Citation):
        return ""
    names = (name for name, _ in mark.items)
    return " [" + "; ".join(addresses.get(n, n.removeprefix(CITED)) for n in names) + "]"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    from reportkit.view.notation import learn

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 48})
    learn(parser)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def first_difference(before: Sequence[str], after: Sequence[str]) -> tuple[int, str] | None:
    """Where `after` leaves `before`, and what is said there on either side; None if nowhere."""
    at = next(
        (i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None
    )
    if at is None:
        if len(before) == len(after):
            return None
        at = min(len(before), len(after))
    around = slice(max(0, at - 3), at + 4)
    return at, f"“{' '.join(before[around])}” would become “{' '.join(after[around])}”"
