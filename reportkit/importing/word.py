"""Word files to an outline, by mammoth, which reads what their styles mean.

In go the bytes of a .docx file, out comes an outline. Its places count paragraphs, not lines.
"""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from reportkit.importing import html
from reportkit.importing.marks import Marks
from reportkit.importing.outline import Outline

_STYLES = f"""
p[style-name='Title'] => h1.{html.TITLE}:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMULAS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_SIMPLER = "a formula is written as its letters and numbers alone"


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
        simpler = _with_formulas_as_text(data)
        result = mammoth.convert_to_html(BytesIO(simpler or data), style_map=_STYLES)
    except Exception as error:  # it raises whatever zip and XML raise
        raise NoWordError(str(error)) from error
    root = html.parse(result.value, is_placed=True)
    body = next(root.iter("body"))
    for number, element in enumerate(body, 1):
        element.set(html.PLACE, str(number))
    messages = [message.message for message in result.messages]
    return html.read(root, marks), [*([_SIMPLER] if simpler else []), *messages]


def _with_formulas_as_text(data: bytes) -> bytes | None:
    """The file with formulas as text, since mammoth leaves them out; None if it has none."""
    with ZipFile(BytesIO(data)) as old:
        texts = {name: old.read(name) for name in old.namelist() if name.endswith(".xml")}
        changed = {name: _simplified(part) for name, part in texts.items() if b":oMath" in part}
        if not changed:
            return None
        packed = BytesIO()
        with ZipFile(packed, "w") as new:
            for name in old.namelist():
                new.writestr(name, changed.get(name) or old.read(name))
    return packed.getvalue()


def _simplified(part: bytes) -> bytes:
    root = ElementTree.fromstring(part)
    for parent in root.iter():
        for at, formula in enumerate(parent):
            if formula.tag in _FORMULAS:
                run = ElementTree.Element(f"{_WORD}r")
                said = " ".join(text.text or "" for text in formula.iter(f"{_MATH}t"))
                ElementTree.SubElement(run, f"{_WORD}t").text = f" {said} "
                parent[at] = run
    return ElementTree.tostring(root)
