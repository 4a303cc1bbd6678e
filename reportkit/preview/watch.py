"""Changes of files, as they come.

In go briefings, out come those that a change concerns. Files are watched by their folders, since
editors replace a file rather than write to it; twice a second the files themselves are looked at
too, for file systems that tell nothing and for what changed while nobody watched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from reportkit.preview.edition import Briefing

DEBOUNCE = 40
"""Milliseconds for which changes are gathered: an editor writes more than one file."""
LOOK_AFTER = 500
"""Milliseconds after which files are looked at if nothing was told."""


async def changes(
    shown: Callable[[], Sequence[Briefing]], is_over: Callable[[], bool]
) -> AsyncIterator[list[Briefing]]:
    """The briefings of `shown` that are to be built again, until `is_over`."""
    while not is_over():
        folders = _folders(shown())
        async for paths in _told(folders):
            if is_over():
                return
            if found := [each for each in shown() if _is_concerned(each, paths)]:
                yield found
            if _folders(shown()) != folders:
                break  # What is read has moved: watch that.


async def _told(folders: set[Path]) -> AsyncIterator[list[Path]]:
    """The files in `folders` that have changed; none if they are to be looked at.

    It ends where the system will not watch: a folder has just gone, or too much is watched already.
    """
    from watchfiles import awatch

    watched = awatch(
        *folders,
        watch_filter=None,
        debounce=DEBOUNCE,
        step=10,
        rust_timeout=LOOK_AFTER,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    try:
        async for changed in watched:
            yield [Path(path) for _, path in changed]
    except (OSError, RuntimeError):  # The latter is what watchfiles makes of most refusals.
        await asyncio.sleep(LOOK_AFTER / 1000)
        yield []


def _is_concerned(briefing: Briefing, paths: list[Path]) -> bool:
    return briefing.concerns(paths) if paths else briefing.is_stale()


def _folders(briefings: Sequence[Briefing]) -> set[Path]:
    return {folder for briefing in briefings for folder in briefing.folders()}
