"""Inline items as Markdown that print reads back to the same words.

In go items, out comes one paragraph of Markdown. What is written is read again: emphasis that
would not be read as such is left out, and what is then still read otherwise has every sign
escaped.
"""

from __future__ import annotations

import re
import unicodedata
from string import punctuation
from urllib.parse import urlsplit

from reportkit.importing.outline import (
    Break,
    Call,
    Cite,
    Code,
    Inline,
    Inlines,
    Link,
    Picture,
    Styled,
    Text,
    plain,
)
from reportkit.importing.words import printed, words

_SIGNS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\\$|[`*\[]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?]|$)|&(?=#?\w+;|#?\w*$)"
    r"|(?<=\])\(|-?@(?=[A-Za-z]+:[A-Za-z0-9_-])"
)
_BARE = re.compile(r"https?://[\w./?=#:@~,;+$-]+(?:&[\w./?=#:@~,+$-]+)*", re.ASCII)
_OPENING = re.compile(
    r"(?:#{1,6}|[-+*]|\d{1,9}[.)])(?=\s|$)|>|[=-]+(?=\s*$)|~(?=~~)|`{3,}(?=[^`]*$)"
)
"""What would open a block at the beginning of a line."""
_VARIABLE = re.compile(r"\$(?=\([A-Za-z][A-Za-z0-9_-]*\))")
_ALL = str.maketrans({sign: f"\\{sign}" for sign in punctuation})
SCHEMES = ("http", "https", "mailto")


def can_lead(address: str) -> bool:
    """Whether print allows a link to `address`."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    whole = bool(host) or parts.scheme == "mailto"
    return parts.scheme in SCHEMES and whole and not re.search(r"\s|[\x00-\x1f]", address)


def is_page(address: str) -> bool:
    """Whether a source may stand at `address`."""
    return can_lead(address) and not address.lower().startswith("mailto:")


def literal(text: str) -> str:
    """`text` for a place where nothing but variables is read."""
    return _VARIABLE.sub("$$", text)


def markdown(items: Inlines) -> str:
    """One paragraph of Markdown."""
    expected = words(plain(items))
    for write in (_Writer(), _Writer(styles=False), _Writer(styles=False, escape_all=True)):
        made = write.paragraph(items)
        shown = printed(made, blocks=True, addresses=_addresses(items))
        if words(shown) == expected and not opens_block(made):
            return literal(made)
    return literal(made)


def _addresses(items: Inlines) -> dict[str, str]:
    return {item.id: item.words for item in items if isinstance(item, Cite)}


def opens_block(text: str) -> bool:
    """Whether a line of `text` would be more than words."""
    return any(_OPENING.match(line) for line in text.split("\n")) or text.startswith(("    ", "\t"))


class _Writer:
    def __init__(self, styles: bool = True, escape_all: bool = False) -> None:
        self.styles, self.escape_all = styles, escape_all

    def paragraph(self, items: Inlines) -> str:
        text = self.all(items)
        return "\n".join(_guarded(line) for line in text.strip().split("\n"))

    def all(self, items: Inlines, *, in_link: bool = False) -> str:
        out = ""
        for index, item in enumerate(items):
            after = plain(items[index + 1 :])[:1] if isinstance(item, Styled) else ""
            made = self.one(item, after, in_link)
            # What follows a citation closely would be taken for its address.
            is_close = index and isinstance(items[index - 1], Cite) and made[:1] in ("(", "[")
            out += f" {made}" if is_close else made
        return out

    def one(self, item: Inline, after: str, in_link: bool) -> str:
        match item:
            case Text(text):
                return self.escaped(text, in_link)
            case Styled(mark, inner):
                return self.styled(mark, inner, after, in_link)
            case Code(text):
                return _code(text)
            case Link(address, inner):
                return self.link(address, inner)
            case Picture(address, alt):
                return f"![{self.escaped(alt, True)}]({_target(address)})"
            case Break():
                return "\\\n"
            case Call(name):
                return f"[^{name}]"
            case Cite(name, _):
                return f"[@{name}]"

    def escaped(self, text: str, in_link: bool) -> str:
        text = " ".join(re.split(r"[ \t\r\n\f\v]+", text))
        if self.escape_all:
            return text.translate(_ALL)
        text = _SIGNS.sub(lambda found: f"\\{found[0]}" if found[0][0] != "-" else "-\\@", text)
        return text.replace("]", "\\]") if in_link else text

    def styled(self, mark: str, inner: Inlines, after: str, in_link: bool) -> str:
        text = self.all(inner, in_link=in_link)
        if not self.styles or not text.strip():
            return text
        core = text.strip()
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if not tail and after and not _is_gap(after):
            # Emphasis ends at a letter or sign only where no sign stands at its end.
            kept = core.rstrip("".join(c for c in set(core) if _is_sign(c) and c not in "*_`)]>\\"))
            core, tail = kept, core[len(kept) :]
        return f"{lead}{mark}{core}{mark}{tail}" if core else text

    def link(self, address: str, inner: Inlines) -> str:
        text = plain(inner)
        if not can_lead(address) or not text.strip():
            return self.all(inner)
        if text == address and _BARE.fullmatch(address):
            return f"<{address}>"
        lead = " " if text[:1].isspace() else ""
        tail = " " if text[-1:].isspace() else ""
        return f"{lead}[{self.all(inner, in_link=True).strip()}]({_target(address)}){tail}"


def _guarded(line: str) -> str:
    """`line` so that it opens no block."""
    found = _OPENING.match(line.lstrip())
    if found is None:
        return line
    sign = found[0]
    return line.lstrip().replace(sign, f"{sign[:-1]}\\{sign[-1]}", 1)


def _code(text: str) -> str:
    inner = " ".join(text.split())
    lead, tail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    longest = max((len(run) for run in re.findall("`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner[:1] == "`" or inner[-1:] == "`" else ""
    return f"{lead}{fence}{pad}{inner}{pad}{fence}{tail}" if inner else lead


def _target(address: str) -> str:
    address = re.sub(r"&(?=#?\w+;)", "&amp;", address).replace("\\", "%5C")
    if re.search(r"[\s()<>]|^$", address):
        address = address.replace("<", "%3C").replace(">", "%3E")
        return f"<{address}>"
    return address


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _is_gap(char: str) -> bool:
    return char.isspace() or _is_sign(char)
