"""Terms and what they mean, for a block and for the glossary."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from reportkit.model.node import Inline, Node, Text


class Definition(Node):
    """A term and what it means."""

    noun: ClassVar[str] = "a definition"
    alone: ClassVar[frozenset[str]] = frozenset(["also"])

    term: Text = Field(description="The term as it is written in a sentence.")
    meaning: Inline = Field(description="What it means.")
    also: tuple[Text, ...] = Field(
        (), description="Other forms of the term, such as its plural or its cases."
    )
    link: bool = Field(
        True, description="Whether the first use of the term in the report links to its meaning."
    )


class DefinitionsBlock(Node):
    """Terms and what they mean; the first use of each in the report is a link to it."""

    noun: ClassVar[str] = "a definitions block"

    definitions: tuple[Definition, ...] = Field(min_length=1, description="The terms.")
