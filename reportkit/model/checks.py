"""What a value must be beyond its type.

Each check takes a value and gives it back, or raises `Fault` with the code of the finding, a
message that goes on after the name of the key, and hints. Dates raise `EdtfError` as well.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reportkit.model.edtf import Edtf, parse

MAX_TITLE = 400
"""Characters."""
MAX_TITLE_WORD = 60
"""Letters."""
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


_ADDRESS = "write all of it, such as https://example.org/page"


class Fault(ValueError):  # noqa: N818
    """A value that cannot stand."""

    def __init__(self, code: str, message: str, *hints: str) -> None:
        super().__init__(message)
        self.code = code
        self.hints = hints


def one_line(text: str) -> str:
    text = text.rstrip()
    if "\n" in text:
        raise Fault("RK0203", "must be one line", "write `>` for `|` to join the lines")
    return text


def a_title(text: str) -> str:
    text = one_line(text)
    if len(text) > MAX_TITLE:
        hint = "say the rest in the subtitle or in the text"
        raise Fault("RK0208", f"has {len(text)} characters; {MAX_TITLE} are the most", hint)
    if any(len(word) > MAX_TITLE_WORD for word in text.split()):
        message = f"has a word of over {MAX_TITLE_WORD} letters, which no line can hold"
        raise Fault("RK0208", message, "break it with spaces or hyphens")
    return text


def one_paragraph(text: str) -> str:
    text = text.rstrip()
    if re.search(r"\n[ \t]*\n", text):
        hint = "take out the empty line, or make the paragraphs items of their own"
        raise Fault("RK0203", "must be one paragraph", hint)
    return text


def a_file_of_the_project(name: str) -> str:
    if name.startswith("/") or "\\" in name or ":" in name:
        hint = "copy it into the project and give its path from the source's folder, with `/`"
        raise Fault("RK0206", "must lie in the project", hint)
    return name


def an_id(text: str) -> str:
    if _ID.fullmatch(text):
        return text
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-").lstrip("0123456789-")
    hints = (f"write `{slug}`",) if slug else ()
    message = f"is `{text}`; it may hold a-z, 0-9 and hyphens and begins with a letter"
    raise Fault("RK0206", message, *hints)


def a_language(text: str) -> str:
    if _LANGUAGE.fullmatch(text):
        return text
    raise Fault("RK0206", f"is `{text}`, not a BCP 47 tag", "write a tag such as en, ru or pt-BR")


def a_url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise Fault("RK0209", "is not an address", _ADDRESS) from None
    if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", text):
        return text
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text):
        raise Fault("RK0209", "must begin with https://", f"write `https://{text}`")
    if parts.scheme in ("http", "https"):
        raise Fault("RK0209", f"is `{text}`, which is not a complete address", _ADDRESS)
    raise Fault("RK0209", "must be an address that begins with https:// or http://", _ADDRESS)


def a_date(text: object) -> Edtf:
    if isinstance(text, str):
        return parse(text)
    if isinstance(text, Edtf):
        return text
    kind = "a list" if isinstance(text, list) else "keys and values"
    raise Fault("RK0203", f"must be a date, not {kind}", "write one date, such as 2025-02-18")


def a_single_date(date: Edtf) -> Edtf:
    month = date.start.month if date.start else None
    if date.is_interval:
        raise Fault(
            "RK0205", "must be one day, month or year, not an interval", "write one of its ends"
        )
    if month is not None and month > 12:
        hint = f"write `{date.text[:4]}`, or the month"
        raise Fault("RK0205", "must be a day, a month or a year, not a part of a year", hint)
    if date.start is not None and date.start.unspecified:
        raise Fault("RK0205", "must be a day, a month or a year, without X", "leave it out")
    return date


def has_part(date: Edtf, inferred: str | None) -> None:
    """The part that is `inferred` must be in each moment of the date."""
    moments = [moment for moment in (date.start, date.end) if moment is not None]
    if inferred and any(getattr(moment, inferred) is None for moment in moments):
        message = f"has no {inferred}, so that its {inferred} cannot be inferred"
        raise Fault(
            "RK0208",
            message,
            f"give the date its {inferred}",
        )


def a_row(value: object) -> tuple[str | None, ...] | dict[str, str | None]:
    """Cells by position or by column."""
    if not isinstance(value, dict | tuple) or not value:
        hint = "write `- [cell, cell]`, or a key for each column"
        raise Fault("RK0203", "must be a row of cells", hint)
    cells = value.values() if isinstance(value, dict) else value
    if any(isinstance(cell, dict | tuple) for cell in cells):
        hint = "a text with a colon or a comma in it must stand in quotes"
        raise Fault("RK0203", "must hold texts and numbers alone", hint)
    return value
