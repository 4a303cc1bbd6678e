"""The colours that a report has in a theme: of each text, and of what it stands on.

In go the stylesheets of one medium, in their order, and a page; out come the texts with both
colours and the places that set them. It is apart from `inks`, which judges them, because this is
the cascade of CSS, as far as colours need it: layers, specificity, order, custom properties,
`light-dark()`, nesting, `@media`, and the ground of named pages in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import cssselect2
import tinycss2
from tinycss2.color4 import parse_color

from reportkit.diagnostics import Span
from reportkit.kit import media
from reportkit.kit.media import Medium
from reportkit.theme.tokens import Resolver

_GROUNDS = ("background", "background-color", "background-image")
_SPREADS = ("inset", "inset-inline")
_READ = frozenset(["color", "opacity", "page", *_GROUNDS, *_SPREADS])
_HIDDEN = frozenset(["head", "script", "style", "svg", "title"])
_INHERITED = frozenset(["inherit", "unset", "currentcolor"])

Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Set:
    """A declaration that counts."""

    values: Values
    span: Span


@dataclass(frozen=True, slots=True)
class Inked:
    """A text with its colours."""

    element: str
    """Its selector: `.event-date`, or `p`."""
    ink: str
    ground: str
    """A colour; "" if it is an image, or cannot be told."""
    ink_set: Span | None
    """What sets its colour; None if nothing does."""
    ground_set: Span | None
    opacity: float
    """Of what holds it, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands on to those inside."""

    tokens: Mapping[str, Values]
    ink: str = "#000"
    ground: str = "#fff"
    ink_set: Span | None = None
    ground_set: Span | None = None
    opacity: float = 1


Declared = dict[str, tuple[tuple[int, int, tuple[int, ...], int], Set]]
"""Property -> its weight in the cascade, and the declaration."""


@dataclass(slots=True)
class Cascade:
    """Stylesheets for one medium, added one after the other."""

    medium: Medium
    _matcher: Any = field(default_factory=cssselect2.Matcher)
    _pages: dict[str, Set] = field(default_factory=dict)
    """Name of a page, or "" -> its ground."""
    _count: int = 0

    def add(self, css: str, file: str, layer: int) -> None:
        """Read `css` of `file`, in the layer of that number."""
        rules = tinycss2.parse_stylesheet(css, True, True)
        self._rules(rules, file, layer, "")

    def texts(self, root: Any) -> Iterator[Inked]:
        """The texts below the element `root` of a parsed page."""
        wrapper = cssselect2.ElementWrapper.from_html_root(root)
        yield from self._texts(wrapper, _State({}))

    def _rules(self, rules: Iterable[Any], file: str, layer: int, around: str) -> None:
        for rule in rules:
            if rule.type == "qualified-rule":
                self._rule(rule, file, layer, around)
            elif rule.type == "at-rule" and rule.content is not None:
                self._at_rule(rule, file, layer, around)

    def _at_rule(self, rule: Any, file: str, layer: int, around: str) -> None:
        keyword, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip()
        if keyword == "page":
            named = prelude if prelude.isidentifier() else "" if not prelude else None
            for name, item in _declarations(rule.content, file):
                if named is not None and name.startswith("background"):
                    self._pages[named] = item[0]
        elif keyword == "layer" or media.holds(keyword, prelude, self.medium):
            if around:
                self._block(rule.content, file, layer, around)
            else:
                self._rules(tinycss2.parse_rule_list(rule.content, True, True), file, layer, "")

    def _rule(self, rule: Any, file: str, layer: int, around: str) -> None:
        selector = tinycss2.serialize(rule.prelude).strip()
        if around:
            selector = ", ".join(_nested(part, around) for part in _parts(rule.prelude))
        self._block(rule.content, file, layer, selector)

    def _block(self, content: Values, file: str, layer: int, selector: str) -> None:
        declared = list(_declarations(content, file))
        if declared:
            self._select(selector, declared, layer)
        items = tinycss2.parse_blocks_contents(content, True, True)
        self._rules(items, file, layer, f":is({selector})")

    def _select(self, selector: str, declared: list[tuple[str, Any]], layer: int) -> None:
        try:
            found = cssselect2.compile_selector_list(selector)
        except cssselect2.SelectorError:
            return
        self._count += 1
        for one in found:
            self._matcher.add_selector(one, (layer, self._count, declared))

    def _declared(self, element: Any) -> tuple[dict[str, Set], bool]:
        """What counts for `element`, property by property; and whether something with a ground of
        its own is spread before or behind it."""
        found: Declared = {}
        spread: dict[str, set[str]] = {}
        for specificity, _, pseudo, (layer, order, declared) in self._matcher.match(element):
            if pseudo is not None:
                spread.setdefault(pseudo, set()).update(name for name, _ in declared)
                continue
            for name, (item, important) in declared:
                weight = (int(important), layer, specificity, order)
                if name not in found or found[name][0] <= weight:
                    found[name] = weight, item
        is_spread = any(
            names.intersection(_GROUNDS) and names.intersection(_SPREADS)
            for names in spread.values()
        )
        return {name: item for name, (_, item) in found.items()}, is_spread

    def _texts(self, element: Any, above: _State) -> Iterator[Inked]:
        if element.local_name in _HIDDEN:
            return
        state = self._state(element, above)
        node = element.etree_element
        own = [node.text, *(child.tail for child in node)]
        if any(text and text.strip() for text in own):
            sets = state.ink_set, state.ground_set
            yield Inked(_selector(node), state.ink, state.ground, *sets, state.opacity)
        for child in element.iter_children():
            yield from self._texts(child, state)

    def _state(self, element: Any, above: _State) -> _State:
        declared, is_spread = self._declared(element)
        own = {name: item.values for name, item in declared.items() if name.startswith("--")}
        tokens = self._tokens(own, above.tokens) if own else above.tokens
        resolved = Resolver(tokens, self.medium.is_dark)
        ink, ink_set = above.ink, above.ink_set
        if "color" in declared:
            text = resolved.whole(declared["color"].values)
            if text.lower() not in _INHERITED:
                ink, ink_set = text, declared["color"].span
        ground, ground_set = above.ground, above.ground_set
        for item in self._grounds(declared, resolved, element.parent is None):
            if (found := _ground(resolved.whole(item.values))) is not None:
                ground, ground_set = ink if found == "currentcolor" else found, item.span
        opacity = above.opacity
        if "opacity" in declared:
            opacity *= _share(resolved.whole(declared["opacity"].values))
            ink_set = declared["opacity"].span
        return _State(tokens, ink, "" if is_spread else ground, ink_set, ground_set, opacity)

    def _tokens(self, own: Mapping[str, Values], above: Mapping[str, Values]) -> dict[str, Values]:
        """The custom properties of an element, with their values put in: so they are inherited."""
        resolved = Resolver({**above, **own}, self.medium.is_dark)
        texts = {name: resolved.text(name, frozenset()) for name in own}
        found = {
            name: tinycss2.parse_component_value_list(text)
            for name, text in texts.items()
            if text is not None
        }
        kept = {name: values for name, values in above.items() if name not in own}
        return {**kept, **found}

    def _grounds(
        self, declared: Mapping[str, Set], resolved: Resolver, is_root: bool
    ) -> Iterator[Set]:
        """What the element stands on, the last one counting."""
        if self.medium.is_print and (is_root or "page" in declared):
            named = "" if is_root else resolved.whole(declared["page"].values)
            if page := self._pages.get(named) or self._pages.get(""):
                yield page
        yield from (declared[name] for name in _GROUNDS if name in declared)


def _declarations(content: Values, file: str) -> Iterator[tuple[str, tuple[Set, bool]]]:
    for item in tinycss2.parse_blocks_contents(content, True, True):
        if item.type == "declaration":
            name = item.name if item.name.startswith("--") else item.lower_name
            if name in _READ or name.startswith("--"):
                span = Span(file, item.source_line, item.source_column)
                yield name, (Set(item.value, span), item.important)


def _share(text: str) -> float:
    """A value of `opacity`, from 0 to 1; 1 if it is none."""
    found = re.fullmatch(r"([\d.]+)(%?)", text)
    try:
        share = float(found[1]) / (100 if found[2] else 1) if found else 1.0
    except ValueError:
        return 1.0
    return min(share, 1.0)


def _ground(text: str) -> str | None:
    """The colour in a value of `background`; "" for an image, None if it lets through."""
    if "url(" in text or "gradient(" in text:
        return ""
    for part in tinycss2.parse_component_value_list(text, skip_comments=True):
        colour = parse_color(part)
        if colour == "currentcolor":
            return "currentcolor"
        if colour is not None:
            return None if colour.alpha == 0 else part.serialize()
    return None


def _parts(prelude: Values) -> Iterator[str]:
    """The selectors of a list."""
    parts: list[list[Any]] = [[]]
    for value in prelude:
        if value == ",":
            parts.append([])
        else:
            parts[-1].append(value)
    return (tinycss2.serialize(part).strip() for part in parts)


def _nested(selector: str, around: str) -> str:
    """`selector`, which stands in a rule for `around`, by itself."""
    return selector.replace("&", around) if "&" in selector else f"{around} {selector}"


def _selector(node: Any) -> str:
    first = (node.get("class") or "").split()[:1]
    return f".{first[0]}" if first else str(node.tag)
