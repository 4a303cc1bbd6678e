"""The list of what a folder of prepared fonts holds, by which damage is noticed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

_NAME = "manifest.json"


def write(folder: Path) -> None:
    """List what `folder` holds."""
    (folder / _NAME).write_text(json.dumps(_marks(folder), indent=1), encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Whether `folder` holds just what its list says."""
    try:
        return bool(json.loads((folder / _NAME).read_bytes()) == _marks(folder))
    except (OSError, ValueError):
        return False


def _marks(folder: Path) -> dict[str, str]:
    """Hashes of the files in `folder`, by name."""
    paths = sorted(path for path in folder.iterdir() if path.name != _NAME)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
