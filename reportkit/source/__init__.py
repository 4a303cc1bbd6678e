"""Bytes of a source to plain data, with the place of every key and value.

In go the bytes of a YAML 1.2 file, out comes a `Source`, or None after a finding. Nothing that
the author wrote changes: dates stay text, and numbers keep the digits they were written with.
"""

from __future__ import annotations

from reportkit.diagnostics import Diagnostics, Severity, Span
from reportkit.source import ignores
from reportkit.source.nodes import Node, compose
from reportkit.source.places import Path
from reportkit.source.text import Lines, decode
from reportkit.source.tree import PART, Data, Origin, Source, build, build_part

__all__ = ["PART", "Data", "Origin", "Path", "Source", "load", "load_part"]


def load(data: bytes, file: str, diagnostics: Diagnostics) -> Source | None:
    """Read `data`, the content of `file` as the reader should see its name.

    None means that nothing can be made of the file. A `Source` may come with errors of its own,
    such as a key given twice, so that the model's findings can be reported with them.
    """
    read = _read(data, file, "begin with `title:` and the title", diagnostics)
    return _heeding(build(*read, diagnostics) if read else None, diagnostics)


def load_part(data: bytes, file: str, diagnostics: Diagnostics) -> Source | None:
    """Read `data`, the content of a file to be included, which holds a mapping or a list.

    Its value stands under the path `(PART,)`. None means that nothing can be made of the file.
    """
    read = _read(data, file, "put a section in it, or a list of sections", diagnostics)
    return _heeding(build_part(*read, diagnostics) if read else None, diagnostics)


def _heeding(source: Source | None, diagnostics: Diagnostics) -> Source | None:
    """`source`; what its comments ignore is ignored from here on."""
    if source is not None:
        ignores.heed(source.lines, source.scalars.values(), diagnostics)
    return source


def _read(data: bytes, file: str, hint: str, diagnostics: Diagnostics) -> tuple[Node, Lines] | None:
    """The one document of a file; None after a finding."""
    text = decode(data, file, diagnostics)
    if text is None:
        return None
    lines = Lines(text, file)
    before = len(diagnostics)
    root = compose(lines, diagnostics)
    if root is not None and (root.kind != "scalar" or root.value or root.style):
        return root, lines
    if not any(item.severity is Severity.ERROR for item in list(diagnostics)[before:]):
        what = "holds nothing but comments" if text.strip() else "is empty"
        diagnostics.error("RK0103", f"the file {what}", Span(file, 1, 1, 1, 1), hint)
    return None
