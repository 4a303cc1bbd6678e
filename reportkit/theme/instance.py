"""One static font out of a variable one, under the name that CSS calls it by.

Alone imports fontTools for making faces, and runs as a process of its own so that several faces
are made at once: `python -m reportkit.theme.instance` reads a list of jobs (JSON) from standard
input. The same job gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportkit.theme import gpos

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

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
_UNUSED_TABLES = ("DSIG", "STAT", "HVAR", "VVAR")
"""Of no use in a static font, or made anew from the outlines."""


@dataclass(frozen=True, slots=True)
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
    is_large: bool = False
    """HarfBuzz holds it: fontTools takes minutes for the outlines of a Chinese font."""


def dump(jobs: list[Job]) -> str:
    """`jobs` as `main` reads them."""
    return json.dumps([asdict(job) for job in jobs])


def make(job: Job) -> None:
    """Write the font of `job`. Raises `OSError`, and fontTools' errors for a damaged source."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.otBase import USE_HARFBUZZ_REPACKER

    # With the repacker the bytes would depend on whether uharfbuzz is installed.
    plain = {USE_HARFBUZZ_REPACKER: False}
    if job.is_large:
        held = Path(job.target + ".held")
        held.write_bytes(_held(job))
        make(replace(job, source=str(held), is_large=False))
        held.unlink()
        return
    with TTFont(job.source, recalcTimestamp=False, lazy=True, cfg=plain) as font:
        font.flavor = None
        for tag in _UNUSED_TABLES:
            if tag in font:
                del font[tag]
        if "fvar" in font:
            _hold(font, job)
        _rename(font, job)
        font.save(job.target + (".otf" if font.sfntVersion == "OTTO" else ".ttf"))


def _held(job: Job) -> bytes:
    """The font of `job` made static by HarfBuzz."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(job.source))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    places = {"wght": float(job.weight), **dict(job.axes)}
    for axis in face.axis_infos:
        wanted.pin_axis_location(face, axis.tag, places.get(axis.tag, axis.default_value))
    data: bytes = uharfbuzz.subset(face, wanted).blob.data
    return data


def _hold(font: TTFont, job: Job) -> None:
    """Make `font` static at the place of `job`."""
    from fontTools.varLib.instancer import instantiateVariableFont

    location = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    wanted: dict[str, float] = {"wght": job.weight, **dict(job.axes)}
    location |= {axis: value for axis, value in wanted.items() if axis in location}
    positions = _settled_positions(font, location)
    instantiateVariableFont(font, location, inplace=True)
    if positions is not None:
        font["GPOS"] = positions


def _settled_positions(font: TTFont, location: dict[str, float]) -> Any:
    """The GPOS table at `location`, taken out of `font` so that fontTools leaves it alone."""
    from fontTools.misc.fixedTools import floatToFixedToFloat
    from fontTools.misc.roundTools import otRound
    from fontTools.ttLib.tables.DefaultTable import DefaultTable
    from fontTools.varLib.varStore import VarStoreInstancer

    if "GPOS" not in font:
        return None
    table = DefaultTable("GPOS")
    table.data = font.reader["GPOS"]
    store = getattr(font["GDEF"].table, "VarStore", None) if "GDEF" in font else None
    if store is not None:
        place = {
            axis: floatToFixedToFloat(value, 14)
            for axis, value in font.normalizeLocation(location).items()
        }
        deltas = VarStoreInstancer(store, font["fvar"].axes, place)
        table.data = gpos.settle(table.data, lambda index: otRound(deltas[index]))
    del font["GPOS"]
    return table


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


def main() -> None:
    """Make every font of the jobs on standard input."""
    for job in json.load(sys.stdin):
        make(Job(**job))


if __name__ == "__main__":
    main()
