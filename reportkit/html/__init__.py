"""Pages: a report as HTML, in parts for the press and as one file for readers.

In goes a `ReportView` and a `Theme`; out comes a `Page`, and from it the self-contained page, or
one with its files on a `Shelf` beside it.
Templates run in a sandbox; what goes wrong in them is a finding with the template's line.
"""

from reportkit.html.assets import Shelf
from reportkit.html.kept import Kept
from reportkit.html.page import Page, Part, render
from reportkit.html.standalone import standalone

__all__ = ["Kept", "Page", "Part", "Shelf", "render", "standalone"]
