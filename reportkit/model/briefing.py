"""The briefing: what an author may write, as frozen types.

Unknown keys are refused. Descriptions are sentences for the author: the reference of the format
and the JSON Schema are made from them.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.blocks import Block
from reportkit.model.blocks.definitions import Definition
from reportkit.model.blocks.key_figures import KeyFigure
from reportkit.model.dated import Event, Point
from reportkit.model.node import Date, Id, Inline, Language, Node, Prose, SingleDate, Text, Url


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
    glossary: tuple[Definition, ...] = Field(
        (), description="Terms and what they mean; they stand in an appendix, by the alphabet."
    )
    sources: tuple[Source, ...] = Field((), description="The list of sources.")
