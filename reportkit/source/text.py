"""Bytes to text that YAML can be read from, and places in it.

In go the bytes of a file, out comes its text without a byte order mark, or None after a finding
that names the first bad byte. `Lines` turns offsets into spans: it counts characters, not bytes,
and knows the three line ends.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from reportkit.diagnostics import LINE_END, Diagnostics, Span

MAX_BYTES = 4 * 1024 * 1024
"""A briefing of a thousand pages has about 3 MiB."""

# All but a tab, the line ends, and what YAML calls printable; separators that only look like line
# ends and marks that nobody sees are refused too, because they would be printed or break a line.
# It names what is refused: naming what is allowed takes five times as long.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    @property
    def count(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The characters from `start` up to `end`."""
        return Span(self.file, *self.position(start), *self.position(end))

    def start(self, offset: int) -> int:
        """Offset of the first character of the line that holds `offset`."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line(self, offset: int) -> str:
        """The line that holds `offset`, without its end."""
        return self.row(self.position(offset)[0])

    def row(self, number: int) -> str:
        """Line `number`, from 1, without its end."""
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end].rstrip("\r\n")


def decode(data: bytes, file: str, diagnostics: Diagnostics) -> str | None:
    """The text of `data`, or None after a finding."""
    if len(data) > MAX_BYTES:
        diagnostics.error(
            "RK0110",
            f"the file has {len(data) / 1024**2:.1f} MiB; a source may have {MAX_BYTES // 1024**2}",
            Span(file),
            "put tables into CSV files and split the text into several briefings",
        )
        return None
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        _report_encoding(data, error.start, file, diagnostics)
        return None
    return text if _is_printable(text, file, diagnostics) else None


def _report_encoding(data: bytes, bad: int, file: str, diagnostics: Diagnostics) -> None:
    if data.startswith(_UTF_16):
        diagnostics.error(
            "RK0104",
            "the file is UTF-16, not UTF-8",
            Span(file, 1, 1, 1, 1),
            "save it again as UTF-8",
        )
        return
    before = data[:bad].decode("utf-8").removeprefix("\ufeff")
    guess = _guess(data)
    diagnostics.error(
        "RK0104",
        f"the byte 0x{data[bad]:02X} is not UTF-8",
        Lines(before, file).span(len(before), len(before)),
        f"the file seems to be {guess}: save it again as UTF-8",
    )


def _guess(data: bytes) -> str:
    """What an editor on an older system probably wrote."""
    high = [byte for byte in data if byte >= 0x80]
    cyrillic = sum(byte >= 0xC0 for byte in high)
    return "Windows-1251" if len(high) > 20 and cyrillic > 0.9 * len(high) else "Windows-1252"


def _is_printable(text: str, file: str, diagnostics: Diagnostics) -> bool:
    match = _CONTROL.search(text)
    if match is None:
        return True
    if "\0" in text[:4] and text.count("\0") * 3 > len(text):
        diagnostics.error(
            "RK0104",
            "the file seems to be UTF-16",
            Span(file, 1, 1, 1, 1),
            "save it again as UTF-8",
        )
        return False
    diagnostics.error(
        "RK0112",
        f"the invisible character {name_of(match[0])} is in the text",
        Lines(text, file).span(match.start(), match.end()),
        "delete it; it often comes with text pasted from elsewhere",
    )
    return False


def first_control(value: str) -> str | None:
    """The first character of `value` that a source may not hold, even escaped."""
    match = _CONTROL.search(value)
    return match[0] if match else None


def without_controls(value: str) -> str:
    """`value` with a replacement character for each that a source may not hold."""
    return _CONTROL.sub("\ufffd", value)


def name_of(character: str) -> str:
    """`U+0007` and, where there is one, its Unicode name."""
    import unicodedata

    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
