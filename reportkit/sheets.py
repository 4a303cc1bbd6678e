"""The sheets that every theme is made for.

It is a module of its own because a theme, the project file, a briefing and the command line name
them all, and none of those knows another.
"""

from __future__ import annotations

from typing import Literal, get_args

PageSize = Literal["A4", "letter"]
PAGE_SIZES: tuple[PageSize, ...] = get_args(PageSize)
