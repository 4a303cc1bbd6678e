"""Points: statements, those with a date being events too. Template `blocks/points.html`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportkit.frozen import frozen
from reportkit.model.blocks.points import PointsBlock
from reportkit.model.dated import Order
from reportkit.model.dated import Point as Statement
from reportkit.source import Path
from reportkit.view.context import Context, Dated
from reportkit.view.dates import when_text
from reportkit.view.prose import echo
from reportkit.view.report import DateText, Html, Reference


@frozen
class Point:
    """One statement, with those that belong to it."""

    text: Html
    """Inline markup."""
    title: str = ""
    """What stands in bold before the text; "" if not given."""
    number: str = ""
    """"2.", "b)" or "ii."; "" in a list that is not numbered."""
    paragraph: str = ""
    """"1.7" where paragraphs are numbered and the list is not; "" below another point."""
    anchor: str = ""
    """Set on points that something refers to, such as dated points."""
    points: tuple[Point, ...] = ()
    when: DateText | None = None
    """The date that the author gave; the text says it already, so it is not printed."""
    reference: Reference | None = None
    """Where the report says more, as the author gave it by `see`."""


@frozen
class Points:
    """A list of statements. Template `blocks/points.html`."""

    points: tuple[Point, ...]
    kind: str = "points"


def build(block: PointsBlock, path: Path, here: Reference, context: Context) -> Points:
    return make_points(block.points, (*path, "points"), here, context, block.ordered)


def make_points(
    points: Iterable[Statement],
    path: Path,
    here: Reference | None,
    context: Context,
    order: Order | None = None,
) -> Points:
    """The list at `path`; `here` is the section that holds it, None in the summary."""
    letters = context.language.appendix_letters
    return Points(
        tuple(
            _point(point, (*path, i), here, context, item_number(i, order, letters))
            for i, point in enumerate(points)
        )
    )


def _paragraph(path: Path, number: str, context: Context) -> str:
    """The number as a paragraph of the point at `path`, which has `number` in its list."""
    is_below = path[-4:-3] == ("points",)
    return "" if number or is_below else context.paragraphs.next(path)


def item_number(index: int, order: Order | None, letters: str) -> str:
    """The number of item `index`, counted from 0, in a list with that order."""
    if order == "letters":
        repeated, at = divmod(index, len(letters))
        return f"{letters[at].lower() * (repeated + 1)})"
    if order == "roman":
        return f"{_roman(index + 1)}."
    return f"{index + 1}." if order else ""


def _roman(number: int) -> str:
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"))
    found = ""
    for value, sign in (*signs, (5, "v"), (4, "iv"), (1, "i")):
        found += sign * (number // value)
        number %= value
    return found


def _point(
    point: Statement, path: Path, here: Reference | None, context: Context, number: str
) -> Point:
    text = context.inline(point.text, (*path, "text"))
    paragraph = _paragraph(path, number, context)
    _report_unused(point, path, context)
    if here and paragraph:
        here = replace(here, number=paragraph)
    return Point(
        text=context.cited(text, point.sources, (*path, "sources")),
        anchor=_event(point, text, path, here, context) if point.when else "",
        title=point.title or "",
        number=number,
        paragraph=paragraph,
        points=make_points(point.points, (*path, "points"), here, context, point.ordered).points,
        when=when_text(point.when, context.language) if point.when else None,
        reference=context.see(point.see, (*path, "see")),
    )


def _report_unused(point: Statement, path: Path, context: Context) -> None:
    """A warning for an order that numbers nothing."""
    if point.ordered and not point.points:
        message = "`ordered` numbers nothing, since this point has no points below it"
        hint = "write `ordered` beside the list, or give the point `points`"
        place = context.source.place((*path, "ordered"))
        context.diagnostics.warning("RK0309", message, place, hint)


def _event(
    point: Statement, text: Html, path: Path, here: Reference | None, context: Context
) -> str:
    """Hand a dated point to the timeline; the anchor by which it is found again."""
    assert point.when
    event = (*path, "event")
    # A note is printed where the point stands.
    wording = context.inline(point.event, event, may_note=False) if point.event else echo(text)
    references: tuple[Reference, ...] = ()
    anchor = ""
    if here:
        anchor = context.anchors.make(f"{here.anchor}-{point.when.date.text}", "event")
        references = (replace(here, anchor=anchor),)
    label, lane = point.label or "", point.lane or ""
    dated = Dated(point.when, point.status, wording, references, label, lane, path, is_point=True)
    context.dated.append(dated)
    return anchor
