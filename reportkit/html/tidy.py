"""Markup laid out for people and for diffs: one block element a line, indented by its depth.

In goes markup as templates leave it, out comes the same markup with other white space between
blocks; what stands inside `pre`, `script`, `style` and `svg` is kept to the letter.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

INDENT = "  "
BLOCKS = frozenset(
    [
        "html",
        "head",
        "body",
        "header",
        "nav",
        "main",
        "section",
        "article",
        "aside",
        "footer",
        "address",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "blockquote",
        "hr",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "title",
        "meta",
        "link",
        "base",
        "style",
        "script",
        "pre",
    ]
)
"""Elements that begin a line."""
VERBATIM = frozenset(["pre", "script", "style", "svg", "textarea"])
VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "base"])


def tidy(markup: str) -> str:
    """`markup` with one block element a line and no blank lines."""
    printer = _Printer()
    printer.feed(markup)
    printer.close()
    return printer.text()


class _Printer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.lines: list[str] = [""]
        self.open: list[tuple[str, str, int]] = []
        """Element, its name as written, and the line on which it began."""
        self.depth = 0
        self.verbatim = 0

    def text(self) -> str:
        return "\n".join(line.rstrip(" ") for line in self.lines if line.strip())

    def handle_decl(self, decl: str) -> None:
        self._line(f"<!{decl}>")
        self.lines.append("")

    def handle_starttag(self, tag: str, attrs: object) -> None:
        raw = self.get_starttag_text() or f"<{tag}>"
        if self.verbatim or tag not in BLOCKS:
            self.lines[-1] += raw
        else:
            self._line(raw)
        if tag in VOID:
            return
        self.open.append((tag, raw[1 : len(tag) + 1], len(self.lines)))
        self.depth += tag in BLOCKS
        self.verbatim += tag in VERBATIM

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.lines[-1] += self.get_starttag_text() or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not any(name == tag for name, _, _ in self.open):
            return
        name, written, began = self.open.pop()
        while name != tag:
            name, written, began = self.open.pop()
        self.depth -= tag in BLOCKS
        self.verbatim -= tag in VERBATIM
        if tag in BLOCKS and not self.verbatim and tag not in VERBATIM:
            self.lines[-1] = self.lines[-1].rstrip(" ")
            if len(self.lines) > began:
                self._line("")
        self.lines[-1] += f"</{written}>"

    def handle_data(self, data: str) -> None:
        if self.verbatim:
            self.lines[-1] += data
            return
        words = re.sub(r"[ \t\r\n]+", " ", data)
        line = self.lines[-1]
        is_fresh = not line.strip() or line.endswith(" ") or self._at_block_edge()
        self.lines[-1] += words.lstrip(" ") if is_fresh else words

    def handle_entityref(self, name: str) -> None:
        self.lines[-1] += f"&{name};"

    def handle_charref(self, name: str) -> None:
        self.lines[-1] += f"&#{name};"

    def handle_comment(self, data: str) -> None:
        if self.verbatim:
            self.lines[-1] += f"<!--{data}-->"

    def _line(self, text: str) -> None:
        self.lines[-1] = self.lines[-1].rstrip(" ")
        self.lines.append(INDENT * self.depth + text)

    def _at_block_edge(self) -> bool:
        """The line ends in a tag of a block, beside which white space means nothing."""
        tag = re.search(r"</?([A-Za-z0-9]+)[^<>]*>$", self.lines[-1])
        return tag is not None and tag[1].lower() in BLOCKS
