"""What tells the series of a chart apart where colour does not: dashed lines, hatched areas.

In go the tokens of a theme, out comes markup of SVG. A theme that prints in one ink sets
`--rk-data-2-dash: 6 3` and `--rk-data-2-hatch: 45 3`; it is a module because charts ask for both
by the name of a token and know nothing of patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

EDGE = "0.6"
"""Width of a hatch's lines and of the line around it, in points."""
_NUMBERS = r"\d*\.?\d+"
_DASH = re.compile(rf"{_NUMBERS}(?:[ ,]+{_NUMBERS})*")
_HATCH = re.compile(rf"(0|45|90|135) +({_NUMBERS})")
_LINES = {
    "0": "M0,{m}H{p}",
    "45": "M0,{p}L{p},0M-{m},{m}L{m},-{m}M{m},{n}L{n},{m}",
    "90": "M{m},0V{p}",
    "135": "M0,0L{p},{p}M-{m},{m}L{m},{n}M{m},-{m}L{n},{m}",
}
"""Of a tile that is `p` wide, by their angle: `m` is half of it and `n` one and a half."""


class Hatches:
    """The dashes and hatches of one drawing."""

    def __init__(self, tokens: Mapping[str, str], own: Callable[[str], str]) -> None:
        """`own` makes a name the drawing's own."""
        self._tokens, self._own = tokens, own
        self._patterns: dict[str, str] = {}

    def stroke(self, token: str) -> dict[str, str]:
        """Attributes of a line in the colour `token` besides its colour."""
        dash = self._tokens.get(f"{token}-dash", "")
        return {"stroke-dasharray": dash} if _DASH.fullmatch(dash) else {}

    def fill(self, token: str) -> dict[str, str]:
        """Attributes of an area in the colour `token`; none if its colour is all it has."""
        hatch = _HATCH.fullmatch(self._tokens.get(f"{token}-hatch", ""))
        if not hatch or not float(hatch[2]):
            return {}
        name = self._own(f"hatch-{token}")
        self._patterns[name] = self._pattern(name, token, hatch[1], hatch[2])
        edge = {"data-stroke": token, "stroke": self._colour(token), "stroke-width": EDGE}
        return {"fill": f"url(#{name})", **edge}

    def definitions(self) -> str:
        """The patterns that the drawing has used."""
        return f"<defs>{''.join(self._patterns.values())}</defs>" if self._patterns else ""

    def _pattern(self, name: str, token: str, angle: str, pitch: str) -> str:
        middle, beyond = f"{float(pitch) / 2:g}", f"{float(pitch) * 1.5:g}"
        lines = _LINES[angle].format(p=pitch, m=middle, n=beyond)
        paper, ink = escape(self._colour("paper")), escape(self._colour(token))
        size = f'width="{pitch}" height="{pitch}"'
        return (
            f'<pattern id="{name}" patternUnits="userSpaceOnUse" {size}>'
            f'<rect {size} data-fill="paper" fill="{paper}"></rect>'
            f'<path d="{lines}" fill="none" data-stroke="{token}" stroke="{ink}"'
            f' stroke-width="{EDGE}"></path></pattern>'
        )

    def _colour(self, token: str) -> str:
        return self._tokens.get(token, "#000000")
