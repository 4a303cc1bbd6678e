"""Notes for readers of the page: at the end of their part, reachable both ways.

In goes a part as the press gets it, where each note stands behind its first call; out come the
part without them, and the notes. A sheet has a foot and a page in a browser has none, so this is
the one thing that stands elsewhere there; nothing stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reportkit.frozen import frozen
from reportkit.view.report import Html

_NOTE = re.compile(r'<small class="footnote"[^>]* id="([^"]*)"[^>]*>(.*?)</small>', re.DOTALL)


@frozen
class Note:
    """A note at the end of a part."""

    anchor: str
    html: Html
    """Its number, as a link to its first call, and its words."""
    calls: tuple[str, ...]
    """Anchors of further calls."""


def gather(part: str, made: Callable[[tuple[Note, ...]], Html]) -> str:
    """`part` with its notes, as `made` makes them, before its end."""
    rest = _NOTE.sub("", part)
    notes = tuple(
        Note(anchor, Html(words), _calls(anchor, rest)) for anchor, words in _NOTE.findall(part)
    )
    if not notes:
        return part
    end = rest.rindex("</")
    return f"{rest[:end]}{made(notes)}{rest[end:]}"


def _calls(anchor: str, part: str) -> tuple[str, ...]:
    pattern = rf'<a role="doc-noteref" id="([^"]*)" href="#{re.escape(anchor)}">'
    return tuple(re.findall(pattern, part)[1:])
