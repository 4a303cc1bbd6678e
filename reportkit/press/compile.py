"""One part to its object file, by WeasyPrint.

What goes in: a job, plain data that can be sent to another process. What comes out: the object file
and the fonts that it names, as bytes. A part is laid out once, without the passes that page
numbers would need, and drawn by WeasyPrint's own PDF code.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportkit.press.inputs import Inputs
from reportkit.press.part import encode

if TYPE_CHECKING:
    from reportkit.press.engine.session import Session


@dataclass(frozen=True, slots=True)
class Job:
    """A part to compile."""

    name: str
    before: str
    """The document's HTML up to its first part."""
    html: str
    after: str
    """The document's HTML from the end of its last part."""
    mounts: Mapping[str, tuple[Path, ...]]
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a job comes to."""

    data: bytes
    """The object file."""
    files: Mapping[str, str]
    """URL -> SHA-256 of the file read, "" if it could not be read."""
    fonts: Mapping[str, bytes]
    """SHA-256 -> font file."""


_PREDECESSOR = '<div style="break-after: page"></div>\n'
"""Stands for the parts before, so that the part begins as it does after them."""


def compile_part(job: Job) -> Compiled:
    """Compile `job`. Raises `WrongEngineError`, `UnsupportedFontError`."""
    from reportkit.press.engine import check_version

    check_version()
    from reportkit.press.engine.patches import installed
    from reportkit.press.engine.session import Session
    from reportkit.press.engine.writer import font_file

    session = Session(job.inputs)
    with installed(session), _messages() as messages, _no_collection():
        part = _compiled(job, session, messages)
    fonts = dict(font_file(font) for font in session.fonts)
    return Compiled(encode(part), dict(session.files), fonts)


def _compiled(job: Job, session: Session, messages: list[tuple[int, str]]) -> Any:
    import weasyprint

    from reportkit.press.engine import patches, writer
    from reportkit.press.engine.pages import Page

    predecessor = "" if session.is_first else _PREDECESSOR
    document = weasyprint.HTML(
        string=job.before + predecessor + job.html + job.after,
        base_url="file:///report/",
        url_fetcher=_fetcher(job, session),
    ).render(pdf_tags=True)
    patches.note_sides(session)
    options = {**weasyprint.DEFAULT_OPTIONS, "pdf_tags": True, "pdf_version": "1.7"}
    made = document.pages if session.is_first else document.pages[1:]
    if session.is_first:
        options["pdf_variant"] = "pdf/ua-1"
    else:
        document.metadata.attachments = []
    pages = [Page(page, session) for page in made]
    pdf = weasyprint.pdf.generate_pdf(document.copy(pages), None, 1, **options)
    return writer.write(job.name, pdf, pages, session, messages)


@contextmanager
def _messages() -> Iterator[list[tuple[int, str]]]:
    """What WeasyPrint logs inside the `with`: level and text, each once."""
    found: dict[tuple[int, str], None] = {}
    messages: list[tuple[int, str]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = (record.levelno, record.getMessage())
            if found.setdefault(message, None) is None and message not in messages:
                messages.append(message)

    handler = Keep(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Box trees are large and have cycles, so collecting garbage in their midst only costs time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
            gc.collect()


def _fetcher(job: Job, session: Session) -> Any:
    """A fetcher that notes what it reads."""
    import hashlib

    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            session.files[url] = ""
            segments = url.removeprefix("file:///report/").split("/")
            for folder in job.mounts.get(segments[0], ()):
                path = folder.joinpath(*segments[1:])
                if path.is_file():
                    data = path.read_bytes()
                    session.files[url] = hashlib.sha256(data).hexdigest()
                    kind = {".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml"}
                    return URLFetcherResponse(
                        url, data, {"Content-Type": kind.get(path.suffix, "application/octet-stream")}
                    )
            raise ValueError(f"no file {url}")

    return Fetcher()
