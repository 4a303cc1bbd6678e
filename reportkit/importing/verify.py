"""A briefing written, read back, and held against the words of its text.

In go the tree and the outline that it came from, out comes the YAML, or None after a finding where
so much as one word is lost, added or moved.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportkit import source
from reportkit.diagnostics import Diagnostics, Span
from reportkit.importing.outline import Outline
from reportkit.importing.tree import Comment, Map, carried, leaves, plain_data, to_yaml
from reportkit.importing.words import first_difference

MODELINE = "# yaml-language-server: $schema=../.reportkit/briefing.schema.json\n"
_HINT = "nothing is written; put the text in plain paragraphs there, or report it as a bug"


def written(
    root: Map, outline: Outline, ids: Mapping[str, str], file: str, diagnostics: Diagnostics
) -> str | None:
    """The YAML of `root`; `ids` are those of sources by their addresses."""
    text = MODELINE + to_yaml(root)
    if not _reads_back(text, root, file, diagnostics):
        return None
    addresses = {name: address for address, name in ids.items()}
    found = carried(root, addresses)
    expected = {"": outline.words}
    expected |= {f"note {name}": words for name, words in outline.note_words.items()}
    for flow, words in expected.items():
        if difference := first_difference(words, found.get(flow, [])):
            at, how = difference
            message = f"word {at + 1} of the text would not be kept: {how}"
            diagnostics.error("RK0602", message, Span(file), _HINT)
            return None
    return text


def _reads_back(text: str, root: Map, file: str, diagnostics: Diagnostics) -> bool:
    """Whether YAML gives what was meant, and holds every comment."""
    found = Diagnostics()
    read = source.load(text.encode(), file, found)
    for item in found:
        if item.code == "RK0110":
            hint = "split it into several texts"
            diagnostics.error("RK0110", "the text is too large for one briefing", Span(file), hint)
            return False
    comments = [node for _, node in leaves(root) if isinstance(node, Comment)]
    kept = all(node.text.split("\n")[0] in text for node in comments)
    if read is not None and not found.has_errors and kept and _as_written(read) == plain_data(root):
        return True
    message = "the briefing would not read back as it is written"
    diagnostics.error("RK0602", message, Span(file), _HINT)
    return False


def _as_written(read: source.Source) -> object:
    """The data with numbers and the like as they are written."""
    return _texts(read.data, (), read)


def _texts(value: object, path: source.Path, read: source.Source) -> object:
    if isinstance(value, dict):
        return {key: _texts(inner, (*path, key), read) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner, (*path, at), read) for at, inner in enumerate(value)]
    if value is None:
        return ""
    return value if isinstance(value, str) else read.texts.get(path, str(value))
