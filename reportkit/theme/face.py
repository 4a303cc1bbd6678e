"""A face: one family, weight and style as CSS names it, and the font that it is made from."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path

from reportkit.diagnostics import Span
from reportkit.frozen import frozen


@frozen
class Face:
    """One static font that a theme sets text in."""

    family: str
    """Name for `font-family`; one family for each optical size ("Source Serif 4 Display")."""
    weight: int
    """Value for `font-weight`, 1 to 1000."""
    style: str
    """Value for `font-style`: "normal" or "italic"."""
    package: str = ""
    """Family of an installed `fontpkg-*` package ("Source Serif 4"); "" if `file` is given."""
    axes: tuple[tuple[str, float], ...] = ()
    """Where a variable font is held besides its weight: `(("opsz", 10.0),)`."""
    generic: str = ""
    """What the family stands in for: "serif", "sans-serif", "monospace", or ""."""
    file: Path | None = None
    """A font file of the theme's own."""
    script: str = ""
    """ISO 15924: only reports with text in this script have the face; "" for every report."""
    distribution: str = ""
    """Another Python distribution that has the font, in its file `member`."""
    member: str = ""
    """Path as the distribution lists it: "fonts_x/files/X[wght].ttf"."""

    span: Span | None = field(default=None, compare=False, repr=False)
    """Where it is asked for."""

    @property
    def name(self) -> str:
        """File name without suffix, unique in a theme: `source-serif-4-text-400-italic`."""
        slug = re.sub(r"\W+", "-", self.family.lower()).strip("-")
        return f"{slug}-{self.weight}-{self.style}"

    @property
    def requirement(self) -> str:
        """The Python distribution that has the font, as pip calls it; "" for a theme's own file."""
        own = "fontpkg-" + "-".join(self.package.lower().split()) if self.package else ""
        return self.distribution or own
