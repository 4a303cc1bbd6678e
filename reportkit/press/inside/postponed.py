"""fontTools, which WeasyPrint imports at once and hardly ever needs, imported when it does.

WeasyPrint leaves fonts to HarfBuzz and turns to fontTools for web fonts, bitmaps and old systems,
but importing it takes a quarter of the time that importing WeasyPrint takes. So while WeasyPrint is
imported, each name of fontTools is a stand-in, which gives way to the real thing when it is used.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_MODULES = ("fontTools", "fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer")
"""Those that WeasyPrint 70.0 names; meanwhile others of fontTools cannot be imported."""
_USERS = ("weasyprint.pdf.fonts", "weasyprint.text.fonts")


@contextmanager
def postponed() -> Iterator[None]:
    """To be open while WeasyPrint is imported. Does nothing if fontTools is imported already."""
    if "fontTools" in sys.modules:
        yield
        return
    sys.modules.update({name: _Module(name) for name in _MODULES})
    try:
        yield
    finally:
        for name in _MODULES:
            if isinstance(sys.modules.get(name), _Module):
                del sys.modules[name]


class _Module(ModuleType):
    """Stands for a module."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


class _Later:
    """Stands for what a module has under a name."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return _real(self)(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(_real(self), name)


def _real(wanted: _Later) -> Any:
    """The real thing; all stand-ins go at once, since exceptions are caught by their real names."""
    for user in (sys.modules[name] for name in _USERS if name in sys.modules):
        names = vars(user)
        later = {name: value for name, value in names.items() if isinstance(value, _Later)}
        names.update({name: _imported(value) for name, value in later.items()})
    return _imported(wanted)


def _imported(later: _Later) -> Any:
    module = importlib.import_module(later._module)
    if not hasattr(module, later._name):
        importlib.import_module(f"{later._module}.{later._name}")
    return getattr(module, later._name)
