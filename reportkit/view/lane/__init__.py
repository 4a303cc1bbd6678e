"""The drawn timeline: events to scale, as shapes that a template writes down as SVG.

In go `LaneEvent`s and the words of an axis, out comes a `Drawing`. Nothing is read and nothing is
measured by a font engine: widths of labels are estimated from a table, so that the same events
give the same drawing everywhere.
"""

from reportkit.view.lane import days
from reportkit.view.lane.drawing import MOST_LANES, Frame, Wording, draw
from reportkit.view.lane.event import AxisWords, LaneEvent
from reportkit.view.lane.shapes import Drawing

__all__ = ["MOST_LANES", "AxisWords", "Drawing", "Frame", "LaneEvent", "Wording", "days", "draw"]
