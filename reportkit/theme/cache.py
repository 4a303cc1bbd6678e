"""Where prepared fonts are kept between runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def cache_folder(project: Path, environ: Mapping[str, str]) -> Path:
    """The folder for what all projects share; the project's own where that cannot be written."""
    raise NotImplementedError
