"""The one module that knows libyaml, which reads a source forty times as fast as ruamel.yaml.

In goes text, out come all its events, or None where libyaml cannot be had, finds a mistake, or may
read otherwise than ruamel.yaml: libyaml knows YAML 1.1, puts some marks elsewhere, and has other
words for mistakes. Whoever asks then reads by ruamel.yaml, so nobody can tell which of them it was.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

WORTHWHILE = 30_000
"""Characters from which on libyaml gains more than its import costs."""

_MOST = 700_000
"""Events; a source that has more has more values than are allowed."""
_HEAD = re.compile(r"(?: *(?:#[^\n]*)?\n)*(?:--- *\n)?")
_DOUBTFUL = re.compile(
    r"\t"
    # A block scalar with a comment close to its head, or whose first line is blank but for spaces.
    r"|[|>][-+0-9]*(?:#|(?: [^\n]*|\r?)\n +\r?(?:\n|$))"
    # A key in quotes with its value close by.
    r"|[\"']:[^ \n]"
    # Another document.
    r"|^(?:---|\.\.\.)",
    re.MULTILINE,
)


def events(text: str) -> list[Any] | None:
    """The events of `text`, each with a start and an end mark; None if they are in doubt."""
    head = _HEAD.match(text)
    if _DOUBTFUL.search(text, head.end() if head else 0):
        return None
    try:
        from yaml import YAMLError, cyaml
    except ImportError:
        return None
    try:
        found = list(islice(iter(cyaml.CParser(text).get_event, None), _MOST))
    except (YAMLError, ValueError):
        return None
    if len(found) == _MOST or _is_scalar(found[min(2, len(found) - 1)]):
        return None
    return None if any(map(_is_doubtful, found)) else found


def _is_scalar(event: Any) -> bool:
    return type(event).__name__ == "ScalarEvent"


def _is_doubtful(event: Any) -> bool:
    """Whether ruamel.yaml may mark the event otherwise: aliases, anchors, tags, empty values."""
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        return True
    return event.start_mark.index == event.end_mark.index and _is_scalar(event)
