"""The plain press: WeasyPrint lays out and writes the whole document at once.

In goes a manuscript, out come the bytes of a tagged PDF (PDF/UA-1) or findings. It is slow for
long reports, but asks for hardly anything of WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from io import BytesIO
from types import ModuleType
from typing import Any

from reportkit import garbage
from reportkit.diagnostics import Diagnostics
from reportkit.mounts import ROOT
from reportkit.press import archive, engine, glyphs
from reportkit.press.fetch import Fetcher
from reportkit.press.findings import Finding, reported
from reportkit.press.fontconfig import has_fonts, only_fonts
from reportkit.press.inside import PINNED, breaks, lettering, notes, tags
from reportkit.press.inside.misfits import misfits
from reportkit.press.inside.pagination import pagination
from reportkit.press.log import Listener, Locate, diagnose
from reportkit.press.manuscript import Attachment, Manuscript
from reportkit.workspace import Workspace

_NO_DATE = datetime(1970, 1, 1)


def print_pdf(
    manuscript: Manuscript,
    workspace: Workspace,
    diagnostics: Diagnostics,
    locate: Locate = lambda _: None,
) -> bytes | None:
    """The PDF of `manuscript`; None, with errors, if it cannot be printed.

    `locate` finds the place in the source that names a URL (`file:///report/sources/map.png`) or
    an anchor (`#trade`), or that holds a character.
    """
    if not has_fonts(manuscript.font_folder):
        diagnostics.error("RK0407", f"there are no fonts in {manuscript.font_folder}")
        return None
    findings = diagnostics.fresh()
    fetcher = Fetcher(manuscript.mounts, workspace)
    pdf = None
    with only_fonts(manuscript.font_folder), Listener(fetcher) as listener:
        weasyprint = engine.import_weasyprint(findings)
        if weasyprint is not None:
            try:
                with garbage.collected_once():
                    pdf, found = _print(weasyprint, manuscript, fetcher, findings)
                findings.extend(reported(found, fetcher, locate))
            except Exception as error:
                findings.error("RK0508", engine.failure(error))
    findings.extend(diagnose(listener.records, fetcher, locate))
    findings.extend(glyphs.diagnose(glyphs.missing(listener.records), locate))
    diagnostics.extend(findings)
    return None if findings.has_errors else pdf


def _print(
    weasyprint: ModuleType, manuscript: Manuscript, fetcher: Fetcher, findings: Diagnostics
) -> tuple[bytes, tuple[Finding, ...]]:
    from weasyprint.text.fonts import FontConfiguration

    html = weasyprint.HTML(
        string=manuscript.document(), base_url=ROOT, url_fetcher=engine.url_fetcher(fetcher)
    )
    options: dict[str, Any] = {"pdf_variant": archive.variant(manuscript.is_archival)}
    is_known = weasyprint.__version__ == PINNED
    with _mended() if is_known else nullcontext():
        document = html.render(font_config=FontConfiguration(), **options)
    if not is_known:
        findings.warning("RK0903", _other_version(weasyprint.__version__))
    pages = document.pages if is_known else []
    found = (*misfits(pages), *pagination(pages))
    if manuscript.is_archival:
        archive.prepare(document)
    files = [_attachment(weasyprint, one) for one in manuscript.attachments]
    with _completed(document) if is_known else nullcontext():
        pdf: bytes = document.write_pdf(**options, attachments=files)
    return pdf, found


@contextmanager
def _mended() -> Iterator[None]:
    """While open, WeasyPrint's layout is as it should be."""
    with notes.kept(), breaks.mended():
        yield


@contextmanager
def _completed(document: Any) -> Iterator[None]:
    """While open, PDFs of `document` have all that readers need."""
    with tags.complete(document), lettering.whole():
        yield


def _attachment(weasyprint: ModuleType, attachment: Attachment) -> Any:
    """An attachment of WeasyPrint, which cannot do without a date: the first that PDF knows."""
    return weasyprint.Attachment(
        file_obj=BytesIO(attachment.data),
        name=attachment.name,
        relationship=attachment.relationship,
        created=_NO_DATE,
        modified=_NO_DATE,
    )


def _other_version(version: str) -> str:
    return f"WeasyPrint is {version} and not {PINNED}, so the PDF lacks some structure tags"
