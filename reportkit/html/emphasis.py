"""The text of a page that may be set in italics, and in bold italics.

In go markup and the stylesheets that browsers read, out comes text: all that stands in an element
which a browser sets so by itself, or which a rule does. It says too much rather than too little,
since a rule may lose to another. It is a module of its own because italics are half of the fonts
that a page carries, and most pages have a few words in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportkit.frozen import frozen

_VOID = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
_LITERAL = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", re.DOTALL)
_PIECE = re.compile(r"[^{};]+|[{};]")
_NAME = re.compile(r"(?<![\w:-])\.([\w-]+)|(?<![\w.:#-])([a-z][a-z0-9]*)(?![\w(-])")
_CONDITION = re.compile(r":(?:not|has)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_GROUP = re.compile(r"\([^()]*\)")
_SUBJECT = re.compile(r"([^\s>+~,]+)\s*(?:,|$)")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:[^>\"]|\"[^\"]*\")*?)(/?)>|([^<]+)")
_CLASS = re.compile(r"\bclass=\"([^\"]*)\"")

_Names = frozenset[str]
_EVERYTHING: _Names = frozenset(["", "html", "body"])
"""Names that all text stands in; "" is a rule for elements that have neither class nor name."""


@frozen
class _Manner:
    """A way to set text apart."""

    by_browsers: _Names
    """Elements that browsers set so without being told."""
    rule: re.Pattern[str]
    """A declaration that does it."""


_ITALIC = _Manner(
    frozenset(["address", "cite", "dfn", "em", "i", "var"]),
    re.compile(r"(?:font|font-style|--[\w-]+)\s*:.*\b(?:italic|oblique)\b", re.DOTALL),
)
_BOLD = _Manner(
    frozenset(["b", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "th"]),
    re.compile(
        r"font-weight\s*:\s*(?:var|bold|[6-9]\d\d|1000)"
        r"|font\s*:.*(?:bold|\b[6-9]\d\d\b|\b1000\b|var\((?!--rk-(?:size|line|font)\b))",
        re.DOTALL,
    ),
)


def italic(markup: str, sheets: Sequence[str], *, is_bold: bool = False) -> str:
    """The text of `markup`, entities as they are, that `sheets` may have in italics; with
    `is_bold`, in those that are bold as well."""
    tags = _TAG.findall(markup)
    there = {name for tag in tags for name in _own(tag)}
    manners = (_ITALIC, _BOLD) if is_bold else (_ITALIC,)
    return " ".join(_within(tags, [_names_of(manner, sheets, there) for manner in manners]))


def _names_of(manner: _Manner, sheets: Sequence[str], there: set[str]) -> _Names:
    """Classes and elements that are set so. Of a rule within others, each has to name something
    that is `there`."""
    rules = [rule for css in sheets for rule in _rules(css, manner.rule)]
    inner = (names for names, *outer in rules if all(there & other for other in outer))
    return manner.by_browsers.union(*inner)


def _rules(css: str, wanted: re.Pattern[str]) -> Iterator[list[_Names]]:
    """The names in the selectors of each rule with a `wanted` declaration, the innermost of
    nested ones first."""
    open_: list[str] = []
    before = ""
    for piece in _PIECE.findall(_LITERAL.sub(" ", css)):
        if piece == "{":
            open_.append(before)
        elif piece == "}" and open_:
            open_.pop()
        elif wanted.search(piece) and not any("@page" in prelude for prelude in open_):
            found = [_names(selector.partition("@")[0]) for selector in reversed(open_)]
            yield [names for names in found if names] or [_EVERYTHING]
        before = piece


def _names(selectors: str) -> _Names:
    """The names in what the selectors of a list are about: in the last compound of each."""
    plain = _CONDITION.sub("", selectors)
    while "(" in plain and (joined := _GROUP.sub(_joined, plain)) != plain:
        plain = joined
    subjects = " ".join(_SUBJECT.findall(plain))
    return frozenset(one or other for one, other in _NAME.findall(subjects))


def _joined(group: re.Match[str]) -> str:
    """What stands in brackets, as one piece."""
    return re.sub(r"[\s,>+~()]+", "|", group[0])


def _own(tag: tuple[str, ...]) -> Sequence[str]:
    """The name and the classes of an element."""
    classes = _CLASS.search(tag[2])
    return [tag[1], *(classes[1].split() if classes else ())]


def _within(tags: Iterable[tuple[str, ...]], wanted: Sequence[_Names]) -> Iterator[str]:
    """The text among `tags` that stands in an element with one of each of the `wanted` names."""
    inside = [tuple(not names.isdisjoint(_EVERYTHING) for names in wanted)]
    for tag in tags:
        closes, name, _, is_empty, text = tag
        if text:
            if all(inside[-1]):
                yield text
        elif closes:
            if len(inside) > 1:
                inside.pop()
        elif not is_empty and name not in _VOID:
            own = _own(tag)
            here = (not names.isdisjoint(own) for names in wanted)
            inside.append(tuple(a or b for a, b in zip(inside[-1], here, strict=True)))
