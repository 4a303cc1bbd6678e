"""Bytes of a text to characters, or a finding that says how to mend them.

In go bytes in UTF-8, in UTF-16 with its mark, or in the encoding that the user names. What nobody
sees, such as page breaks, becomes blanks; what can only be a binary file is refused.
"""

from __future__ import annotations

import codecs
import re

from reportkit.diagnostics import Diagnostics, Span
from reportkit.source.text import Lines, first_control, name_of

MAX_BYTES = 20_000_000
_MARKS = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
_BLANKS = str.maketrans({"\f": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_UNSEEN = dict.fromkeys([0xFEFF, 0x200B, 0x2060, 0xAD, 0xFFFC, 0x1C, 0x1D, 0x1E, 0x1F])
_NEVER_SEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
)
_BINARY = {
    b"%PDF": ("a PDF", "pdftotext -layout FILE.pdf makes a text of it"),
    b"PK\x03\x04": ("an archive or an Office file", "save it as .docx, .html or .txt"),
    b"\xd0\xcf\x11\xe0": ("an old Office file", "save it as .docx"),
    b"{\\rtf": ("rich text", "save it as .docx or .html"),
    b"\x89PNG": ("an image", "a text is wanted"),
    b"\xff\xd8\xff": ("an image", "a text is wanted"),
}


def decode(data: bytes, file: str, encoding: str, diagnostics: Diagnostics) -> str | None:
    """The text of `data`, its lines ended by `\\n`; None after a finding."""
    whole = Span(file)
    if len(data) > MAX_BYTES:
        message = f"the text has {len(data) / 1e6:.0f} MB; {MAX_BYTES // 1_000_000} are the most"
        diagnostics.error("RK0110", message, whole, "split it into several texts")
        return None
    for sign, (what, hint) in _BINARY.items():
        if data.startswith(sign):
            diagnostics.error("RK0601", f"the file is {what}, not a text", whole, hint)
            return None
    text = _decoded(data, file, encoding, diagnostics)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS).translate(_UNSEEN)
    if not text.strip():
        diagnostics.error(
            "RK0103", "the file is empty", Span(file, 1, 1, 1, 1), "nothing is to be imported"
        )
        return None
    return text if _is_text(text, file, diagnostics) else None


def seen(text: str) -> str:
    """`text` without what nobody sees, to which HTML has other ways than to write it."""
    return _NEVER_SEEN.sub("", text) if _NEVER_SEEN.search(text) else text


def _decoded(data: bytes, file: str, encoding: str, diagnostics: Diagnostics) -> str | None:
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    try:
        return data.decode(encoding or marked or "utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data[:1000] and not encoding:
            hint = "if it is UTF-16, say so: --encoding utf-16-le"
            diagnostics.error("RK0601", "the file is no text", Span(file), hint)
            return None
        named = encoding or marked or "UTF-8"
        before = data[: error.start].decode(named, errors="replace")
        span = Lines(before, file).span(len(before), len(before))
        hints = (
            ()
            if encoding
            else (f"if it is {_guess(data)}, say so: --encoding {_guess(data).lower()}",)
        )
        message = f"the byte 0x{data[error.start]:02X} is not {named}"
        diagnostics.error("RK0104", message, span, *hints, "save it again as UTF-8")
    except (LookupError, UnicodeError) as error:
        diagnostics.error(
            "RK0104", f"the text cannot be read: {error}", Span(file), "save it as UTF-8"
        )
    return None


def _is_text(text: str, file: str, diagnostics: Diagnostics) -> bool:
    control = first_control(text)
    if control is None:
        return True
    count = len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]", text))
    at = text.index(control)
    span = Lines(text, file).span(at, at + 1)
    if count > len(text) / 100:
        hint = "save it as a text, or say its encoding: --encoding utf-16-le"
        diagnostics.error("RK0601", "the file is no text", span, hint)
    else:
        message = f"the invisible character {name_of(control)} is in the text"
        diagnostics.error(
            "RK0112", message, span, "delete it; it often comes with text pasted from elsewhere"
        )
    return False


def _guess(data: bytes) -> str:
    """What an editor on an older system probably wrote."""
    high = [byte for byte in data if byte >= 0x80]
    cyrillic = sum(byte >= 0xC0 for byte in high)
    return "Windows-1251" if len(high) > 20 and cyrillic > 0.9 * len(high) else "Windows-1252"
