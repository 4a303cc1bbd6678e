"""What an author has written to let findings stand: `# reportkit: ignore RK0312`.

In go the lines of a file and the texts in it, out come `Ignore`s, which the list of findings heeds.
A comment speaks of its line and, where it has a line to itself, of the next one; a text that begins
or ends on that line is covered whole, since no comment can stand inside it. A remark may follow
after ` -- `.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportkit.diagnostics import CODES, Diagnostics, Ignore, suggestion
from reportkit.source.scalars import Written
from reportkit.source.text import Lines

CODE = "RK0120"
_COMMENT = re.compile(r"(?:^|(?<=[\s]))#[ \t]*reportkit:[ \t]*ignore\b([^\r\n]*)", re.MULTILINE)
_IDLE_LINE = re.compile(r"[ \t]*(?:#.*)?")


def heed(lines: Lines, texts: Iterable[Written], diagnostics: Diagnostics) -> None:
    """Let `diagnostics` heed what the comments of a file ignore; `texts` are those in it."""
    if "reportkit:" not in lines.text:
        return
    placed = [(_inside(lines, text), text.end, text) for text in texts]
    for match in _COMMENT.finditer(lines.text):
        at = match.start()
        if not any(start <= at < end for start, end, _ in placed):
            codes = _codes(match, lines, diagnostics)
            covered = _covered(lines, at, [text for *_, text in placed])
            diagnostics.heed(Ignore(lines.span(at, match.end()), covered, codes))


def _inside(lines: Lines, text: Written) -> int:
    """Offset from which on a `#` would belong to `text`: for a block, below its head."""
    if text.style not in ("|", ">"):
        return text.start
    return lines.start(text.start) + len(lines.line(text.start))


def _codes(match: re.Match[str], lines: Lines, diagnostics: Diagnostics) -> tuple[str, ...]:
    """The codes named; what is none of them is reported."""
    named = re.split(r"[\s,]+", match[1].partition(" --")[0].strip())
    span = lines.span(match.start(), match.end())
    if named == [""]:
        hint = "name the codes that may stand, such as `# reportkit: ignore RK0309`"
        diagnostics.warning(CODE, "an ignore names no code", span, hint)
        return ()
    for name in named:
        if name not in CODES:
            hint = suggestion(name.upper(), CODES) or "a remark stands after ` -- `"
            diagnostics.warning(CODE, f"`{name}` is no code to be ignored", span, hint)
    return tuple(name for name in named if name in CODES)


def _covered(lines: Lines, at: int, texts: list[Written]) -> range:
    """The lines that a comment at `at` speaks of."""
    line = lines.position(at)[0]
    if _IDLE_LINE.fullmatch(lines.row(line)):
        line = next((n for n in range(line, lines.count + 1) if not _is_idle(lines, n)), line)
    first, last = line, line
    for text in texts:
        start, end = lines.position(text.start)[0], lines.position(max(text.end - 1, 0))[0]
        if line in (start, end):
            first, last = min(first, start), max(last, end)
    return range(first, last + 1)


def _is_idle(lines: Lines, number: int) -> bool:
    return _IDLE_LINE.fullmatch(lines.row(number)) is not None
