"""Modules that can be called, so that `reportkit.build` is a stage of the line and a call at once.

In goes the name of a module, which from then on is called as the function of that name in
`reportkit.api`. It is apart because nothing else here changes what a module is.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Called(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from reportkit import api

        return getattr(api, self.__name__.rpartition(".")[2])(*arguments, **options)


def let_call(name: str) -> None:
    """Let the module `name` be called."""
    sys.modules[name].__class__ = _Called
