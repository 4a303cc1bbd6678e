"""What has a date: points, which stand in the text, and events, which the timeline alone tells."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from reportkit.model import checks
from reportkit.model.node import Date, Id, Inline, Node, Text

Order = Literal["numbers", "letters", "roman"]
"""How the items of a list are numbered."""


class When(Node):
    """A date whose parts the source does not all state."""

    noun: ClassVar[str] = "a date"
    shorthand: ClassVar[str | None] = "date"

    date: Date = Field(description="The date as EDTF.")
    inferred: Literal["year", "month", "day"] | None = Field(
        None, description="The part that is inferred and not stated; printed in brackets."
    )

    @model_validator(mode="after")
    def _has_what_is_inferred(self) -> Self:
        checks.has_part(self.date, self.inferred)
        return self


class Point(Node):
    """One statement. A plain string is a point with nothing but text."""

    noun: ClassVar[str] = "a point"
    shorthand: ClassVar[str | None] = "text"
    alone: ClassVar[frozenset[str]] = frozenset(["sources"])

    text: Inline = Field(description="The statement.")
    title: Text | None = Field(
        None, description="Words in bold before the statement: what it is about."
    )
    when: When | None = Field(
        None, description="The date of the statement, as EDTF; a dated point is an event."
    )
    event: Inline | None = Field(
        None, description="How the timeline words it, where the statement is too long for that."
    )
    status: Literal["happened", "expected"] | None = Field(
        None, description="Whether it has happened; what lies after the edition is expected."
    )
    label: Text | None = Field(
        None, description="What a drawn timeline calls it, in a few words; else its text, cut."
    )
    lane: Text | None = Field(None, description="The row of a drawn timeline that it stands in.")
    see: Id | None = Field(None, description="The id of the section that says more.")
    sources: tuple[Id, ...] = Field(
        (), description="The ids of the sources that say so; they are cited after the text."
    )
    points: tuple[Point, ...] = Field((), description="Statements below this one.")
    ordered: Order | None = Field(
        None, description="How the statements below this one are numbered; else they are not."
    )


class Event(Node):
    """Something with a date that no point tells."""

    noun: ClassVar[str] = "an event"
    alone: ClassVar[frozenset[str]] = frozenset(["sources"])

    when: When = Field(description="The date, as EDTF.")
    text: Inline = Field(description="What happened or is expected.")
    status: Literal["happened", "expected"] | None = Field(
        None, description="Whether it has happened; what lies after the edition is expected."
    )
    label: Text | None = Field(
        None, description="What a drawn timeline calls it, in a few words; else its text, cut."
    )
    lane: Text | None = Field(None, description="The row of a drawn timeline that it stands in.")
    see: Id | None = Field(None, description="The id of the section that says more.")
    sources: tuple[Id, ...] = Field(
        (), description="The ids of the sources that say so; they are cited after the text."
    )
