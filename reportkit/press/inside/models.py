"""Styles computed once for equal elements of all parts.

What goes in: WeasyPrint's calls for the style of an element, a page or a margin box. What comes
out: a style of this document whose values come from a model, which lives as long as the stylesheets
and is computed once for all elements with the same declarations and a parent of the same model. The
layout may change the style; the model is never handed out, so no part depends on which came first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle, StyleFor

_ALONE = ("first-line", "first-letter")
"""Of these the layout asks which values were computed, so none may come from elsewhere."""
_MUTABLE = ("image", "grid")
"""In the names of properties whose values WeasyPrint changes in place."""
_SVG = "{http://www.w3.org/2000/svg}svg"
"""Whose width and height are declarations, too."""
_MOST = 5_000
"""Models kept; more would take too much memory."""


class _Model(ComputedStyle):  # type: ignore[misc]
    """What all equal elements share."""

    shaped: tuple[Any, Any] | None = None
    """See `shaping.values`."""


class Style(ComputedStyle):  # type: ignore[misc]
    """The style of one document, with the values of a model."""

    def __init__(self, model: _Model, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.model = model
        self.cache = model.cache
        self.specified = model.specified
        self.update(model)

    def __missing__(self, key: str) -> Any:
        if any(word in key for word in _MUTABLE):
            return super().__missing__(key)
        value = self[key] = self.model[key]
        return value

    @cached_property
    def anonymous_style(self) -> AnonymousStyle:
        return _Anonymous(self)


class _Anonymous(AnonymousStyle):  # type: ignore[misc]
    """The style of boxes without an element, in an element with a model."""

    def __init__(self, parent: Style) -> None:
        super().__init__(parent)
        self.model = parent.model.anonymous_style
        self.update(self.model)

    def __missing__(self, key: str) -> Any:
        if any(word in key for word in _MUTABLE):
            return super().__missing__(key)
        value = self[key] = self.model[key]
        return value


class _Sizes(dict[str, Any]):
    """Sizes of the first page of the part under way, by which no model may outlive it."""

    given: Mapping[str, Any] = MappingProxyType({})
    were_asked = False

    def __getitem__(self, key: str) -> Any:
        self.were_asked = True
        return self.given[key]


@dataclass(slots=True)
class Models:
    """The models of all parts with the same stylesheets."""

    fonts: Any
    """WeasyPrint's font configuration."""
    made: dict[Hashable, _Model] = field(default_factory=dict)
    """Identity of the parent's model, kind of pseudo-element, what is declared -> model."""
    sizes: _Sizes = field(default_factory=_Sizes)
    cache: dict[Any, Any] = field(default_factory=dict)
    """What WeasyPrint finds out about fonts for all styles of a document."""

    def end(self, has_said: bool) -> None:
        """After a part: drop what holds for it alone, or would be said of it alone."""
        if has_said or self.sizes.were_asked or len(self.made) > _MOST:
            self.made.clear()
        self.sizes.were_asked = False

    def find(
        self,
        parent: _Model | None,
        declared: Mapping[str, tuple[Any, Any]],
        pseudo_type: str | None,
        base_url: str | None,
    ) -> _Model:
        """The model of elements below `parent` with these declarations, by property."""
        # A model keeps its parent and what is declared, so that their identities stay.
        values = tuple(
            [(_key(v), origin, layer, *s) for v, (origin, layer, s) in declared.values()]
        )
        key = id(parent), pseudo_type, tuple(declared), values
        model = self.made.get(key)
        if model is None:
            root = InitialStyle(self.fonts) if parent is None else _root(parent)
            fixed = pseudo_type, root, base_url, self.fonts, self.sizes
            model = self.made[key] = _Model(parent, declared, *fixed)
            model.cache = self.cache
        return model


def _key(value: Any) -> Hashable:
    """What tells a declared value from others: itself, if an attribute gave it."""
    is_string = isinstance(value, tuple) and len(value) == 2 and value[0] == "string"
    return value if is_string else id(value)


def _root(style: ComputedStyle) -> ComputedStyle:
    while style.parent_style is not None:
        style = style.parent_style
    return style


def set_style(
    models: Models,
    original: Callable[..., None],
    style_for: StyleFor,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """`StyleFor.set_computed_styles`, by way of a model."""
    computed = style_for.get_computed_styles()
    above = computed[parent, None] if parent is not None else None
    if pseudo_type in _ALONE or _is_styled(element) or not isinstance(above, Style | None):
        original(style_for, element, parent, root, pseudo_type, base_url, target_collector)
        return
    declared = style_for.get_cascaded_styles().get((element, pseudo_type), {})
    anchor = declared.get("anchor")
    if anchor is not None:
        # It is nobody else's, and is not inherited.
        declared = {name: value for name, value in declared.items() if name != "anchor"}
    models.sizes.given = style_for.initial_page_sizes
    model = models.find(above.model if above is not None else None, declared, pseudo_type, base_url)
    root_style = model.root_style if above is None else computed[root, None]
    given = above, declared, pseudo_type, root_style, base_url, models.fonts
    style = computed[element, pseudo_type] = Style(model, *given, style_for.initial_page_sizes)
    if anchor is not None:
        style["anchor"] = anchor[0]
    if target_collector and style["anchor"]:
        target_collector.collect_anchor(style["anchor"])


def _is_styled(element: Any) -> bool:
    """Whether an element has declarations of its own, besides its language and its name."""
    return "style" in getattr(element, "attrib", ()) or getattr(element, "tag", "") == _SVG
