"""Events in order within a section, as a list, a table or a drawing to scale."""

from __future__ import annotations

from typing import ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from reportkit.model.checks import Fault
from reportkit.model.dated import Event
from reportkit.model.node import Captioned, Node, Text

Form: TypeAlias = Literal["list", "table", "lane", "lane and list"]
"""How a timeline is shown."""
FORM = (
    "How it is shown: as a `list`, a `table`, a `lane` drawn to scale, or as `lane and list`, "
    "which is usual from four events on."
)
LANES = "The names of the rows of the drawing in their order, where events say their `lane`."


class SectionTimeline(Captioned):
    """Events in order."""

    noun: ClassVar[str] = "a timeline"
    counted_as: ClassVar[str] = "figure"

    form: Form | None = Field(None, description=FORM)
    of: Literal["this section"] | None = Field(
        None, description="Whose dated points it shows besides its own events: `this section`."
    )
    lanes: tuple[Text, ...] = Field((), description=LANES)
    events: tuple[Event, ...] = Field((), description="Events that no point tells.")
    appendix: bool = Field(
        True, description="Whether its events join the timeline of the appendix too."
    )

    @property
    def counts_as(self) -> str:
        return "table" if self.form == "table" else self.counted_as

    @model_validator(mode="after")
    def _has_events(self) -> Self:
        if not (self.events or self.of):
            hint = "write them under `events:`, or `of: this section` for its dated points"
            raise Fault("RK0202", "has no events", hint)
        return self


class TimelineBlock(Node):
    """Events in order."""

    noun: ClassVar[str] = "a timeline block"

    timeline: SectionTimeline = Field(description="The timeline.")
