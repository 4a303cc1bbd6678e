"""Imported by the server that workers are forked from, so that each starts warm."""

import gc
from contextlib import suppress
from importlib import import_module

from reportkit.press import engine

# What cannot be imported is said, with its reason, by the part that needs it.
with suppress(Exception):
    engine.import_module()
    for _name in ("pages", "patches", "writer"):
        import_module(f"reportkit.press.inside.{_name}")

# What is imported stays, so no worker need look through it for garbage.
gc.collect()
gc.freeze()
