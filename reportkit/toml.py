"""TOML that knows where its keys stand, for the project file and the files of themes.

In go the bytes of a file, out comes a `Document`, or a `TomlError` that says what is wrong, and
where. It is apart because tomllib keeps no places, and both files need them.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from reportkit.diagnostics import Span
from reportkit.frozen import frozen


class TomlError(ValueError):
    """The message is what is wrong, to stand after the name of the file: `is not UTF-8`.

    `hint` says how to mend it.
    """

    def __init__(self, message: str, span: Span, hint: str) -> None:
        super().__init__(message)
        self.span = span
        self.hint = hint


_HINTS = {
    "invalid value": 'text stands between quotation marks: name = "value"; a list ends with ]',
    "unclosed array": "a list has commas between its values, and ends with ]",
    "illegal character '\\n'": "close the text with a quotation mark on its line",
    "unterminated string": "close the text with a quotation mark on its line",
    "expected '=' after a key": 'write name = "value"',
    "expected ']' at the end": "close the name of the table with ]",
    "cannot overwrite": "a key stands once: remove the second",
    "cannot declare": "a table stands once: join the two",
    "expected newline": "one key and one value to a line, text between quotation marks",
}
"""What mends a fault, by how tomllib's message of it begins."""
_ANY_HINT = 'each line is name = "value" or [table]'


@frozen
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
        raise TomlError("is not UTF-8", Span(file), "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        message, span = _syntax_error(str(error), text, file)
        raise TomlError(f"is not TOML: {message}", span, _hint(message)) from None
    except RecursionError:
        raise TomlError("nests too deep", Span(file), "write fewer lists in lists") from None


def _hint(message: str) -> str:
    fitting = (hint for start, hint in _HINTS.items() if message.startswith(start))
    return next(fitting, _ANY_HINT)


def _syntax_error(message: str, text: str, file: str) -> tuple[str, Span]:
    """tomllib's `message` without its place, and the place; at the end, the last words."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if found is None:
        return message, Span(file)
    ahead = message[: found.start()]
    written = text.rstrip()
    line = int(found[1] or written.count("\n") + 1)
    column = int(found[2] or len(written) - written.rfind("\n"))
    return ahead[:1].lower() + ahead[1:], Span(file, line, column)
