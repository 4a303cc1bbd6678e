"""Imported by the server that workers for whole briefings are forked from, so each starts warm."""

import gc
from contextlib import suppress
from importlib import import_module

_MODULES = (
    "reportkit.source",
    "reportkit.model",
    "reportkit.view.assemble",
    "reportkit.theme.fonts",
    "reportkit.theme.webfonts",
    "reportkit.html",
    "reportkit.press.linked",
    "reportkit.press.warm",
)

for _name in _MODULES:
    # What cannot be imported is said, with its reason, by the build that needs it.
    with suppress(Exception):
        import_module(_name)

# What is imported stays, so no worker need look through it for garbage.
gc.collect()
gc.freeze()
