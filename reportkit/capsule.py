"""What a PDF carries of what it was made from: the briefing, what it includes, and its data.

In go the files that were read to compose the briefing, out come attachments. A reader, or a machine
in an archive, finds in the PDF the text that people wrote and the numbers behind tables and charts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportkit.press.manuscript import Attachment
from reportkit.workspace import Workspace

_TYPES = {
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
_SOURCES = (".yaml", ".yml", ".md", ".txt")
"""Files that hold text; all others hold data."""


def attachments(files: Sequence[Path], source: Path, workspace: Workspace) -> Iterator[Attachment]:
    """`files` by their paths from the folder of `source`, which comes first. Raises `OSError`."""
    for path in sorted(files, key=lambda path: (path != source, path.as_posix())):
        suffix = path.suffix.lower()
        yield Attachment(
            name=Path(os.path.relpath(path, source.parent)).as_posix(),
            mime=_TYPES.get(suffix, "application/octet-stream"),
            data=workspace.read(path),
            relationship="Source" if suffix in _SOURCES else "Data",
        )
