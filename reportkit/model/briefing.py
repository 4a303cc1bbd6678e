"""The briefing: what an author may write, as frozen types.

Unknown keys are refused. Descriptions are sentences for the author: the reference of the format
and the JSON Schema are made from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from reportkit.model.blocks import Block
from reportkit.model.blocks.definitions import Definition
from reportkit.model.blocks.key_figures import KeyFigure
from reportkit.model.blocks.timeline import FORM, LANES, Form
from reportkit.model.checks import Fault
from reportkit.model.dated import Event, Point
from reportkit.model.imprint import Author, Contact, Handling, Licence, Series
from reportkit.model.node import (
    Date,
    Id,
    Inline,
    Language,
    Node,
    Prose,
    SingleDate,
    Text,
    Title,
    Url,
)
from reportkit.model.walk import nodes
from reportkit.sheets import PageSize
from reportkit.source import Path


class Section(Node):
    """A thematic section; sections nest three deep."""

    noun: ClassVar[str] = "a section"
    alone: ClassVar[frozenset[str]] = frozenset(["body"])

    title: Title = Field(description="The heading.")
    id: Id | None = Field(None, description="A name for references, and the anchor in the page.")
    body: tuple[Block, ...] = Field(
        (), description="Prose, or a list of blocks: a string is prose, a one-key map a block."
    )
    points: tuple[Point, ...] = Field((), description="Statements after the body.")
    notes: dict[str, Inline] = Field(
        {}, description="Notes by name; `[^name]` in this section calls one."
    )
    sections: tuple[Section, ...] = Field((), description="Sections below this one.")


class Appendix(Section):
    """An appendix of the author's own; it has a letter where a section has a number."""

    noun: ClassVar[str] = "an appendix"

    after: Literal["timeline", "sources"] | None = Field(
        None, description="What it follows; by itself an appendix stands before the timeline."
    )


class Matter(Section):
    """A part without a number before or after the text: foreword, method, imprint."""

    noun: ClassVar[str] = "a part of the front or back matter"
    shorthand: ClassVar[str | None] = "kind"

    title: Title | None = Field(  # type: ignore[assignment]
        None, description="The heading; by itself that of its kind, in the report's language."
    )
    kind: Literal["foreword", "methodology", "about", "imprint"] | None = Field(
        None, description="What it is; an imprint prints authors, series, contact and licence."
    )

    @model_validator(mode="after")
    def _has_a_heading(self) -> Self:
        if not (self.title or self.kind):
            hint = "give it a `title`, or a `kind`: foreword, methodology, about or imprint"
            raise Fault("RK0202", "has no heading", hint)
        return self


class BackCover(Node):
    """The last page, which bleeds as the cover does."""

    noun: ClassVar[str] = "the back cover"
    shorthand: ClassVar[str | None] = "text"

    text: Prose | None = Field(None, description="What stands on it: what the report is about.")
    contact: Contact | None = Field(
        None, description="Whom to ask; by itself the `contact` of the briefing."
    )


class Summary(Node):
    """The executive summary."""

    noun: ClassVar[str] = "the summary"

    text: Prose | None = Field(None, description="The opening.")
    points: tuple[Point, ...] = Field((), description="Key judgements.")
    figures: tuple[KeyFigure, ...] = Field((), description="Key figures.")


class Timeline(Node):
    """The appendix timeline; dated points join it by themselves."""

    noun: ClassVar[str] = "the timeline"

    title: Title | None = Field(None, description="The heading, where the usual one will not do.")
    form: Form | None = Field(None, description=FORM)
    lanes: tuple[Text, ...] = Field((), description=LANES)
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
    language: Language | None = Field(
        None, description="Its language as a BCP 47 tag, where it is not that of the report."
    )


class Briefing(Node):
    """One document: a YAML file in `sources/`."""

    noun: ClassVar[str] = "the briefing"
    alone: ClassVar[frozenset[str]] = frozenset(["authors", "lists"])

    title: Title = Field(description="The title.")
    subtitle: Title | None = Field(None, description="The line below the title.")
    kicker: Text | None = Field(None, description="The line above the title: a series or kind.")
    date: SingleDate | None = Field(
        None, description="The edition's date: a day, month or year, as EDTF."
    )
    language: Language = Field(
        "en", description="The language, as a BCP 47 tag such as en or de-CH."
    )
    page_size: PageSize | None = Field(
        None, description="The sheet, where the project's or the theme's will not do."
    )
    lists: tuple[Literal["figures", "tables"], ...] = Field(
        (), description="The lists that follow the contents: figures, tables."
    )
    authors: tuple[Author, ...] = Field((), description="Who answers for the text.")
    organisation: Text | None = Field(None, description="Who publishes it.")
    notice: Inline | None = Field(None, description="A note at the foot of the cover.")
    series: Series | None = Field(
        None, description="The series that the report belongs to, with its number."
    )
    handling: Handling | None = Field(
        None, description="How the report may be handled, such as TLP:AMBER; it marks every page."
    )
    draft: bool = Field(
        False, description="Whether it is a draft, which every page says behind its text."
    )
    contact: Contact | None = Field(None, description="Whom to ask about the report.")
    licence: Licence | None = Field(None, description="What readers may do with the report.")
    imprint: bool | None = Field(
        None,
        description="Whether an imprint ends the report; by itself there is one where contact, "
        "licence or what authors do would not be printed otherwise.",
    )
    variables: dict[str, str] = Field(
        {}, description="Texts by name; `$(name)` stands for one in any text of the briefing."
    )
    front: tuple[Matter, ...] = Field(
        (), description="Parts without numbers between the contents and the summary."
    )
    summary: Summary | None = Field(None, description="The executive summary.")
    sections: tuple[Section, ...] = Field((), description="The thematic sections.")
    notes: dict[str, Inline] = Field(
        {}, description="Notes by name; `[^name]` anywhere in the briefing calls one."
    )
    appendices: tuple[Appendix, ...] = Field(
        (), description="Appendices besides the timeline and the list of sources."
    )
    timeline: Timeline | None = Field(None, description="The appendix timeline.")
    glossary: tuple[Definition, ...] = Field(
        (), description="Terms and what they mean; they stand in an appendix, by the alphabet."
    )
    sources: tuple[Source, ...] = Field((), description="The list of sources.")
    back: tuple[Matter, ...] = Field((), description="Parts without numbers at the end.")
    back_cover: BackCover | None = Field(None, description="The last page.")
    schema_version: int = Field(
        1, ge=1, le=1, description="The version of this format; briefings as JSON say it."
    )

    @cached_property
    def nodes(self) -> Sequence[tuple[Path, Node]]:
        """The briefing and every part of it with its path, in the order of the source's keys."""
        return nodes(self)
