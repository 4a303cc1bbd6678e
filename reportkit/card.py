"""The card of a report: what stands for it where it is linked to.

In goes the view, out comes one that is nothing but a cover, with as few words as a card can hold.
The cover's template prints it, on a sheet of the card's shape, so that it looks like the report.
"""

from __future__ import annotations

from dataclasses import replace

from reportkit.view.anchors import shorten
from reportkit.view.report import Html, ReportView

LONGEST = 150
"""Characters of a title; with its subtitle, of the two."""
LONGEST_KICKER, LONGEST_HOUSE = 64, 48
"""Characters of what stands above them and of who publishes, whose name some themes set large."""


def as_card(report: ReportView) -> ReportView:
    """`report` as a card."""
    cover = report.cover
    title = shorten(cover.title, LONGEST)
    has_room = len(title) + len(cover.subtitle) <= LONGEST
    small = replace(
        cover,
        kicker=shorten(cover.kicker, LONGEST_KICKER),
        title=title,
        subtitle=cover.subtitle if has_room else "",
        organisation=shorten(cover.organisation, LONGEST_HOUSE),
        authors=(),
        notice=Html(""),
        figures=None,
    )
    return replace(
        report,
        cover=small,
        contents=None,
        lists=(),
        summary=None,
        sections=(),
        appendices=(),
        front=(),
        back=(),
        back_cover=None,
        is_flowing=False,
    )
