"""What every part of a briefing is made of: the base of all nodes, and the types of values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator as After
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from reportkit.model import checks
from reportkit.model.edtf import Edtf

Text = Annotated[str, Field(min_length=1), After(checks.one_line)]
"""One line of plain text."""
Title = Annotated[str, Field(min_length=1), After(checks.a_title)]
"""One line of plain text that can be set large."""
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
CELL: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
ROW: dict[str, Any] = {
    "anyOf": [
        {"type": "array", "items": CELL, "minItems": 1},
        {"type": "object", "additionalProperties": CELL, "minProperties": 1},
    ]
}
"""The JSON Schema of a row."""
Row = Annotated[Any, BeforeValidator(checks.a_row), WithJsonSchema(ROW)]
"""Cells by position or by column, each a text as it is written, or None for a missing value."""


class Node(BaseModel):
    """What all parts of a briefing have in common."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        arbitrary_types_allowed=True,
        # The briefing's validator is the one that is used, and holds those of all parts.
        defer_build=True,
    )
    noun: ClassVar[str]
    """What the author calls it, with an article."""
    shorthand: ClassVar[str | None] = None
    """The key whose value may stand alone for the whole."""
    alone: ClassVar[frozenset[str]] = frozenset()
    """The keys of lists for which one item may stand alone."""
    otherwise: ClassVar[Mapping[str, str]] = {}
    """Hints for words that a key does not allow, where there is another way to say them."""


class Captioned(Node):
    """A block that has a number where it has a caption, and a name for references."""

    counted_as: ClassVar[str]
    """The series that its number belongs to: "figure" or "table"."""

    id: Id | None = Field(None, description="A name for references.")
    caption: Inline | None = Field(
        None, description="The caption; a block with a caption is numbered."
    )

    @property
    def counts_as(self) -> str:
        """`counted_as`, unless what the author wrote makes it the other."""
        return self.counted_as
