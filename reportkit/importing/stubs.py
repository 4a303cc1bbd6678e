"""Sources of a briefing: the list at the end of a text, and stubs for all else that it cites.

In go blocks and what the marks of the text found, out come entries of `sources`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportkit.importing.inline import is_page, literal
from reportkit.importing.marks import Marks
from reportkit.importing.outline import (
    Block,
    Cite,
    Inlines,
    Lines,
    Link,
    Listing,
    Paragraph,
    Remark,
    Styled,
    Text,
    plain,
)
from reportkit.importing.tree import Comment, Leaf, Map, Node, Seq
from reportkit.importing.words import CITED, words

HEADINGS = frozenset(
    [
        *("sources", "references", "source list", "list of sources", "bibliography"),
        *("works cited", "citations", "quellen", "quellenverzeichnis", "literatur"),
        *("literaturverzeichnis", "einzelnachweise", "références", "bibliographie"),
        *(
            "referencias",
            "bibliografía",
            "fuentes",
            "источники",
            "литература",
            "джерела",
            "参考文献",
        ),
        *("参考资料", "来源", "資料", "出典"),
    ]
)
Entry = tuple[Inlines, int, Lines]
"""The words of a source, its number in the text's list or 0, and its lines."""


def is_heading(text: str) -> bool:
    """Whether `text` heads a list of sources."""
    return text.strip(" :：").lower() in HEADINGS


def entries(blocks: Sequence[Block]) -> list[Entry | Remark] | None:
    """The sources that `blocks` list; None if they hold anything else."""
    out: list[Entry | Remark] = []
    for block in blocks:
        if isinstance(block, Remark):
            out.append(block)
        elif isinstance(block, Paragraph):
            out.append((block.items, 0, block.lines))
        elif isinstance(block, Listing):
            found = _items(block)
            if found is None:
                return None
            out += found
        else:
            return None
    made = [_numbered(entry) if not isinstance(entry, Remark) else entry for entry in out]
    fine = all(
        isinstance(e, Remark) or (len(plain(e[0])) <= 2000 and _one_line(e[0])) for e in made
    )
    return made if made and fine else None


def _one_line(items: Inlines) -> bool:
    return bool(words(plain(items))) and not any(isinstance(item, Cite) for item in items)


def _items(block: Listing) -> list[Entry] | None:
    out: list[Entry] = []
    for number, item in enumerate(block.items, block.start):
        if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
            return None
        is_counted = block.ordered == "numbers"
        if block.ordered and not is_counted:
            return None
        out.append((item.blocks[0].items, number if is_counted else 0, item.lines))
    return out


def _numbered(entry: Entry) -> Entry:
    """An entry that begins with `[3]` has that number."""
    items, number, lines = entry
    first = items[0] if items else None
    if not number and isinstance(first, Cite) and first.id.startswith(CITED):
        rest = items[1:]
        if rest and isinstance(rest[0], Text):
            rest = (Text(rest[0].text.lstrip()), *rest[1:])
        return rest, int(first.words), lines
    return entry


def build(listed: Sequence[Entry | Remark], marks: Marks) -> Seq:
    """The list of sources: those that the text lists, then stubs for what it cites besides."""
    out: list[Node] = []
    numbers: set[int] = set()
    addresses: set[str] = set()
    for entry in listed:
        if isinstance(entry, Remark):
            out.append(Comment(entry.kind, entry.text, entry.lines))
            continue
        items, number, lines = entry
        name = "" if number in numbers else f"{CITED}{number}" if number else ""
        out.append(_listed(items, number, name, lines, marks, addresses))
        numbers |= {number}
    for number in sorted(set(marks.numbers) - numbers):
        page = marks.pages.get(number, "")
        addresses |= {page} - marks.cited
        out.append(_stub(f"{CITED}{number}", label(page) if page else f"[{number}]", page))
    for address, name in marks.ids.items():
        if address not in addresses:
            out.append(_stub(name, label(address), address))
    return Seq(out)


def _stub(name: str, title: str, address: str) -> Map:
    """A source of which the text says no more."""
    made = Map([("id", Leaf(name, "derived")), ("title", Leaf(literal(title), "derived"))])
    if address:
        made.add("url", Leaf(literal(address), "derived"))
    return made


def _listed(
    items: Inlines, number: int, name: str, lines: Lines, marks: Marks, addresses: set[str]
) -> Map:
    found = [link.address for link in _links(items) if is_page(link.address)]
    address = found[0] if found else ""
    made = Map()
    if name:
        made.add("id", Leaf(name, "numbered"))
    elif number:
        made.add("#", Comment("number", str(number), lines))
    elif address and address in marks.ids:
        made.add("id", Leaf(marks.ids[address], "derived"))
    text = plain(items).strip()
    # An address at the end is the `url`; one amid the words stays among them.
    is_last = bool(address) and text.rstrip(" .)>]").endswith(address) and text.count(address) == 1
    title = text.rstrip(" .)>]").removesuffix(address).rstrip(" ,;:–—-(<[") if is_last else text
    has_words = bool(words(title))
    made.add(
        "title",
        Leaf(
            literal(title if has_words else label(address)),
            "plain" if has_words else "derived",
            lines,
        ),
    )
    page = marks.pages.get(number, "")
    if address and page not in ("", address):
        marks.source_of(page)
    if url := address or page:
        made.add("url", Leaf(literal(url), "plain" if is_last else "derived", lines))
    if address and not (name and address in marks.ids and _is_cited(address, marks)):
        addresses.add(address)
    return made


def _is_cited(address: str, marks: Marks) -> bool:
    return address in marks.cited


def _links(items: Inlines) -> list[Link]:
    out: list[Link] = []
    for item in items:
        if isinstance(item, Link):
            out.append(item)
        elif isinstance(item, Styled):
            out += _links(item.items)
    return out


def label(address: str) -> str:
    """A name for what stands at `address`."""
    shown = re.sub(r"^https?://(?:www\.)?|^mailto:", "", address).rstrip("/")
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def lost_links(items: Inlines, marks: Marks) -> None:
    """Make sources of the links of a heading, which cannot lead anywhere."""
    for link in _links(items):
        if is_page(link.address):
            marks.source_of(link.address)
