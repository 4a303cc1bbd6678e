"""The formats of a report: from what is printed to the files that readers open.

In go a briefing that is composed and, for formats with pages, its HTML and look; out come paths
and bytes, none of them written. It is apart from `build`, which says when each stage has its turn.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.diagnostics import Diagnostics, Span
from reportkit.project import ARCHIVAL
from reportkit.session import Session
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.build import Request
    from reportkit.html import Page
    from reportkit.look import Look
    from reportkit.press import Attachment
    from reportkit.source import Source
    from reportkit.view.assemble import Result

PAGED = frozenset(["html", "pdf"])
"""Formats that need templates and styles; the others are words alone."""


@dataclass(frozen=True, slots=True)
class Job:
    """A briefing that is composed."""

    request: Request
    source: Source
    result: Result
    origins: Sequence[Path]
    """The files that the briefing is made of: itself, what it includes, its data."""
    workspace: Workspace
    diagnostics: Diagnostics
    session: Session


@dataclass(frozen=True, slots=True)
class Words:
    """What is printed, without pages: Markdown, text and data."""

    job: Job
    mounts: Mapping[str, tuple[Path, ...]]

    def files(self) -> dict[Path, bytes]:
        """The bytes of each file asked for."""
        made: dict[Path, bytes] = {}
        request = self.job.request
        for name, maker in (("md", self._markdown), ("txt", self._text), ("json", self._data)):
            if name in request.formats:
                with self.job.session.timings.stage(name):
                    made[request.result(name)] = maker().encode()
        return made

    def check_images(self) -> None:
        """Report images that cannot be used, where no page shows them."""
        from reportkit import images

        job = self.job
        if job.result.images:
            images.mend(job.result.images, self.mounts, job.workspace, job.diagnostics)

    def _markdown(self) -> str:
        from reportkit.plain import markdown, outline

        return markdown.write(outline.document(self.job.result.report), self._address)

    def _text(self) -> str:
        from reportkit.plain import outline, text

        return text.write(outline.document(self.job.result.report))

    def _data(self) -> str:
        from reportkit.plain import data

        return data.write(self.job.result.briefing, self.job.source)

    def _address(self, url: str) -> str:
        """Where the image at `url` is, seen from the results; "" if it is not in the project."""
        from reportkit import mounts

        try:
            file = mounts.find(mounts.ROOT + url, self.mounts).path.absolute()
        except mounts.FetchError:
            return ""
        if not file.is_relative_to(self.job.workspace.root):
            return ""
        return Path(os.path.relpath(file, self.job.request.output)).as_posix()


@dataclass(frozen=True, slots=True)
class Pages:
    """HTML to page and PDF."""

    job: Job
    look: Look
    mounts: Mapping[str, tuple[Path, ...]]
    page: Page
    beside: dict[Path, bytes] = field(default_factory=dict)
    """Files to which the page links."""

    def files(self) -> dict[Path, bytes]:
        """The bytes of each file asked for; what is at fault is reported and left out."""
        made: dict[Path, bytes | None] = {}
        request, diagnostics = self.job.request, self.job.diagnostics
        for name, maker in (("pdf", self._pdf), ("html", self._html)):
            if name in request.formats and not diagnostics.has_errors:
                with self.job.session.timings.stage(name):
                    made[request.result(name)] = maker()
        return {path: data for path, data in made.items() if data is not None} | self.beside

    def _pdf(self) -> bytes | None:
        from reportkit import press

        report = self.job.result.report
        manuscript = press.Manuscript(
            language=report.language,
            direction=report.direction,
            head=self.page.head,
            body_class=self.page.body_class,
            parts=tuple(press.Part(part.name, part.html) for part in self.page.printed),
            mounts=self.mounts,
            font_folder=self.look.fonts.path,
            is_archival=self.job.request.pdf_variant == ARCHIVAL,
            attachments=self._attachments(),
        )
        job = self.job
        return job.session.print_pdf(manuscript, job.workspace, job.diagnostics, self._locate)

    def _attachments(self) -> tuple[Attachment, ...]:
        from reportkit import capsule

        job = self.job
        wanted = job.origins if job.request.attach_sources else ()
        return tuple(capsule.attachments(wanted, job.request.source, job.workspace))

    def _html(self) -> bytes | None:
        from reportkit import html

        request = self.job.request
        shelf = html.Shelf(request.assets.name) if request.linked else None
        page = html.standalone(
            self.page,
            self.look.theme,
            self.look.fonts,
            self.mounts,
            self.look.cache,
            self.job.workspace,
            self.job.diagnostics,
            shelf,
        )
        if page is None:
            return None
        if shelf:
            found = {request.assets / path: data for path, data in shelf.files.items()}
            self.beside.update(found)
        return page.encode()

    def _locate(self, what: str) -> Span:
        """Where the source names an image's URL, or first holds a character or a text; else it."""
        from reportkit.mounts import ROOT

        if what.startswith(ROOT):
            found = self.job.result.images.get(what.removeprefix(ROOT))
        else:
            found = self.job.source.find(what) if what else None
        return found or Span(self.job.source.file)
