"""The press: a manuscript in, a PDF out."""

from reportkit.press.manuscript import Attachment, Manuscript, Part
from reportkit.press.plain import print_pdf

__all__ = ["Attachment", "Manuscript", "Part", "print_pdf"]
