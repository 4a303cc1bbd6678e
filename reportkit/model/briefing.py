"""The briefing: what an author may write, as frozen types.

Unknown keys are refused. Descriptions are sentences for the author: the reference of the format
and the JSON Schema are made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator as After
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from reportkit.model import checks
from reportkit.model.edtf import Edtf

Text = Annotated[str, Field(min_length=1), After(checks.one_line)]
"""One line of plain text."""
Inline = Annotated[str, Field(min_length=1), After(checks.one_paragraph)]
"""One paragraph of Markdown: emphasis, links and code."""
Prose = Annotated[str, Field(min_length=1)]
"""Markdown: paragraphs, emphasis, links, lists, quotes, code and images; no raw HTML."""
Id = Annotated[str, After(checks.an_id)]
"""A name for references: lower-case letters, digits and hyphens."""
Language = Annotated[str, After(checks.a_language)]
"""A BCP 47 tag."""
Url = Annotated[str, After(checks.a_url)]
"""An address: https or http."""
Date = Annotated[Edtf, BeforeValidator(checks.a_date)]
"""A date or an interval, written as EDTF."""
SingleDate = Annotated[Date, After(checks.a_single_date)]
"""A day, a month or a year."""


class Node(BaseModel):
    """What all parts of a briefing have in common."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )
    noun: ClassVar[str]
    """What the author calls it, with an article."""
    shorthand: ClassVar[str | None] = None
    """The key whose value may stand alone for the whole."""
    lists: ClassVar[frozenset[str]] = frozenset()
    """The keys of lists for which one item may stand alone."""


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

    noun: ClassVar[str] = "a prose block"
    shorthand: ClassVar[str | None] = "prose"

    prose: Prose = Field(description="The text.")


class PointsBlock(Node):
    """A list of statements between other blocks."""

    noun: ClassVar[str] = "a points block"

    points: tuple[Point, ...] = Field(min_length=1, description="The statements.")


class KeyFigure(Node):
    """A number that matters."""

    noun: ClassVar[str] = "a key figure"

    value: Text = Field(description="The number as it is printed, with its sign and unit.")
    label: Inline = Field(description="What it counts.")


class KeyFiguresBlock(Node):
    """Key figures side by side."""

    noun: ClassVar[str] = "a key_figures block"

    key_figures: tuple[KeyFigure, ...] = Field(min_length=1, description="The figures.")


BLOCKS: dict[str, type[Node]] = {
    "prose": ProseBlock,
    "points": PointsBlock,
    "key_figures": KeyFiguresBlock,
}
"""The blocks of a body by the key that names them."""


def block_tag(value: Any) -> str | None:
    """The tag of the block that `value` is meant to be; None if there is no such block.

    Tags have a blank in them, so that no key of a briefing looks like one.
    """
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    return next((f"block {key}" for key in BLOCKS if key in keys), None)


Block = Annotated[
    Annotated[ProseBlock, Tag("block prose")]
    | Annotated[PointsBlock, Tag("block points")]
    | Annotated[KeyFiguresBlock, Tag("block key_figures")],
    Discriminator(block_tag),
]


class Section(Node):
    """A thematic section; sections nest three deep."""

    noun: ClassVar[str] = "a section"
    lists: ClassVar[frozenset[str]] = frozenset(["body"])

    title: Text = Field(description="The heading.")
    id: Id | None = Field(None, description="A name for references, and the anchor in the page.")
    body: tuple[Block, ...] = Field(
        (), description="Prose, or a list of blocks: a string is prose, a one-key map a block."
    )
    points: tuple[Point, ...] = Field((), description="Statements after the body.")
    sections: tuple[Section, ...] = Field((), description="Sections below this one.")


class Summary(Node):
    """The executive summary."""

    noun: ClassVar[str] = "the summary"

    text: Prose | None = Field(None, description="The opening.")
    points: tuple[Point, ...] = Field((), description="Key judgements.")
    figures: tuple[KeyFigure, ...] = Field((), description="Key figures.")


class Event(Node):
    """Something with a date that no point tells."""

    noun: ClassVar[str] = "an event"

    when: When = Field(description="The date, as EDTF.")
    text: Inline = Field(description="What happened or is expected.")
    status: Literal["happened", "expected"] | None = Field(
        None, description="Whether it has happened; what lies after the edition is expected."
    )
    see: Id | None = Field(None, description="The id of the section that says more.")


class Timeline(Node):
    """The appendix timeline; dated points join it by themselves."""

    noun: ClassVar[str] = "the timeline"

    title: Text | None = Field(None, description="The heading, where the usual one will not do.")
    events: tuple[Event, ...] = Field((), description="Events that no point tells.")


class Source(Node):
    """An entry of the list of sources."""

    noun: ClassVar[str] = "a source"

    id: Id | None = Field(None, description="A name for citations.")
    title: Text = Field(description="The title of the work.")
    author: Text | None = Field(None, description="Who wrote it.")
    publisher: Text | None = Field(None, description="Who published it.")
    date: Date | None = Field(None, description="When it was published, as EDTF.")
    url: Url | None = Field(None, description="Its address: https or http.")


class Briefing(Node):
    """One document: a YAML file in `sources/`."""

    noun: ClassVar[str] = "the briefing"
    lists: ClassVar[frozenset[str]] = frozenset(["authors"])

    title: Text = Field(description="The title.")
    subtitle: Text | None = Field(None, description="The line below the title.")
    kicker: Text | None = Field(None, description="The line above the title: a series or kind.")
    date: SingleDate | None = Field(
        None, description="The edition's date: a day, month or year, as EDTF."
    )
    language: Language = Field(
        "en", description="The language, as a BCP 47 tag such as en or de-CH."
    )
    authors: tuple[Text, ...] = Field((), description="Who answers for the text.")
    organisation: Text | None = Field(None, description="Who publishes it.")
    notice: Inline | None = Field(None, description="A note at the foot of the cover.")
    summary: Summary | None = Field(None, description="The executive summary.")
    sections: tuple[Section, ...] = Field((), description="The thematic sections.")
    timeline: Timeline | None = Field(None, description="The appendix timeline.")
    sources: tuple[Source, ...] = Field((), description="The list of sources.")
