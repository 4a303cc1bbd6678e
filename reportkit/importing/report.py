"""What an import has to tell: doubts, what is not printed, dates, the summary.

In goes what the stages of an import found, out come findings with the lines of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportkit.diagnostics import Diagnostics, Span
from reportkit.importing import talk
from reportkit.importing.arrange import Arranged
from reportkit.importing.bodies import Bodies
from reportkit.importing.outline import Aside, Lines, Outline, Remark
from reportkit.importing.runin import Doubt

_PLURALS = {
    "address": "addresses",
    "link that nothing uses": "links that nothing uses",
    "image without a description": "images without a description",
}


def report(
    file: str,
    outline: Outline,
    arranged: Arranged,
    bodies: Bodies,
    doubts: Sequence[Doubt],
    asides: Sequence[Aside],
    diagnostics: Diagnostics,
) -> None:
    """Report what somebody should look at."""
    for doubt in doubts:
        diagnostics.warning(
            "RK0603",
            f"“{_short(doubt.as_written)}” can be read in two ways",
            _span(file, doubt.lines),
            "as written: one paragraph, which it stays",
            f"apart: {' | '.join(_short(part, 50) for part in doubt.apart)}",
        )
    for block in outline.blocks:
        if isinstance(block, Remark) and block.kind == talk.KIND:
            message = f"“{_short(block.text)}” is {talk.KIND} and not printed"
            hint = "it stays in the briefing as a comment"
            diagnostics.note("RK0605", message, _span(file, block.lines), hint)
    for kind in dict.fromkeys(aside.kind for aside in asides):
        _set_aside(file, kind, [aside for aside in asides if aside.kind == kind], diagnostics)
    if bodies.undated:
        wording, lines = bodies.undated[0]
        count = _several(len(bodies.undated), "date lacks its year", "dates lack their year")
        message = f"{count}, such as “{wording}”"
        hint = "--as-of 2025-03-02 takes the year that is nearest to that day"
        diagnostics.note("RK0606", message, _span(file, lines), hint)
    if arranged.closing:
        message = "the paragraph at the end became the summary"
        hint = "move it into a section if it is none"
        diagnostics.note("RK0608", message, _span(file, arranged.closing), hint)


def _set_aside(file: str, kind: str, asides: Sequence[Aside], diagnostics: Diagnostics) -> None:
    first = asides[0]
    count = _several(len(asides), f"{kind} has", f"{_PLURALS.get(kind, kind + 's')} have")
    message = f"{count} no place in a briefing, first “{_short(first.text)}”"
    hint = "the receipt keeps it"
    if kind == "image":
        hint = "put the image beside the text, with a text for those who do not see it"
    elif kind == "image without a description":
        hint = f"give it one: `- figure: {{image: {first.text}, alt: …}}`"
    elif kind == "address":
        hint = (
            "print leads to https:, http: and mailto: alone; the words stay, the receipt keeps it"
        )
    diagnostics.warning("RK0604", message, _span(file, first.lines), hint)


def _several(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {many}"


def _short(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _span(file: str, lines: Lines) -> Span:
    return Span(file, lines[0], 1, lines[0], 1)
