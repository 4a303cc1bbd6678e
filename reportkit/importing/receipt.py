"""The receipt of an import, kept beside the briefing: what the text was, and what became of it.

In goes an import, out comes JSON that version control can hold: the hash of the text, counts,
places, doubts, what was set aside, and a short hash of every line that was written, by which a
later import knows what has been edited since.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from reportkit.frozen import frozen
from reportkit.importing.convert import Imported, Options
from reportkit.importing.outline import Lines

SUFFIX = ".import.json"
VERSION = 1
_PER_ROW = 8


class ReceiptError(ValueError):
    """The file is no receipt; the message says why."""


@frozen
class Receipt:
    """What a later import asks of it."""

    sha256: str
    """Of the text."""
    options: dict[str, str]
    lines: tuple[str, ...]
    """Hashes of the lines of the briefing as it was written."""
    images: dict[str, str]
    """Hashes of its images by their paths from its folder."""


def line_hashes(text: str) -> tuple[str, ...]:
    """A short hash of each line."""
    return tuple(hashlib.sha256(line.encode()).hexdigest()[:12] for line in text.splitlines())


def image_hash(content: bytes) -> str:
    """A short hash of an image."""
    return hashlib.sha256(content).hexdigest()[:12]


def options_of(options: Options) -> dict[str, str]:
    """The options that change what comes of a text."""
    given = {
        "from": options.form,
        "encoding": options.encoding,
        "language": options.language,
        "as_of": options.as_of.isoformat() if options.as_of else "",
    }
    return {key: value for key, value in given.items() if value}


def to_json(data: bytes, file: str, options: Options, made: Imported) -> str:
    """The receipt of `made`, which came of `data`, the content of `file`."""
    hashes = line_hashes(made.yaml)
    receipt: dict[str, Any] = {
        "receipt": VERSION,
        "text": {
            "file": file,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "form": made.form,
            "language": made.language,
        },
        "options": options_of(options),
        "counts": {
            "words": made.words,
            **_counts(made.places),
            "images": len(made.files),
            "ambiguities": len(made.doubts),
            "remarks": len(made.remarks),
            "set_aside": len(made.asides),
        },
        "ambiguities": [
            {
                "lines": _lines(doubt.lines),
                "as_written": doubt.as_written,
                "apart": list(doubt.apart),
            }
            for doubt in made.doubts
        ],
        "inferred": [
            {"lines": _lines(lines), "wording": wording, "when": edtf, "inferred": "year"}
            for wording, edtf, lines in made.inferred
        ],
        "remarks": [
            {"lines": _lines(remark.lines or (1, 1)), "kind": remark.kind, "text": remark.text}
            for remark in made.remarks
        ],
        "set_aside": [
            {"lines": _lines(aside.lines), "kind": aside.kind, "text": aside.text}
            for aside in made.asides
        ],
        "places": {path: _lines(lines) for path, lines in made.places.items()},
        "images": {path: image_hash(content) for path, content in made.files.items()},
        "written": [" ".join(hashes[at : at + _PER_ROW]) for at in range(0, len(hashes), _PER_ROW)],
    }
    return json.dumps(receipt, ensure_ascii=False, indent=1) + "\n"


def _lines(lines: Lines) -> str:
    return f"{lines[0]}-{lines[1]}"


def _counts(places: dict[str, tuple[int, int]]) -> dict[str, int]:
    """How many of each kind of thing the briefing has."""
    return {
        "sections": sum(bool(re.search(r"(?:^|\.)sections\.\d+\.title$", path)) for path in places),
        "points": sum(bool(re.search(r"\.points\.\d+(?:\.text)?$", path)) for path in places),
        "tables": len({m[0] for path in places if (m := re.match(r".*?\.table(?=\.)", path))}),
        "notes": sum(path.startswith("notes.") for path in places),
        "sources": len({m[0] for path in places if (m := re.match(r"sources\.\d+", path))}),
    }


def read(data: bytes) -> Receipt:
    """The receipt in `data`. Raises `ReceiptError`."""
    try:
        found = json.loads(data)
        if found["receipt"] != VERSION:
            raise ReceiptError(f"it has version {found['receipt']!r}, not {VERSION}")
        text = str(found["text"]["sha256"])
        options = {str(key): str(value) for key, value in found["options"].items()}
        images = {str(key): str(value) for key, value in found.get("images", {}).items()}
        return Receipt(text, options, _split(found["written"]), images)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReceiptError(f"it is no JSON: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ReceiptError("it is not the JSON of a receipt") from error


def _split(rows: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for row in rows for part in row.split())
