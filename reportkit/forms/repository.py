"""Paths as a code host has them: from the top of the checkout, wherever a command runs.

In goes the path of a finding, from the working directory; out comes one from what GITHUB_WORKSPACE
names, if it lies there.
"""

from __future__ import annotations

import os
from pathlib import Path


def inside(file: str) -> str:
    """`file` from the top of the checkout, or as it is if it lies outside."""
    top = os.environ.get("GITHUB_WORKSPACE")
    try:
        return Path(file).absolute().relative_to(top or Path.cwd()).as_posix()
    except ValueError:
        return file
