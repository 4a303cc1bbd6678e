"""Text that is shaped once where WeasyPrint shapes it again and again.

Shaping is the costliest thing that WeasyPrint asks of Pango, and much of it is repeated: the set-up
for a style is made anew for each text, each line is shaped again when it is drawn, and each word of
a table's cell is shaped with all that follows it to find the narrowest column. Nothing here changes
what is shaped, only how often; the tests hold both ways against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any

from weasyprint.draw import text as draw_text
from weasyprint.layout import preferred
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout

from reportkit.press.inside.models import Style
from reportkit.press.patched import Replacement, method

_KEPT_LAYOUTS = 20_000
"""Texts kept shaped until they are drawn; more would take too much memory."""

_KEPT_WORDS = 100_000

_PARAGRAPHS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")

_SET_UP = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "lang",
    "text_decoration_line",
)
"""The properties that `Layout.setup` reads."""

_BREAKING = (
    *_SET_UP,
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "letter_spacing",
    "overflow_wrap",
    "white_space",
    "word_break",
    "word_spacing",
)
"""The properties that `split_first_line` reads besides."""


_DRAWING = (
    "PANGO_ELLIPSIZE_END",
    "PANGO_GLYPH_EMPTY",
    "PANGO_GLYPH_UNKNOWN_FLAG",
    "pango_font_get_glyph_extents",
    "pango_layout_set_ellipsize",
    "pango_layout_set_width",
    "pango_version",
)
"""What WeasyPrint uses of Pango to draw a text, besides the function that is mended."""


@dataclass(slots=True)
class Shaping:
    """What is remembered while a part is compiled."""

    words: dict[Any, tuple[int, float]]
    """Style and word -> where the next word begins, width; holds for parts in the same fonts."""
    models: dict[Any, Any] = field(default_factory=dict)
    """Values of `_SET_UP` -> a layout without text."""
    styles: dict[int, tuple[Any, tuple[Any, Any]]] = field(default_factory=dict)
    """Identity of a style -> the style, kept so that this stays, and its values of both kinds."""
    kept: int = 0
    is_drawn_as_kept: bool = False


def mends(remembered: Shaping) -> list[Replacement]:
    """What is to be replaced."""
    split = partial(split_for_minimum, remembered, preferred.split_first_line)
    drawing = SimpleNamespace(**{name: getattr(pango, name) for name in _DRAWING})
    drawing.pango_layout_set_single_paragraph_mode = partial(set_single_paragraph_mode, remembered)
    return [
        method(Layout, "setup", set_up, remembered),
        method(Layout, "deactivate", deactivate, remembered),
        method(Layout, "reactivate", reactivate, remembered),
        (preferred, "split_first_line", split),
        (draw_text, "pango", drawing),
    ]


def values(shaping: Shaping, style: Any) -> tuple[Any, Any]:
    """Values of `_SET_UP` and of `_BREAKING`."""
    known = shaping.styles.get(id(style))
    if known is None:
        known = shaping.styles[id(style)] = (style, _both(style))
    return known[1]


def _both(style: Any) -> tuple[Any, Any]:
    # The layout changes none of these properties of an element's own style.
    model = style.model if isinstance(style, Style) else None
    if model is not None and model.shaped is not None:
        return model.shaped
    both = _values(style, _SET_UP), _values(style, _BREAKING)
    if model is not None:
        model.shaped = both
    return both


def _values(style: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(_hashable(style[name]) for name in names)


def _hashable(value: Any) -> Any:
    """`value` as part of a key; the text of an SVG has lists where a page has tuples."""
    if isinstance(value, list):
        return tuple(value)
    return frozenset(value) if isinstance(value, set) else value


def set_up(shaping: Shaping, original: Callable[..., None], layout: Any, style: Any) -> None:
    """`Layout.setup`, as a copy of a layout that was set up for the same properties."""
    key = values(shaping, style)[0]
    model = shaping.models.get(key)
    if model is None:
        model = Layout.__new__(Layout)
        original(model, style)
        shaping.models[key] = model
    layout.style = style
    layout.first_line_direction = 0
    layout.layout = ffi.gc(pango.pango_layout_copy(model.layout), gobject.g_object_unref)
    for name in _MEASURES:
        if name in vars(model):
            setattr(layout, name, getattr(model, name))


def deactivate(shaping: Shaping, original: Callable[..., None], layout: Any) -> None:
    """`Layout.deactivate`, which lets a shaped text go that will be drawn later."""
    if shaping.kept < _KEPT_LAYOUTS:
        shaping.kept += 1
    else:
        original(layout)


def reactivate(shaping: Shaping, original: Callable[..., None], layout: Any, style: Any) -> None:
    """`Layout.reactivate`, which shapes a text again; now only if it was let go or is spaced."""
    is_spaced = layout.justification_spacing or style["word_spacing"]
    is_kept = "layout" in vars(layout) and not is_spaced and _PARAGRAPHS.isdisjoint(layout.text)
    shaping.is_drawn_as_kept = is_kept
    if not is_kept:
        original(layout, style)


def set_single_paragraph_mode(shaping: Shaping, layout: Any, is_single: bool) -> None:
    """Of Pango, when a text is drawn: shapes it again even if it has but one paragraph."""
    if not shaping.is_drawn_as_kept:
        pango.pango_layout_set_single_paragraph_mode(layout, is_single)


def split_for_minimum(
    shaping: Shaping, original: Callable[..., Any], text: str, style: Any, *rest: Any, **named: Any
) -> Any:
    """`split_first_line` as tables call it, which remembers the words that it has measured."""
    _, max_width, justification = rest
    word, space, following = text.partition(" ")
    if max_width != 0 or not space or not _is_simple(word, following):
        return original(text, style, *rest, **named)
    key = (word, named["is_line_start"], justification, values(shaping, style)[1])
    known = shaping.words.get(key)
    if known is None:
        known = original(text, style, *rest, **named)[2:4]
        if len(shaping.words) < _KEPT_WORDS:
            shaping.words[key] = known
    return None, None, *known, None, None


def _is_simple(word: str, following: str) -> bool:
    """A word that ends its line at the space, whatever comes after the next two letters."""
    return (
        len(following) > 1
        and following[:2].isalnum()
        and "\xad" not in following
        and all(c.isalnum() or c in _SIGNS for c in word)
    )


_SIGNS = frozenset(".,;:")
_MEASURES = (
    "language",
    "ascent",
    "underline_position",
    "strikethrough_position",
    "underline_thickness",
    "strikethrough_thickness",
)
"""What a layout knows besides its Pango layout."""

if not hasattr(pango, "pango_layout_copy"):
    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout * layout);")
