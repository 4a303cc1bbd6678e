"""The formats of pages: the page for screens, the PDF, pictures of its pages, and a card.

In go a job, its look and its HTML, out come files. The pictures are those of the PDF, so that a
mark on its pages is on them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit import shelved
from reportkit.diagnostics import Diagnostics, Severity, Span
from reportkit.formats.job import Job
from reportkit.project import ARCHIVAL

if TYPE_CHECKING:
    from reportkit.html import Page
    from reportkit.look import Look
    from reportkit.press import Attachment


class Pages:
    """HTML to page, PDF and pictures."""

    def __init__(
        self, job: Job, look: Look, mounts: Mapping[str, tuple[Path, ...]], page: Page
    ) -> None:
        self.job, self.look, self.mounts, self.page = job, look, mounts, page

    def files(self) -> dict[Path, bytes]:
        """The bytes of each file asked for; what is at fault is reported and left out."""
        made: dict[Path, bytes] = {}
        for name, maker in (("pdf", self._pdf), ("html", self._html), ("png", self._png)):
            if name in self.job.request.formats and not self.job.diagnostics.has_errors:
                with self.job.session.timings.stage(name):
                    made |= maker()
        return made

    def _pdf(self) -> dict[Path, bytes]:
        return {self.job.request.result("pdf"): self.pdf} if self.pdf else {}

    def _html(self) -> dict[Path, bytes]:
        from reportkit import html
        from reportkit.images.screens import for_screens

        job, request = self.job, self.job.request
        mounts = for_screens(job.result.images, self.mounts, self.look.cache, job.workspace)
        shelf = html.Shelf(request.assets.name) if request.linked else None
        page = html.standalone(
            self.page,
            self.look.theme,
            self.look.fonts,
            mounts,
            self.look.cache,
            job.workspace,
            job.diagnostics,
            shelf,
        )
        if page is None:
            return {}
        beside = shelf.files if shelf else {}
        if beside:
            beside[shelved.LIST] = shelved.listed(beside)
        files = {request.assets / path: data for path, data in beside.items()}
        return {request.result("html"): page.encode()} | files

    def _png(self) -> dict[Path, bytes]:
        from reportkit.press import pictures

        request = self.job.request
        card = self.pdf and self._card()
        if not self.pdf or not card:
            return {}
        drawn = enumerate(pictures.pages(self.pdf, request.dpi), 1)
        pages = {request.pages / f"page-{number:03}.png": data for number, data in drawn}
        return {request.result("png"): card} | pages

    def _card(self) -> bytes | None:
        """A picture that stands for the report where it is linked to."""
        from reportkit import html
        from reportkit.card import as_card
        from reportkit.press import pictures
        from reportkit.theme.card import on_card

        job, found = self.job, self.job.diagnostics.fresh()
        theme = on_card(self.look.theme, job.workspace)
        page = html.render(as_card(job.result.report), theme, job.workspace, found)
        pdf = self._printed(page, found) if page else None
        # What else there is to say of the cover has been said of its page.
        job.diagnostics.extend(item for item in found if item.severity is Severity.ERROR)
        return next(pictures.pages(pdf, pictures.CSS_DOTS)) if pdf else None

    @cached_property
    def pdf(self) -> bytes | None:
        """The report in print; None, with errors, if it cannot be printed."""
        return self._printed(self.page, self.job.diagnostics, self._attachments())

    def _printed(
        self, page: Page, diagnostics: Diagnostics, attachments: tuple[Attachment, ...] = ()
    ) -> bytes | None:
        from reportkit import press

        job, report = self.job, self.job.result.report
        manuscript = press.Manuscript(
            language=report.language,
            direction=report.direction,
            head=page.head,
            body_class=page.body_class,
            parts=tuple(press.Part(part.name, part.html) for part in page.printed),
            mounts=self.mounts,
            font_folder=self.look.fonts.path,
            is_archival=job.request.pdf_variant == ARCHIVAL,
            attachments=attachments,
        )
        return job.session.print_pdf(manuscript, job.workspace, diagnostics, self._locate)

    def _attachments(self) -> tuple[Attachment, ...]:
        from reportkit import capsule

        job = self.job
        wanted = job.origins if job.request.attach_sources else ()
        return tuple(capsule.attachments(wanted, job.request.source, job.workspace))

    def _locate(self, what: str) -> Span:
        """Where the source names an image's URL, or first holds a character or a text; else it."""
        from reportkit.mounts import ROOT

        if what.startswith(ROOT):
            found = self.job.result.images.get(what.removeprefix(ROOT))
        else:
            found = self.job.source.find(what) if what else None
        return found or Span(self.job.source.file)
