"""One part to its object file, by WeasyPrint.

What goes in: a job, plain data that can be sent to another process. What comes out: the object file
and the fonts that it names, as bytes. A part is laid out once, without the passes that page
numbers would need, and drawn by WeasyPrint's own PDF code.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportkit import garbage
from reportkit.diagnostics import Diagnostics
from reportkit.frozen import frozen
from reportkit.mounts import ROOT, FetchError
from reportkit.press import archive, engine
from reportkit.press.fetch import Fetcher, Resource
from reportkit.press.findings import Finding, found
from reportkit.press.fontconfig import only_fonts
from reportkit.press.inputs import Inputs
from reportkit.press.inside import PINNED, tags
from reportkit.press.inside.misfits import misfits
from reportkit.press.inside.pagination import pagination
from reportkit.press.log import Listener
from reportkit.press.part import ObjectFile, encode
from reportkit.press.patched import patched
from reportkit.workspace import Workspace

if TYPE_CHECKING:
    from reportkit.press.inside.session import Session


@frozen
class Job:
    """A part to compile."""

    name: str
    before: str
    """The document's HTML up to its first part."""
    html: str
    after: str
    """The document's HTML from the end of its last part."""
    mounts: Mapping[str, tuple[Path, ...]]
    font_folder: Path
    known_fonts: frozenset[str]
    """SHA-256 of font files that need not be sent back."""
    inputs: Inputs
    is_archival: bool = False
    """Whether the document is to be PDF/A-3a as well as PDF/UA-1."""


@frozen
class Compiled:
    """What a job comes to."""

    data: bytes | None
    """The object file; None if the part cannot be laid out, or not by this press."""
    findings: tuple[Finding, ...]
    """What is wrong; the object file holds them too."""
    files: Mapping[str, str]
    """URL -> `digest` of the file."""
    fonts: Mapping[str, bytes]
    """SHA-256 -> font file that was not known."""
    unfit: str = ""
    """Why the part must be printed by the plain press."""
    cpu: float = 0.0
    """Seconds of the process that compiled it."""
    wall: float = 0.0
    """Seconds."""


_UNREAD = "!"
_PREDECESSOR = '<div style="break-after: page"></div>\n'
"""Stands for the parts before, so that the part begins as it does after them."""


def compile_part(job: Job) -> Compiled:
    """Compile `job`. What goes wrong in the layout is among the findings."""
    cpu, wall = time.process_time(), time.perf_counter()
    with garbage.collected_once(garbage.LITTLE):
        made = _compile(job)
    return replace(made, cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


def _compile(job: Job) -> Compiled:
    fetcher = _NotingFetcher(job.mounts, Workspace(Path.cwd()))
    failures = Diagnostics()
    with only_fonts(job.font_folder), Listener(fetcher) as listener:
        if engine.import_weasyprint(failures) is None:
            return Compiled(None, tuple(_as_findings(failures)), {}, {})
        try:
            part, fonts, misplaced = _compiled(job, fetcher, listener)
        except engine.UnfitError as error:
            return Compiled(None, (), {}, {}, str(error))
        except Exception as error:
            failures.error("RK0508", engine.failure(error))
            part, fonts, misplaced = None, {}, ()
    findings = (*found(listener.records, fetcher), *misplaced, *_as_findings(failures))
    data = encode(replace(part, findings=findings)) if part else None
    return Compiled(data, findings, fetcher.noted, fonts)


def _compiled(
    job: Job, fetcher: _NotingFetcher, listener: Listener
) -> tuple[ObjectFile, dict[str, bytes], tuple[Finding, ...]]:
    import weasyprint

    if weasyprint.__version__ != PINNED:
        raise engine.UnfitError(f"WeasyPrint is {weasyprint.__version__} and not {PINNED}")
    from reportkit.press.inside.sides import SidedError

    try:
        return _laid_out(job, fetcher, listener)
    except SidedError:
        listener.records.clear()
        return _laid_out(job, fetcher, listener, is_sided=True)


def _laid_out(
    job: Job, fetcher: _NotingFetcher, listener: Listener, is_sided: bool = False
) -> tuple[ObjectFile, dict[str, bytes], tuple[Finding, ...]]:
    from reportkit.press.inside import lines, patches, writer
    from reportkit.press.inside.session import Session
    from reportkit.press.inside.shared import shared, styles_of

    html = _parsed(job, fetcher)
    key = styles_of(html), job.font_folder, job.known_fonts
    common = shared(key, partial(digest, fetcher))
    session = Session(job.inputs, common, fetcher.noted, listener.records, html, is_sided)
    with patches.installed(session):
        pdf, pages = _drawn(job, session)
        if unfit := writer.unfit_fonts(session):
            raise engine.UnfitError(f"the font {unfit} has bitmaps, colours or axes")
        lines.settle(session)
        part = writer.write(job.name, pdf, pages, session)
    asked = {*part.asked, *(("file", url) for url in fetcher.noted)}
    files = dict(common.font_file(font) for font in session.fonts)
    fonts = {sha: data for sha, data in files.items() if sha not in job.known_fonts}
    return replace(part, asked=tuple(sorted(asked))), fonts, (*misfits(pages), *pagination(pages))


def _parsed(job: Job, fetcher: Fetcher) -> Any:
    """The document of the part, as WeasyPrint holds it."""
    import weasyprint

    from reportkit.press.inside import markup

    predecessor = "" if job.inputs.is_first else _PREDECESSOR
    with patched(*markup.mends()):
        return weasyprint.HTML(
            string=job.before + predecessor + job.html + job.after,
            base_url=ROOT,
            url_fetcher=engine.url_fetcher(fetcher),
        )


def _drawn(job: Job, session: Session) -> tuple[Any, list[Any]]:
    """The objects of WeasyPrint's `generate_pdf`, and the pages."""
    from reportkit.press.inside import sides, writer
    from reportkit.press.inside.pages import Page

    document = session.html.render(font_config=session.shared.fonts, pdf_tags=True)
    sides.end(session)
    if not session.is_first:
        del document.pages[0]
        document.metadata.attachments = []
    pages = [Page(page, index, session) for index, page in enumerate(document.pages)]
    copy = document.copy(pages)
    if job.is_archival:
        archive.prepare(copy)
    with tags.complete(copy):
        return writer.generate(copy, _options(session, job.is_archival)), pages


def _options(session: Session, is_archival: bool) -> dict[str, Any]:
    """For WeasyPrint; only the first part brings what the document says of itself."""
    import weasyprint

    options = {"pdf_tags": True, "pdf_version": "1.7"}
    if session.is_first:
        options["pdf_variant"] = archive.variant(is_archival)
    if is_archival:
        options["output_intent"] = archive.COLOURS
    return {**weasyprint.DEFAULT_OPTIONS, **options}


@dataclass(slots=True)
class _NotingFetcher(Fetcher):
    """Notes what each file held, as it stands in the questions of a part."""

    noted: dict[str, str] = field(default_factory=dict)

    def fetch(self, url: str) -> Resource:
        if url.partition(":")[0].lower() == "data":
            return Fetcher.fetch(self, url)
        try:
            resource = Fetcher.fetch(self, url)
        except FetchError as error:
            self.noted[url] = _unread(error)
            raise
        self.noted[url] = hashlib.sha256(resource.data).hexdigest()
        return resource


def digest(fetcher: Fetcher, url: str) -> str:
    """The answer to the question for a file, as a part would note it: its SHA-256, or why not."""
    try:
        return hashlib.sha256(fetcher.fetch(url).data).hexdigest()
    except FetchError as error:
        return _unread(error)


def was_read(answer: str) -> bool:
    """Whether a file could be read that `answer` is the digest of."""
    return not answer.startswith(_UNREAD)


def _unread(error: FetchError) -> str:
    # Findings say why, so a part holds only as long as that is the reason.
    return f"{_UNREAD}{error}"


def _as_findings(diagnostics: Diagnostics) -> Iterator[Finding]:
    for item in diagnostics:
        yield Finding(item.severity.value, item.code, item.message, item.hints, "", "", 0, 0)
