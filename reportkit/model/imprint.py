"""Who answers for a report: authors, series, contact, licence, and how it may be handled."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator as After
from pydantic import Field, model_validator

from reportkit.model import checks, handling
from reportkit.model.node import Inline, Node, Text, Url

Address = Annotated[str, After(handling.an_address)]
"""An e-mail address, or an address that begins with https:// or http://."""
Tlp = Annotated[str, After(handling.a_tlp_label)]
"""A label of the Traffic Light Protocol 2.0, with or without `TLP:`."""
Marking = Annotated[Text, After(handling.a_marking)]
"""A short line for the head and foot of every page."""


class Author(Node):
    """Who wrote it: a person, a desk or an organisation."""

    noun: ClassVar[str] = "an author"
    shorthand: ClassVar[str | None] = "name"

    name: Text = Field(description="The name.")
    role: Text | None = Field(None, description="What the author did: editor, maps, translation.")
    organisation: Text | None = Field(None, description="Where the author works.")
    contact: Address | None = Field(None, description="An e-mail address or a web address.")


class Series(Node):
    """The series that the report belongs to; it stands above the title and in the imprint."""

    noun: ClassVar[str] = "a series"
    shorthand: ClassVar[str | None] = "name"

    name: Text = Field(description="The name of the series.")
    number: Text | None = Field(
        None, description="The number in the series; `--set number=15` sets it for one build."
    )


class Contact(Node):
    """Whom to ask."""

    noun: ClassVar[str] = "a contact"
    shorthand: ClassVar[str | None] = "text"

    text: Inline | None = Field(
        None, description="A name, a desk, a postal address; an e-mail address alone is a link."
    )
    email: Annotated[str, After(handling.an_email)] | None = Field(
        None, description="The e-mail address."
    )
    url: Url | None = Field(None, description="The web address: https or http.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.text or self.email or self.url):
            raise checks.Fault("RK0204", "is empty", "give it a `text`, an `email` or a `url`")
        return self


class Licence(Node):
    """What readers may do with the report."""

    noun: ClassVar[str] = "a licence"
    shorthand: ClassVar[str | None] = "text"

    text: Annotated[Inline, After(handling.a_licence)] = Field(
        description="An SPDX identifier such as CC-BY-4.0, which is printed by its name with a "
        "link, or a sentence."
    )
    url: Url | None = Field(None, description="The address of the licence: https or http.")

    @property
    def address(self) -> str:
        """Where its terms stand; "" if nothing says so."""
        return self.url or handling.LICENCES.get(self.text, ("", ""))[1]


class Handling(Node):
    """How the report may be handled; it stands in the head and foot of every page."""

    noun: ClassVar[str] = "a handling mark"
    shorthand: ClassVar[str | None] = "text"

    tlp: Tlp | None = Field(
        None, description="A label of TLP 2.0: red, amber, amber+strict, green or clear."
    )
    text: Marking | None = Field(
        None,
        description="A marking of your own, or a restriction beside the TLP label; at most 60 "
        "characters. A label such as TLP:AMBER may stand here too.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.tlp or self.text):
            raise checks.Fault("RK0204", "is empty", "give it a `tlp` label or a `text`")
        if self.tlp and self.text and handling.is_tlp(self.text):
            hint = "keep one of the two"
            raise checks.Fault("RK0206", "has two TLP labels", hint)
        return self
