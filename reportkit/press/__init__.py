"""The press: a manuscript in, a PDF out."""

from reportkit.press.manuscript import Manuscript, Part
from reportkit.press.plain import print_pdf

__all__ = ["Manuscript", "Part", "print_pdf"]
