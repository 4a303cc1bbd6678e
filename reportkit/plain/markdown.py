"""A plain document as CommonMark, with tables as nearly all readers of Markdown know them.

In go a document and where its images are, out comes text. A sentence stands on a line of its own,
as far as can be told without knowing the language, so that a comparison of two editions shows the
sentences that changed. Words are escaped where they would be markup, and only there, since people
read the file too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from reportkit.frozen import frozen
from reportkit.plain.tree import (
    Block,
    Box,
    Break,
    Call,
    Cell,
    Code,
    Document,
    Heading,
    Image,
    Inline,
    Item,
    Lines,
    Link,
    Listing,
    Paragraph,
    Rule,
    Span,
    Table,
    Text,
    anchors,
    links,
    words,
)

_Word = Text | Code | Link | Image | Call | Break
Locate = Callable[[str], str]
"""From the URL of an image below the report to its address for readers; "" if it has none."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKUP = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
"""What would be markup wherever it stands; an underscore within a word is none."""
_AT_START = re.compile(
    r"(?P<sign>#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|>|[-|:][-|:\s]*$)|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
"""What would be markup at the beginning of a line."""
_END = re.compile(
    r"([.!?…؟][\"”’»)\]]*(?:\[[⁰¹²³⁴⁵⁶⁷⁸⁹]+\]\(#[^)]*\))*) "
    r"(?=[^\W\d_a-zà-ÿа-яё]|[\"“‘«„(¿¡])"
)
"""The end of a sentence before another, which begins with a capital or a sign."""
_ESCAPED = r"\\\1"
_STARS = {"strong": "**", "label": "**", "emphasis": "*"}
_ELEMENTS = {"**": "strong", "*": "em"}
_RULES = {"left": "---", "center": ":-:", "right": "--:"}


def write(document: Document, locate: Locate) -> str:
    """`document` as Markdown; `locate` tells where its images are."""
    places = frozenset(anchors(document.blocks))
    asked = (url[1:] for url in links(document.blocks) if url.startswith("#"))
    targets = {document.homes.get(anchor, anchor) for anchor in asked}
    return _Writer(document, locate, places & targets).text()


@frozen
class _Writer:
    document: Document
    locate: Locate
    targets: frozenset[str]
    """The anchors to which something leads."""

    def text(self) -> str:
        language = f"<!-- lang: {self.document.language} -->"
        return "\n".join([language, "", *self._blocks(self.document.blocks)]) + "\n"

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Lines, a blank one between blocks."""
        last: Block | None = None
        for block in blocks:
            lines = list(self._block(block))
            if last is not None and lines:
                yield ""
            if isinstance(last, Listing) and isinstance(block, Listing):
                yield from ("<!-- -->", "")  # else the two would be one
            yield from lines
            last = block if lines else last

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                yield from self._lines(block.inlines, self._anchor(block.anchor))
            case Heading():
                text = self._anchor(block.anchor) + self._inlines(block.inlines)
                yield f"{'#' * block.rank} {re.sub(r'(#+)$', _ESCAPED, text)}"
            case Listing():
                yield from self._listing(block)
            case Box():
                yield from (f"> {line}".rstrip() for line in self._blocks(block.blocks))
            case Lines():
                fence = "`" * max(3, 1 + _longest_run("`", "\n".join(block.lines)))
                yield fence + re.sub(r"[`\s].*", "", block.language)
                yield from block.lines
                yield fence
            case Table():
                yield from self._table(block)
            case Rule():
                yield "---"

    def _listing(self, listing: Listing) -> Iterator[str]:
        is_counted = _is_counted(listing)
        for at, item in enumerate(listing.items):
            if at and listing.is_loose:
                yield ""
            mark = f"{item.number} " if is_counted else "- "
            yield from _hung(self._item(item, is_counted), mark)

    def _item(self, item: Item, is_counted: bool) -> Iterator[str]:
        number = "" if is_counted or not item.number else f"{_begun(item.number)} "
        head = self._anchor(item.anchor) + number
        first, *rest = item.blocks or (Paragraph(()),)
        if isinstance(first, Paragraph):
            yield from self._lines(first.inlines, head)
        else:
            yield head.rstrip()
            rest.insert(0, first)
        for block in rest:
            if not (isinstance(block, Listing) and _may_follow(block)):
                yield ""
            yield from self._block(block)

    def _table(self, table: Table) -> Iterator[str]:
        yield self._row(table.head)
        yield "|".join(["", *(f" {_RULES[align]} " for align in table.aligns), ""])
        for row in table.rows:
            yield self._row((*row, *((),) * (len(table.head) - len(row))))

    def _row(self, row: Sequence[Cell]) -> str:
        cells = (self._inlines(cell).strip(" ").replace("|", "\\|") for cell in row)
        return "|".join(["", *(f" {cell} " if cell else " " for cell in cells), ""])

    def _anchor(self, name: str) -> str:
        """The place `name`, if anything leads there."""
        return f'<a id="{name}"></a>' if name in self.targets else ""

    # Inlines

    def _lines(self, inlines: Sequence[Inline], head: str = "") -> Iterator[str]:
        """`inlines` as lines, a sentence each, the first after `head`."""
        text = _END.sub(r"\1\n", self._inlines(inlines, is_whole=True).strip(" "))
        first, *rest = (line.strip(" ") for line in text.split("\n"))
        yield f"{head}{first}".rstrip() if head else _begun(first)
        yield from map(_begun, rest)

    def _inlines(self, inlines: Sequence[Inline], is_whole: bool = False, edge: str = "") -> str:
        """`inlines` in a row, `edge` being what stands before and after them."""
        out = ""
        for at, inline in enumerate(inlines):
            following = inlines[at + 1] if at + 1 < len(inlines) else None
            sides = out[-1:] or edge, self._first(following) or edge
            if isinstance(inline, Span):
                out += self._span(inline, *sides, is_inner=edge == "*")
            else:
                out += self._inline(inline, sides[1], is_whole)
        return out

    def _inline(self, inline: _Word, after: str, is_whole: bool) -> str:
        match inline:
            case Text():
                return _escaped(inline.text, after)
            case Code():
                return _code(inline.text)
            case Link():
                return self._link(inline)
            case Image():
                address = self.locate(inline.url)
                alt = _escaped(inline.alt, "]")
                return f"![{alt}]({_address(address)})" if address else alt
            case Call():
                return f"[{inline.number.translate(_RAISED)}](#{inline.anchor})"
            case Break():
                return "\\\n" if is_whole else " "

    def _span(self, span: Span, before: str, after: str, is_inner: bool) -> str:
        """Words between stars; between tags, where stars would not be read as what they are."""
        stars = _STARS[span.style]
        text = self._inlines(span.inlines, edge="*")
        inner = text.strip(" ")
        if not inner:
            return text
        head, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        sides = (" " if head else before, inner[0]), (" " if tail else after, inner[-1])
        if all(_opens(outside, inside, is_inner) for outside, inside in sides):
            return f"{head}{stars}{inner}{stars}{tail}"
        tag = _ELEMENTS[stars]
        return f"{head}<{tag}>{inner}</{tag}>{tail}"

    def _link(self, link: Link) -> str:
        url, text = link.url, self._inlines(link.inlines, edge="]")
        if url.startswith("#"):
            anchor = self.document.homes.get(url[1:], url[1:])
            return f"[{text}](#{anchor})" if anchor in self.targets else text
        if words(link.inlines) in (url, url.removeprefix("mailto:")) and _is_autolink(url):
            return f"<{url.removeprefix('mailto:')}>"
        return f"[{text}]({_address(url)})"

    def _first(self, inline: Inline | None) -> str:
        """What `inline` begins with, as far as it matters to what stands before it."""
        match inline:
            case None:
                return ""
            case Text():
                return inline.text[:1]
            case Code():
                return "`"
            case Span():
                return "*"
            case Break():
                return " "
            case _:
                return "["


def _escaped(text: str, after: str) -> str:
    """`text` with nothing in it that would be markup, before something that begins with `after`."""
    escaped = _MARKUP.sub(lambda sign: "\\" + sign[0], text)
    # Before a link, an exclamation mark would make it an image.
    return escaped[:-1] + "\\!" if after == "[" and escaped.endswith("!") else escaped


def _begun(line: str) -> str:
    """A line whose beginning is no markup."""
    found = _AT_START.match(line)
    if found is None:
        return line
    end = found.end("number") if found["number"] else 0
    return f"{line[:end]}\\{line[end:]}"


def _opens(outside: str, inside: str, is_inner: bool) -> bool:
    """Whether stars between the two characters begin or end what stands inside, and nothing else;
    among other stars, those beside a blank alone do."""
    if "*" in (outside, inside):
        return False
    if outside in ("", " ", "\u00a0", "\n"):
        return True
    return not is_inner and (_is_sign(outside) or not _is_sign(inside))


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _code(text: str) -> str:
    fence = "`" * (1 + _longest_run("`", text))
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _longest_run(sign: str, text: str) -> int:
    return max(map(len, re.findall(f"{re.escape(sign)}+", text)), default=0)


def _address(url: str) -> str:
    """`url` as it stands in the brackets of a link."""
    return re.sub(r"[\s()<>]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _is_autolink(url: str) -> bool:
    return re.fullmatch(r"(https?|mailto):[^\s<>]+", url) is not None


def _hung(lines: Iterable[str], mark: str) -> Iterator[str]:
    """`lines` after `mark`, the others below the first."""
    for at, line in enumerate(lines):
        yield (f"{' ' * len(mark)}{line}" if at else f"{mark}{line}").rstrip()


def _is_counted(listing: Listing) -> bool:
    """Whether Markdown has numbers such as those of the items."""
    return all(re.fullmatch(r"\d{1,9}\.", item.number) for item in listing.items)


def _may_follow(listing: Listing) -> bool:
    """Whether it may stand right below a paragraph."""
    return not _is_counted(listing) or listing.items[0].number == "1."
