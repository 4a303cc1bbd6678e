"""Imported by the server that workers for whole briefings are forked from, so each starts warm."""

import gc
from contextlib import suppress

from reportkit import html, model, source, theme
from reportkit.press import linked, plain
from reportkit.theme import fonts, webfonts
from reportkit.view import assemble

with suppress(OSError, ImportError):
    # Without Pango, each build says what is missing.
    from reportkit.press import warm as _warm  # noqa: F401

__all__ = ["assemble", "fonts", "html", "linked", "model", "plain", "source", "theme", "webfonts"]

# What is imported stays, so no worker need look through it for garbage.
gc.collect()
gc.freeze()
