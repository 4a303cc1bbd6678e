"""A later import brought into a briefing that was edited since: three versions made into one.

In go the hashes of the lines that the last import wrote, the briefing as it is now and the new
import, out come the lines of both. Where only one of them changed, that change stands; where both
changed the same lines, in different ways, there is a conflict and nothing is decided.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from reportkit.frozen import frozen
from reportkit.importing.receipt import line_hashes


@frozen
class Conflict:
    """Lines that both changed."""

    line: int
    """The first of them in the briefing as it is now, from 1."""
    edited: tuple[str, ...]
    imported: tuple[str, ...]


@frozen
class Merged:
    """What came of it."""

    text: str
    conflicts: tuple[Conflict, ...]


def merge(written: Sequence[str], edited: str, imported: str, prefer: str = "") -> Merged:
    """`edited` and `imported`, which both came of lines that had the hashes `written`.

    `prefer` says whose lines stand in a conflict: `edits`, `text` or, where it is "", nobody's.
    """
    ours, theirs = edited.splitlines(), imported.splitlines()
    our_hashes, their_hashes = line_hashes(edited), line_hashes(imported)
    out: list[str] = []
    conflicts: list[Conflict] = []
    for base, mine, new in _regions(written, our_hashes, their_hashes):
        kept = our_hashes[mine]
        if kept == written[base] or kept == their_hashes[new]:
            out += theirs[new]
        elif their_hashes[new] == written[base]:
            out += ours[mine]
        elif prefer:
            out += ours[mine] if prefer == "edits" else theirs[new]
        else:
            conflicts.append(Conflict(mine.start + 1, tuple(ours[mine]), tuple(theirs[new])))
    return Merged("\n".join(out) + "\n", tuple(conflicts))


def _regions(
    base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> Iterator[tuple[slice, slice, slice]]:
    """The three texts in step: runs that all share, and what stands between those."""
    mine, new = _matches(base, ours), _matches(base, theirs)
    at = our_at = their_at = 0
    for line in range(len(base) + 1):
        is_end = line == len(base)
        if not is_end and (line not in mine or line not in new):
            continue
        ends = (line, len(ours) if is_end else mine[line], len(theirs) if is_end else new[line])
        if (at, our_at, their_at) != ends:
            yield slice(at, ends[0]), slice(our_at, ends[1]), slice(their_at, ends[2])
        if not is_end:
            yield (
                slice(ends[0], ends[0] + 1),
                slice(ends[1], ends[1] + 1),
                slice(ends[2], ends[2] + 1),
            )
        at, our_at, their_at = ends[0] + 1, ends[1] + 1, ends[2] + 1


def _matches(base: Sequence[Hashable], other: Sequence[Hashable]) -> dict[int, int]:
    """The lines of `base` that `other` kept, and where."""
    matcher = SequenceMatcher(None, base, other)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
