"""Where shapes are gathered while a drawing is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportkit.view.lane.axis import Axis
from reportkit.view.lane.event import AxisWords, LaneEvent
from reportkit.view.lane.shapes import Drawing, Line, Mark, Shape, Words
from reportkit.view.lane.widths import ELLIPSIS, width

TICK = 4.0
UNDER = 18.0
"""From an axis to the foot of what is written below it."""
_TICK_TEXT = 13.0


@dataclass(slots=True)
class Canvas:
    """The shapes so far."""

    width: float
    words_of_axis: AxisWords
    ground: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    drawn: dict[int, tuple[Shape, ...]] = field(default_factory=dict)
    named: dict[int, bool] = field(default_factory=dict)
    """Events that have a label, and whether it is cut."""

    def axis(self, axis: Axis, y: float, now: float | None) -> None:
        """The axis at height `y`, dotted from `now` on, with its ticks."""
        turn = axis.right if now is None else axis.clamped(now)
        if turn > axis.left:
            self.ground.append(Line("axis", axis.left, y, turn, y))
        if turn < axis.right:
            self.ground.append(Line("axis-ahead", turn, y, axis.right, y))
        for tick in axis.ticks(self.words_of_axis):
            self.ground.append(Line("tick", tick.x, y, tick.x, y + TICK))
            if tick.x + width(tick.label) <= self.width:
                self.words.append(Words("tick-label", tick.x, y + _TICK_TEXT, tick.label))

    def mark(self, index: int, shapes: Iterable[Shape]) -> None:
        """The mark of an event; it may have one on the axis and one in the lens."""
        self.drawn[index] = (*self.drawn.get(index, ()), *shapes)

    def name(self, index: int, labels: Sequence[Words], event: LaneEvent) -> None:
        """The label of an event."""
        self.words += labels
        self.named[index] = labels[-1].text.endswith(ELLIPSIS) and event.label[-1:] != ELLIPSIS

    def drawing(self, events: Sequence[LaneEvent], height: float) -> Drawing:
        """What has been gathered, the events in their own order."""
        return Drawing(
            width=self.width,
            height=height,
            ground=tuple(self.ground),
            marks=tuple(Mark(events[i].title, self.drawn[i]) for i in sorted(self.drawn)),
            words=tuple(self.words),
            unnamed=sum(bool(e.label) and i not in self.named for i, e in enumerate(events)),
            cut=sum(self.named.values()),
        )
