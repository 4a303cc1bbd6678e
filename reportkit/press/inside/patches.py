"""The functions of WeasyPrint and pydyf that are replaced while a part is compiled.

What goes in: a session. What comes out: what the functions found, in the session. Most keep the
part apart from its document; `_page_references` mends a spot where writing takes time in proportion
to the square of the pages. `installed` puts them in and takes them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pydyf
import weasyprint.draw
import weasyprint.layout
import weasyprint.layout.page
import weasyprint.pdf
from weasyprint import css
from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block, inline
from weasyprint.logger import LOGGER

from reportkit.press.engine import UnfitError
from reportkit.press.inside import (
    lengths,
    lettering,
    models,
    numbers,
    running,
    shaping,
    sides,
    styles,
)
from reportkit.press.inside.breaks import filling
from reportkit.press.inside.counters import element_boxes
from reportkit.press.inside.margins import margin_boxes
from reportkit.press.inside.notes import keeping
from reportkit.press.inside.objects import Reference, reference
from reportkit.press.inside.session import BASE, Session
from reportkit.press.patched import Replacement, method, patched


@contextmanager
def installed(session: Session) -> Iterator[None]:
    """Compile for `session` inside the `with`; nothing else may use WeasyPrint meanwhile."""
    layout, page, pdf = weasyprint.layout, weasyprint.layout.page, weasyprint.pdf
    wrapped: list[tuple[Any, str, Callable[..., Any]]] = [
        (css, "find_stylesheets", _find_stylesheets),
        (build, "element_to_box", element_boxes),
        (build, "compute_content_list", numbers.content_boxes),
        (layout, "initialize_page_maker", _start_pages),
        (layout, "make_margin_boxes", margin_boxes),
        (page, "PageType", _page_type),
        (weasyprint.draw, "draw_text", numbers.draw_text),
        (pdf, "add_tags", _add_tags),
    ]
    replaced: list[Replacement] = [
        *_mends(session),
        *lettering.mends(),
        (block, "_linebox_layout", keeping(block._linebox_layout)),
        (inline, "split_first_line", filling(inline.split_first_line)),
        (LayoutContext, "get_string_set_for", _named_string(session)),
        (LayoutContext, "get_running_element_for", running.element(session)),
        (layout, "layout_fixed_boxes", _fixed_boxes),
        (pdf, "resolve_links", partial(_resolve_links, session)),
        (pdf, "add_outlines", lambda pdf, bookmarks: None),
        (pdf, "build_fonts_dictionary", partial(_defer_fonts, session)),
        (pydyf.Object, "reference", property(reference)),
    ]
    for owner, name, function in wrapped:
        replaced.append((owner, name, partial(function, session, getattr(owner, name))))
    with patched(*replaced):
        try:
            yield
        finally:
            session.shared.models.end(len(session.records) > session.parsed)


def _find_stylesheets(session: Session, original: Callable[..., Any], *arguments: Any) -> list[Any]:
    common = session.shared
    found = common.find_stylesheets(session.noted, session.records, original, *arguments)
    session.parsed = len(session.records)
    return found


def _mends(session: Session) -> list[Replacement]:
    """What only saves time."""
    page = weasyprint.layout.page
    styled = page.set_page_type_computed_styles
    return [
        *shaping.mends(session.shaping),
        *styles.mends(),
        method(css.StyleFor, "set_computed_styles", models.set_style, session.shared.models),
        *lengths.mends(),
        (page, "set_page_type_computed_styles", partial(_style_pages, styled)),
        (pydyf.PDF, "page_references", property(_page_references)),
    ]


def _start_pages(
    session: Session, original: Callable[..., None], context: Any, root_box: Any
) -> None:
    """Begin on the side, and at the page number, where the parts before have left off."""
    original(context, root_box)
    session.context = context
    resume_at, next_page, right_page, state, remake = context.page_maker[0]
    selectors = [
        selector
        for sheet, _, _ in context.style_for._sheets
        for _, selectors, _ in sheet.page_rules
        for _, _, selector in selectors
    ]
    sides.begin(session, context, selectors)
    session.counts_pages = any(selector.index for selector in selectors)
    if any(selector.index and selector.index[2] is None for selector in selectors):
        session.start = int(session.ask("index"))
    if not session.is_first:
        right_page = session.is_movable or not session.inputs.is_right
    state[1]["page"] = [BASE]
    state[2][0].add("page")
    context.page_maker[0] = resume_at, next_page, right_page, state, remake


def _page_type(
    session: Session,
    original: Callable[..., Any],
    side: str,
    blank: bool,
    name: str,
    index: int,
    groups: Any,
) -> Any:
    """The page type by its place in the document; the page before a part is none of its pages.

    Pages that no stylesheet tells apart are of one type, so that they share their styles.
    """
    if not session.is_first:
        index = session.start + index - 1 if index else -1
    if not session.counts_pages:
        index, groups = min(index, 1), ()
    return original(side, blank, name, index, groups)


def _style_pages(original: Callable[..., None], page_type: Any, html: Any, style_for: Any) -> None:
    """Compute the styles of pages of a type, unless that was done for an earlier page."""
    if (page_type, None) not in style_for.get_computed_styles():
        original(page_type, html, style_for)


def _named_string(session: Session) -> Callable[..., tuple[str, ...]]:
    """`string()`, which looks back into the parts before where the part has set nothing yet."""
    original = LayoutContext.get_string_set_for

    def get_string_set_for(
        context: Any, page: Any, name: str, keyword: str = "first"
    ) -> tuple[str, ...]:
        found: tuple[str, ...] = original(context, page, name, keyword)
        is_set = any(number <= context.current_page for number in context.string_set[name])
        if found or is_set or keyword == "all-once":
            return found
        text = session.ask("string", name)
        return (text,) if text else ()

    return get_string_set_for


def _fixed_boxes(context: Any, pages: Any, containing_page: Any) -> Iterator[Any]:
    """None; an element that stands on all pages would stand on those of its part alone."""
    if any(page.fixed_boxes for page in (*pages, containing_page)):
        raise UnfitError("position: fixed sets an element on the pages of all parts")
    return iter(())


def _resolve_links(session: Session, pages: Iterable[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """All links of the part that lead anywhere in the report; destinations are the linker's."""
    for page in pages:
        links = []
        for link in page.links:
            if link[0] != "internal" or session.ask("anchor", link[1]):
                links.append(link)
            else:
                LOGGER.error("No anchor #%s for internal URI reference", link[1])
        yield links, []


def _defer_fonts(session: Session, pdf: Any, fonts: dict[Any, Any], *_: Any) -> Any:
    session.fonts = list(fonts.values())
    session.font_dictionary = pydyf.Dictionary()
    return session.font_dictionary


def _add_tags(
    session: Session, original: Callable[..., None], pdf: Any, document: Any, *rest: Any
) -> None:
    first = len(pdf.objects)
    original(pdf, document, *rest)
    session.mapping, session.structure, session.document = pdf.objects[first : first + 3]


def _page_references(pdf: Any) -> tuple[Reference, ...]:
    kids = pdf.pages["Kids"]
    count: int
    made: tuple[Reference, ...]
    count, made = vars(pdf).get("made_references", (0, ()))
    if count != len(kids):
        made = tuple(Reference(b"%d 0 R" % number) for number in kids[::3])
        pdf.made_references = len(kids), made
    return made
