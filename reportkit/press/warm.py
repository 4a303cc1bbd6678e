"""Imported by the server that workers are forked from, so that each starts warm."""

import gc

import weasyprint

from reportkit.press.inside import pages, patches, writer

__all__ = ["pages", "patches", "weasyprint", "writer"]

# What is imported stays, so no worker need look through it for garbage.
gc.collect()
gc.freeze()
