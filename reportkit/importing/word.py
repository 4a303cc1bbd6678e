"""Word files to an outline, by mammoth, which reads what their styles mean.

In go the bytes of a .docx file, out comes an outline. Its places count paragraphs, not lines.
"""

from __future__ import annotations

from io import BytesIO

from reportkit.importing import html
from reportkit.importing.marks import Marks
from reportkit.importing.outline import Outline

_STYLES = f"""
p[style-name='Title'] => h1.{html.TITLE}:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


class NoMammothError(Exception):
    """mammoth is not installed."""


class NoWordError(ValueError):
    """The file is no .docx file."""


def read(data: bytes, marks: Marks) -> tuple[Outline, list[str]]:
    """The outline of a .docx file, and what mammoth could not read of it.

    Raises `NoMammothError`, `NoWordError` and `html.TooDeepError`.
    """
    try:
        import mammoth
    except ImportError:
        raise NoMammothError from None
    try:
        result = mammoth.convert_to_html(BytesIO(data), style_map=_STYLES)
    except Exception as error:  # it raises whatever zip and XML raise
        raise NoWordError(str(error)) from error
    root = html.parse(result.value, is_placed=True)
    body = next(root.iter("body"))
    for number, element in enumerate(body, 1):
        element.set(html.PLACE, str(number))
    return html.read(root, marks), [message.message for message in result.messages]
