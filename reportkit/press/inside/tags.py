"""The structure tags that WeasyPrint 70.0 leaves out, added while it writes a PDF.

A reader who hears a report needs the language of a phrase, what a head cell heads, which text is
a note, what a link says, what data a chart has; and does not need the running head of every page.
WeasyPrint has no hook for these, so this module wraps private names:
`pdf.tags._build_box_tree`, `pdf.stream.Stream.marked`, and what a page's boxes are made of. They
hold for `PINNED` alone; with another version nothing is wrapped and the PDF lacks these tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLES = {"code": "/Code", "kbd": "/Code", "samp": "/Code", "q": "/Quote"}
_CHANGEABLE = {"/NonStruct", "/Span", "/Div", "/P"}
"""Kinds that say little, and may give way to one that says more."""
_PRINT_FLAG = 4


@contextmanager
def complete(document: Any) -> Iterator[None]:
    """While open, PDFs of `document` (a rendered WeasyPrint document) carry the missing tags."""
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    running = set(_running_matter(document))
    build, marked = tags._build_box_tree, Stream.marked
    tags._build_box_tree = _described(build, running)
    Stream.marked = _unmarked(marked, running)
    try:
        yield
    finally:
        tags._build_box_tree, Stream.marked = build, marked


def _running_matter(document: Any) -> Iterator[int]:
    """Identities of all boxes in page margins; a margin with a link stays, as links must."""
    from weasyprint.formatting_structure.boxes import MarginBox

    for page in document.pages:
        links = {id(box) for _, _, _, box in page.links}
        for margin in page._page_box.children:
            if isinstance(margin, MarginBox):
                boxes = {id(margin), *map(id, margin.descendants())}
                if boxes.isdisjoint(links):
                    yield from boxes


def _unmarked(
    marked: Callable[..., AbstractContextManager[None]], running: set[int]
) -> Callable[..., AbstractContextManager[None]]:
    """`Stream.marked`, but what stands in page margins is an artifact."""

    def mark(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        if id(box) in running:
            artifact: AbstractContextManager[None] = self.artifact()
            return artifact
        return marked(self, box, tag)

    return mark


def _described(build: Callable[..., Any], running: set[int]) -> Callable[..., Iterator[Any]]:
    """`_build_box_tree`, but with what the HTML says of each element, and without margins."""

    def build_box_tree(box: Any, *context: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        if id(box) in running:
            return
        for element in build(box, *context):
            html = box.element
            # The page, <html> and <body> have no element; what comes is their children's.
            if html is not None and html.tag not in {"html", "body"}:
                # Not for ::before, ::marker and their like.
                if box.element_tag == html.tag:
                    _describe(element, html)
                if box.link_annotation:
                    _describe_link(element, box.link_annotation, html)
            yield element

    return build_box_tree


def _describe(element: Any, html: Any) -> None:
    import pydyf

    language = html.get("lang") or html.get(_XML_LANG)
    if language:
        element["Lang"] = pydyf.String(language)
    if element["S"] == "/TH" and "A" in element:
        rows = html.get("scope") in {"row", "rowgroup"}
        element["A"]["Scope"] = "/Row" if rows else "/Column"
    elif element["S"] == "/Figure" and html.get("data-heard"):
        element["Alt"] = pydyf.String(f"{_alternative(html)}. {html.get('data-heard')}")
    elif html.get("role") == "doc-footnote" and element["S"] in _CHANGEABLE:
        element["S"] = "/Note"
        element["ID"] = pydyf.String(f"note-{element.number}")
    elif element["S"] in {"/NonStruct", "/Span"}:
        element["S"] = _ROLES.get(html.tag, element["S"])


def _alternative(html: Any) -> str:
    """The text that stands for a drawing."""
    title = html.find("{*}title")
    return (title.text or "").rstrip(" .") if title is not None else ""


def _describe_link(element: Any, annotation: Any, html: Any) -> None:
    import pydyf

    # An element inside <a> has a link of its own, which must be in an element of that kind.
    if element["S"] in _CHANGEABLE:
        element["S"] = "/Link"
    annotation["F"] = _PRINT_FLAG
    if text := " ".join("".join(html.itertext()).split()):
        annotation["Contents"] = pydyf.String(text)
