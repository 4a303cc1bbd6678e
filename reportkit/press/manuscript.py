"""What goes into the press: a report as HTML in parts, with what a PDF says of itself.

The press knows neither views nor templates. A part begins on a new page and depends on no other
part except through page numbers, so it can be laid out alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from reportkit.frozen import frozen


@frozen
class Part:
    """A run of pages."""

    name: str
    """Unique in the manuscript; the id of the part's element (`[a-z0-9-]+`)."""
    html: str
    """One element, from its opening to its closing tag."""


@frozen
class Attachment:
    """A file that the PDF carries."""

    name: str
    """As a reader sees it; unique in the manuscript."""
    mime: str
    data: bytes
    relationship: str
    """To the report, as PDF says it: "Source" or "Data"."""

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        head = "\0".join((self.name, self.mime, self.relationship, ""))
        return hashlib.sha256(head.encode() + self.data).hexdigest()


@frozen
class Manuscript:
    """A report ready for the press."""

    language: str
    """BCP 47 tag for `<html lang>`."""
    direction: str
    """"ltr" or "rtl" for `<html dir>`."""
    head: str
    """Inner HTML of `<head>`: title, metadata, links to styles below `file:///report/`."""
    body_class: str
    parts: tuple[Part, ...]
    mounts: Mapping[str, tuple[Path, ...]]
    """First segment of a URL below `file:///report/` -> folders searched in order. Whatever the
    HTML or CSS names is read from these folders alone; `sources`, `styles`, `fonts` are usual."""
    font_folder: Path
    """The folder with the static faces of the theme, the only fonts there are."""
    is_archival: bool = False
    """Whether the PDF is to be PDF/A-3a as well as PDF/UA-1."""
    attachments: tuple[Attachment, ...] = ()

    def document(self) -> str:
        """The whole report as one HTML document."""
        body = "\n".join(part.html for part in self.parts)
        return (
            f'<!doctype html>\n<html lang="{self.language}" dir="{self.direction}">\n'
            f"<head>\n{self.head}\n</head>\n"
            f'<body class="{self.body_class}">\n{body}\n</body>\n</html>\n'
        )
