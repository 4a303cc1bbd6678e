"""Whether a PDF holds the words that it was made from.

What goes in: a PDF and the source. What comes out: nothing, or an `AssertionError` with what is
lost. Each output is held to the same source, so those that pass hold the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2

from benchmarks.reports import VOCABULARY

_WORD = re.compile("[a-z]+")
_MARK = re.compile(r"zq\d{5}")
_HYPHENATED = re.compile("(?<=[a-z])[-\u2010\u00ad\ufffe\x02]\\s*(?=[a-z])")
_SPLIT = 0.005
"""Words that may be missing: those that a hyphen divides at the foot of a page or in a cell."""


def check(pdf: Path, source: Path) -> None:
    """No paragraph of `source` is lost in `pdf`, and hardly a word."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    written = source.read_text()
    lost = set(_MARK.findall(written)) - set(_MARK.findall(text))
    assert not lost, f"{pdf} lacks {len(lost)} paragraphs, such as {min(lost)}"
    wanted = _words(written)
    missing = wanted - _words(text)
    assert missing.total() <= _SPLIT * wanted.total(), f"{pdf} lacks {missing}"


def _words(text: str) -> Counter[str]:
    known = set(VOCABULARY)
    joined = _HYPHENATED.sub("", text.lower())
    return Counter(word for word in _WORD.findall(joined) if word in known)
