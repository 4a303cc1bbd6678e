"""One static font out of a variable one, under the name that CSS calls it by.

HarfBuzz holds the axes, which takes fontTools fifteen times as long; fontTools names what comes of
it. It runs as a process of its own so that several faces are made at once: `python -m
reportkit.theme.instance` reads a list of jobs (JSON) from standard input. The same job gives the
same bytes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.frozen import frozen

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

SAYS = ": "
"""Stands between the name of a face and why it failed."""
_WEIGHTS = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
_KEPT_NAMES = frozenset({0, 5, 7, 8, 9, 13, 14})
"""Copyright, version, trademark, makers and licence; the rest is written anew."""
_UNUSED_TABLES = ("DSIG", "STAT")
"""Of no use in a static font."""


@frozen
class Job:
    """A font to be made."""

    source: str
    """Path of the font that it is made from, variable or static."""
    target: str
    """Path of the font to write, without suffix."""
    family: str
    weight: int
    italic: bool
    axes: tuple[tuple[str, float], ...]
    """Where the source is held besides its weight; axes not named stay at their default."""


def dump(jobs: list[Job]) -> str:
    """`jobs` as `main` reads them."""
    return json.dumps([asdict(job) for job in jobs])


def make(job: Job) -> None:
    """Write the font of `job`. Raises `OSError`, and fontTools' errors for a damaged source."""
    from fontTools.ttLib import TTFont

    with TTFont(job.source, recalcTimestamp=False, lazy=True) as source:
        known = {axis.axisTag for axis in source["fvar"].axes} if "fvar" in source else set()
        if lacking := [axis for axis, _ in job.axes if axis not in known]:
            has = f"it has {', '.join(sorted(known))}" if known else "it has none"
            raise ValueError(f"it has no axis {lacking[0]}; {has}")
        data = _held(source, job) if "fvar" in source else _plain(source)
    with TTFont(BytesIO(data), recalcTimestamp=False) as font:
        for tag in _UNUSED_TABLES:
            if tag in font:
                del font[tag]
        _rename(font, job)
        font.save(job.target + (".otf" if font.sfntVersion == "OTTO" else ".ttf"))


def _held(source: TTFont, job: Job) -> bytes:
    """`source` made static at the place of `job`."""
    import uharfbuzz

    face = uharfbuzz.Face(_plain(source))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    places = {"wght": float(job.weight), **dict(job.axes)}
    for axis in face.axis_infos:
        wanted.pin_axis_location(face, axis.tag, places.get(axis.tag, axis.default_value))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _plain(font: TTFont) -> bytes:
    """The bytes of `font`, unpacked if it is one for the web."""
    buffer = BytesIO()
    font.flavor = None
    font.save(buffer)
    return buffer.getvalue()


def _rename(font: TTFont, job: Job) -> None:
    style = _WEIGHTS.get(job.weight, str(job.weight)) + (" Italic" if job.italic else "")
    postscript = f"{job.family}-{style}".replace(" ", "")
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in _KEPT_NAMES and n.platformID == 3]
    texts = {1: job.family, 2: style, 3: postscript, 4: f"{job.family} {style}", 6: postscript}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = job.weight
    bold = job.weight >= 700
    regular = not (bold or job.italic)
    kept = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = kept | job.italic | bold << 5 | regular << 6
    font["head"].macStyle = bold | job.italic << 1


def main() -> int:
    """Make every font of the jobs on standard input; 1, with the reason of the first that fails."""
    for job in (Job(**values) for values in json.load(sys.stdin)):
        try:
            make(job)
        except Exception as error:
            # Whatever a damaged font leads to: fontTools raises errors of many kinds.
            reason = " ".join(str(error).split()) or type(error).__name__
            print(Path(job.target).name + SAYS + reason[:1].lower() + reason[1:], file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
