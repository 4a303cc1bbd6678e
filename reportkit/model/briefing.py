"""The briefing: what an author may write, as frozen types.

Unknown keys are refused. Descriptions are sentences for the author: the reference of the format
and the JSON Schema are made from them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from reportkit.model.edtf import Edtf

Text = Annotated[str, Field(min_length=1)]
"""One line of plain text."""
Inline = Annotated[str, Field(min_length=1)]
"""One paragraph of Markdown: emphasis, links and code."""
Prose = Annotated[str, Field(min_length=1)]
"""Markdown: paragraphs, emphasis, links, lists, quotes, code and images; no raw HTML."""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""A name for references: lower-case letters, digits and hyphens."""


class Node(BaseModel):
    """What all parts of a briefing have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class When(Node):
    """A date whose parts the source does not all state."""

    date: Edtf = Field(description="The date as EDTF.")
    inferred: Literal["year", "month", "day"] | None = Field(
        None, description="The part that is inferred and not stated; printed in brackets."
    )


class Point(Node):
    """One statement. A plain string is a point with nothing but text."""

    text: Inline = Field(description="The statement.")
    when: When | None = Field(
        None, description="The date of the statement, as EDTF; a dated point is an event."
    )
    event: Inline | None = Field(
        None, description="How the timeline words it, where the statement is too long for that."
    )
    status: Literal["happened", "expected"] | None = Field(
        None, description="Whether it has happened; what lies after the edition is expected."
    )
    see: Id | None = Field(None, description="The id of the section that says more.")
    points: tuple[Point, ...] = Field((), description="Statements below this one.")


class ProseBlock(Node):
    """Prose. In a body, a plain string is a prose block."""

    prose: Prose = Field(description="The text.")


class PointsBlock(Node):
    """A list of statements between other blocks."""

    points: tuple[Point, ...] = Field(min_length=1, description="The statements.")


class KeyFigure(Node):
    """A number that matters."""

    value: Text = Field(description="The number as it is printed, with its sign and unit.")
    label: Inline = Field(description="What it counts.")


class KeyFiguresBlock(Node):
    """Key figures side by side."""

    key_figures: tuple[KeyFigure, ...] = Field(min_length=1, description="The figures.")


Block = ProseBlock | PointsBlock | KeyFiguresBlock


class Section(Node):
    """A thematic section; sections nest three deep."""

    title: Text = Field(description="The heading.")
    id: Id | None = Field(None, description="A name for references, and the anchor in the page.")
    body: tuple[Block, ...] = Field(
        (), description="Prose, or a list of blocks: a string is prose, a one-key map a block."
    )
    points: tuple[Point, ...] = Field((), description="Statements after the body.")
    sections: tuple[Section, ...] = Field((), description="Sections below this one.")


class Summary(Node):
    """The executive summary."""

    text: Prose | None = Field(None, description="The opening.")
    points: tuple[Point, ...] = Field((), description="Key judgements.")
    figures: tuple[KeyFigure, ...] = Field((), description="Key figures.")


class Event(Node):
    """Something with a date that no point tells."""

    when: When = Field(description="The date, as EDTF.")
    text: Inline = Field(description="What happened or is expected.")
    status: Literal["happened", "expected"] | None = Field(
        None, description="Whether it has happened; what lies after the edition is expected."
    )
    see: Id | None = Field(None, description="The id of the section that says more.")


class Timeline(Node):
    """The appendix timeline; dated points join it by themselves."""

    title: Text | None = Field(None, description="The heading, where the usual one will not do.")
    events: tuple[Event, ...] = Field((), description="Events that no point tells.")


class Source(Node):
    """An entry of the list of sources."""

    id: Id | None = Field(None, description="A name for citations.")
    title: Text = Field(description="The title of the work.")
    author: Text | None = Field(None, description="Who wrote it.")
    publisher: Text | None = Field(None, description="Who published it.")
    date: Edtf | None = Field(None, description="When it was published, as EDTF.")
    url: Text | None = Field(None, description="Its address: https or http.")


class Briefing(Node):
    """One document: a YAML file in `sources/`."""

    title: Text = Field(description="The title.")
    subtitle: Text | None = Field(None, description="The line below the title.")
    kicker: Text | None = Field(None, description="The line above the title: a series or kind.")
    date: Edtf | None = Field(
        None, description="The edition's date: a day, month or year, as EDTF."
    )
    language: str = Field("en", description="The language, as a BCP 47 tag such as en or de-CH.")
    authors: tuple[Text, ...] = Field((), description="Who answers for the text.")
    organisation: Text | None = Field(None, description="Who publishes it.")
    notice: Inline | None = Field(None, description="A note at the foot of the cover.")
    summary: Summary | None = Field(None, description="The executive summary.")
    sections: tuple[Section, ...] = Field((), description="The thematic sections.")
    timeline: Timeline | None = Field(None, description="The appendix timeline.")
    sources: tuple[Source, ...] = Field((), description="The list of sources.")
