"""What parts share while a process compiles them: parsed styles, fonts, words.

What goes in: the first part's stylesheets. What comes out: the same for the parts after it, of this
and of other reports that name the same stylesheets, as long as the files are as they were. What was
said and read while they were parsed is said and read again for each part, so that no part depends
on which one came first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from weasyprint.css import get_child_text
from weasyprint.text.fonts import FontConfiguration

from reportkit.press.inside.models import Models
from reportkit.press.log import Record

Digest = Callable[[str], str]
"""URL -> SHA-256 of its file, or why it cannot be read; what is asked is noted for the part."""


@dataclass(slots=True)
class Sheets:
    """Stylesheets as WeasyPrint parsed them."""

    parsed: list[Any]
    counter_styles: dict[str, Any]
    color_profiles: dict[str, Any]
    records: list[Record]
    """What was said of them."""
    files: dict[str, str]
    """URL -> SHA-256, of all that was read for them."""


@dataclass(slots=True)
class Shared:
    """What holds for all parts with the same styles and the same fonts."""

    key: Hashable
    fonts: Any = field(default_factory=FontConfiguration)
    """Made while only the theme's fonts are to be seen; the stylesheets add theirs."""
    words: dict[Any, tuple[int, float]] = field(default_factory=dict)
    """See `shaping.Shaping`."""
    models: Models = field(init=False)
    sheets: Sheets | None = None
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Name of a font in content streams -> SHA-256 and bytes of its file."""

    def __post_init__(self) -> None:
        self.models = Models(self.fonts)

    def font_file(self, font: Any) -> tuple[str, bytes]:
        """SHA-256 and bytes of the file of one of WeasyPrint's fonts."""
        known = self.files.get(font.hash)
        if known is None or known[1] != font.file_content:
            data = font.file_content
            known = self.files[font.hash] = hashlib.sha256(data).hexdigest(), data
        return known

    def find_stylesheets(
        self,
        noted: Mapping[str, str],
        records: list[Record],
        original: Callable[..., Any],
        *arguments: Any,
    ) -> list[Any]:
        """`find_stylesheets` of WeasyPrint, which parses them anew for each document."""
        counter_styles, color_profiles = arguments[-4:-2]
        if self.sheets is None:
            start = len(records)
            parsed = list(original(*arguments))
            said = records[start:]
            self.sheets = Sheets(
                parsed, dict(counter_styles), dict(color_profiles), said, dict(noted)
            )
            return parsed
        records += self.sheets.records
        counter_styles.update(self.sheets.counter_styles)
        color_profiles.update(self.sheets.color_profiles)
        return self.sheets.parsed


def styles_of(html: Any) -> tuple[Hashable, ...]:
    """What a document says of its styles: each element that holds or may name a stylesheet."""
    found = (wrapper.etree_element for wrapper in html.wrapper_element.query_all("style", "link"))
    return tuple((e.tag, tuple(e.attrib.items()), get_child_text(e)) for e in found)


_last: Shared | None = None
"""Of the part compiled last in this process."""


def shared(key: Hashable, digest: Digest) -> Shared:
    """What parts with `key` share, made anew if any file has changed since."""
    global _last
    if _last is None or _last.key != key or not _is_as_read(_last.sheets, digest):
        _last = Shared(key)
    return _last


def _is_as_read(sheets: Sheets | None, digest: Digest) -> bool:
    # All files are asked for, so that all are noted.
    return sheets is None or {url: digest(url) for url in sheets.files} == sheets.files
