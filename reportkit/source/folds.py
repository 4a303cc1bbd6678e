"""Scripts that put no spaces between words, and the ends of lines in them.

In go characters, or a folded text and where they stand in its file; out comes whether a line may
end between two of them without a space, or the text without such spaces. It is apart because YAML
folds lines here, and Markdown does where prose is made.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from reportkit.diagnostics import LINE_END
from reportkit.source.scalars import Written, marks, solid

_WIDE = "\u2e80-\u30ff\u3105-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_LOOSE = "“”‘’…—·"
"""Marks that Chinese and Japanese share with others."""
_MAY_BE_WIDE = re.compile("[^\0-\u2e7f]")


def is_joined(before: str, after: str) -> bool:
    """Whether no space stands for the end of a line between the characters of Chinese or Japanese.

    Either may be "" where there is none.
    """
    return _may_be_wide(before + after) and _joined().fullmatch(before + after) is not None


def unfolded(written: Written, text: str) -> str:
    """The value of a scalar in `text`, without spaces for the ends of such lines there."""
    value = written.value
    if written.style == "|" or not _may_be_wide(value) or not _folded().search(value):
        return value
    pieces, at = [], 0
    ends = zip(pairwise(solid(value)), pairwise(marks(written, text)), strict=False)
    for (first, last), (before, after) in ends:
        is_space = last > first + 1 and not value[first + 1 : last].strip(" ")
        is_end = LINE_END.search(text, before[1], after[0]) is not None
        if is_space and is_end and is_joined(value[first], value[last]):
            pieces.append(value[at : first + 1])
            at = last
    return "".join((*pieces, value[at:]))


def _may_be_wide(text: str) -> bool:
    """Whether it is worth while to look more closely: most reports need none of what is below."""
    return not text.isascii() and _MAY_BE_WIDE.search(text) is not None


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}][{_WIDE}{_LOOSE}]|[{_LOOSE}][{_WIDE}]")


@cache
def _folded() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}{_LOOSE}] +[{_WIDE}{_LOOSE}]")
