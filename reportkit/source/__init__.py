"""Bytes of a source to plain data, with the place of every key and value.

In go the bytes of a YAML 1.2 file, out comes a `Source`, or None after a finding. Nothing that
the author wrote changes: dates stay text, and numbers keep the digits they were written with.
"""

from __future__ import annotations

from reportkit.diagnostics import Diagnostics, Severity, Span
from reportkit.source.nodes import compose
from reportkit.source.text import Lines, decode
from reportkit.source.tree import Data, Path, Source, build

__all__ = ["Data", "Path", "Source", "load"]


def load(data: bytes, file: str, diagnostics: Diagnostics) -> Source | None:
    """Read `data`, the content of `file` as the reader should see its name.

    None means that nothing can be made of the file. A `Source` may come with errors of its own,
    such as a key given twice, so that the model's findings can be reported with them.
    """
    text = decode(data, file, diagnostics)
    if text is None:
        return None
    lines = Lines(text, file)
    before = len(diagnostics)
    root = compose(lines, diagnostics)
    if root is not None and (root.kind != "scalar" or root.value or root.style):
        return build(root, lines, diagnostics)
    if not any(item.severity is Severity.ERROR for item in list(diagnostics)[before:]):
        what = "holds nothing but comments" if text.strip() else "is empty"
        hint = "Begin with `title:` and the title."
        diagnostics.error("RK0103", f"the file {what}", Span(file, 1, 1, 1, 1), hint)
    return None
