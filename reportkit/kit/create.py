"""A new theme: the names and bytes of its files, of which nothing is written here.

In go a name and the theme that it is to extend, out come a theme file and a stylesheet that gives
the tokens most worth changing, with the values that they have already: the new theme looks as its
parent does until somebody changes a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reportkit.diagnostics import Diagnostics
from reportkit.sheets import PAGE_SIZES
from reportkit.theme import Theme, load
from reportkit.theme.file import CONTRACT
from reportkit.theme.tokens import PREFIX, declared_tokens
from reportkit.workspace import Workspace

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""Names of themes."""
TAKEN = "default"
"""The folder of the styles that all themes share."""
_GROUPS = {
    "Faces: families that the theme file brings. Without fonts of its own it has its parent's.": (
        *("font-text", "font-lead", "font-display", "font-label"),
        *("weight-display", "numerals-text", "tracking-display"),
    ),
    "Colours: light-dark(in print and in the light, on dark screens).": (
        *("paper", "ink", "muted", "rule", "accent", "tint"),
        *("cover-paper", "cover-ink", "cover-muted"),
    ),
    "Sizes of titles.": ("size-title", "size-section", "size-topic"),
    "Lines: whole borders.": ("strong-line", "fine-line", "hairline"),
    "The column at the side, and the gap to the text.": ("side", "gutter"),
}
"""What most themes change, each group with what to know of it.

None is a token that the direction of a language sets as well: it would win over that.
"""


def files(name: str, parent: Theme, workspace: Workspace) -> dict[str, bytes]:
    """The files of the theme `name`, by their paths below the project."""
    folder = f"styles/{name}"
    return {
        f"{folder}/theme.toml": _theme_file(name, parent.name).encode(),
        f"{folder}/theme.css": "\n".join(_stylesheet(name, parent, workspace)).encode(),
    }


def _theme_file(name: str, parent: str) -> str:
    title = json.dumps(name.replace("-", " ").capitalize())
    description = json.dumps(f"As {parent}, for a house of its own.")
    return (
        "# What may stand here, and the fonts: styles/README.md of reportkit.\n"
        f"contract = {CONTRACT}\nname = {title}\ndescription = {description}\n"
        f"parent = {json.dumps(parent)}\n"
    )


def _stylesheet(name: str, parent: Theme, workspace: Workspace) -> Iterator[str]:
    tokens = _alike_on_all_sheets(parent, workspace)
    yield f"/* {name}: as {parent.name} until a line is changed; what stays as it is may go. */"
    yield ":root {"
    for number, (about, names) in enumerate(_GROUPS.items()):
        yield from [""] * bool(number)
        yield f"  /* {about} */"
        known = filter(tokens.get, names)
        yield from (f"  {PREFIX}{token}: {tokens[token]};" for token in known)
    yield "}\n"


def _alike_on_all_sheets(parent: Theme, workspace: Workspace) -> dict[str, str]:
    """Tokens of `parent` but those that a sheet sets as well: the new theme would win over it."""
    sizes = (load(parent.name, workspace, Diagnostics(), None, size) for size in PAGE_SIZES)
    first, *others = (declared_tokens(one, workspace) for one in sizes if one)
    return {
        name: value
        for name, value in first.items()
        if all(other.get(name) == value for other in others)
    }
