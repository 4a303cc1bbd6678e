"""A note in the side column. Template `blocks/side-note.html`."""

from __future__ import annotations

from reportkit.frozen import frozen
from reportkit.model.blocks.side_note import SideNoteBlock
from reportkit.source import Path
from reportkit.view.context import Context
from reportkit.view.report import Html, Reference


@frozen
class SideNote:
    """A note in the side column, before what it stands beside. Template `blocks/side-note.html`."""

    text: Html
    """Block markup."""
    kind: str = "side-note"


def build(block: SideNoteBlock, path: Path, here: Reference, context: Context) -> SideNote:
    return SideNote(context.blocks(block.side_note.text, (*path, "side_note", "text")))
