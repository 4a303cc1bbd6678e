"""Imported by the server that workers are forked from, so that each starts warm."""

import gc
from contextlib import suppress
from importlib import import_module

for _name in (
    "weasyprint",
    *(f"reportkit.press.inside.{n}" for n in ("pages", "patches", "writer")),
):
    # What cannot be imported is said, with its reason, by the part that needs it.
    with suppress(Exception):
        import_module(_name)

# What is imported stays, so no worker need look through it for garbage.
gc.collect()
gc.freeze()
