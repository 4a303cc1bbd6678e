"""TOML that knows where its keys stand, for the project file and the files of themes.

In go the bytes of a file, out comes a `Document`, or a `TomlError` that says what is wrong, and
where. It is apart because tomllib keeps no places, and both files need them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from reportkit.diagnostics import Span


class TomlError(ValueError):
    """The message is what is wrong, to stand after the name of the file: `is not UTF-8`."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML file that was read."""

    file: str
    """Path as the reader should see it."""
    text: str
    values: dict[str, Any]

    def span(self, *keys: str) -> Span:
        """Where the last of `keys` stands, each sought after the one before.

        A key is sought at the head of a line or table, or after a brace, which misses only quoting
        that nobody writes; then the file alone is named.
        """
        position = 0
        for key in keys:
            pattern = rf"""(?m)(?:^[ \t]*|[\[{{.,][ \t]*)["']?({re.escape(key)})["']?[ \t]*[=\].]"""
            found = re.compile(pattern).search(self.text, position)
            if found is None:
                break
            position = found.start(1)
        else:
            line = self.text.count("\n", 0, position) + 1
            column = position - self.text.rfind("\n", 0, position)
            return Span(self.file, line, column, line, column + len(keys[-1]))
        return Span(self.file)


def parse(data: bytes, file: str) -> Document:
    """The document in `data`, which `file` holds. Raises `TomlError`."""
    try:
        text = data.decode("utf-8")
        return Document(file, text, tomllib.loads(text))
    except UnicodeDecodeError:
        raise TomlError("is not UTF-8", Span(file)) from None
    except tomllib.TOMLDecodeError as error:
        message, span = _syntax_error(str(error), text, file)
        raise TomlError(f"is not TOML: {message}", span) from None
    except RecursionError:
        raise TomlError("nests too deep", Span(file)) from None


def _syntax_error(message: str, text: str, file: str) -> tuple[str, Span]:
    """tomllib's `message` without its place, and the place."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if found is None:
        return message, Span(file)
    ahead = message[: found.start()]
    line, column = found[1] or text.count("\n") + 1, found[2] or 0
    return ahead[:1].lower() + ahead[1:], Span(file, int(line), int(column))
