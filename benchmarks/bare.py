"""`reportkit` with the public interface of WeasyPrint for a press: the linked press against it.

Everything before the press is as in reportkit; the press is the four lines that WeasyPrint's own
documentation gives, in which nothing is mended and garbage is collected.
"""

from __future__ import annotations

from typing import Any

from reportkit.cli import main
from reportkit.diagnostics import Diagnostics
from reportkit.mounts import ROOT
from reportkit.press import Manuscript, engine, plain
from reportkit.press.fetch import Fetcher
from reportkit.press.fontconfig import only_fonts
from reportkit.workspace import Workspace


def print_pdf(
    manuscript: Manuscript, workspace: Workspace, diagnostics: Diagnostics, *_: Any, **__: Any
) -> bytes | None:
    """The PDF of `manuscript` by WeasyPrint alone."""
    with only_fonts(manuscript.font_folder):
        import weasyprint

        fetcher = engine.url_fetcher(Fetcher(manuscript.mounts, workspace))
        html = weasyprint.HTML(string=manuscript.document(), base_url=ROOT, url_fetcher=fetcher)
        pdf: bytes = html.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


if __name__ == "__main__":
    plain.print_pdf = print_pdf
    main()
