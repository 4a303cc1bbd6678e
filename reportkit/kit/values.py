"""Values of a theme's tokens that cannot be what they are asked for.

In go stylesheets taken apart, out come findings, each where the value is given: a token that asks
for one without a value, a colour or a length that is none, families that the theme does not bring.
The press would only see the rules that ask for them, and tell of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportkit.diagnostics import Diagnostics, suggestion
from reportkit.kit.contract import Contract
from reportkit.kit.sheets import Sheet
from reportkit.theme import Theme, kinds
from reportkit.theme.tokens import PREFIX, dark_tokens, print_tokens
from reportkit.workspace import Workspace

_RING = "tokens must not ask for each other in a ring, nor for one that there is not"
_FONT = f"{PREFIX}font-"


def check(
    own: Sequence[Sheet],
    theme: Theme,
    contract: Contract,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Report the tokens of the contract that `own` gives a value which they cannot have."""
    default = replace(theme, layers=tuple(each for each in theme.layers if each.name == "tokens"))
    usual = print_tokens(replace(default, own=""), workspace)
    schemes = print_tokens(theme, workspace), dark_tokens(theme, workspace)
    given = [each for sheet in own for each in sheet.declared if each.is_root]
    for each in given:
        name = each.name.removeprefix(PREFIX)
        if each.name not in contract.tokens:
            continue
        if name not in schemes[0]:
            message = f"the token {each.name} has no value: it asks for one that has none"
            diagnostics.error("RK0409", message, each.span, _RING)
        elif each.name.startswith(_FONT):
            if hint := _strange(schemes[0][name], theme):
                message = f"the theme brings no font for {each.name}"
                diagnostics.error("RK0409", message, each.span, hint)
        else:
            values = [scheme.get(name, "") for scheme in schemes]
            wanted = [kinds.wanted(value, usual.get(name, "")) for value in values]
            if found := next(filter(None, wanted), ""):
                value = values[wanted.index(found)] or "nothing"
                message = f"the token {each.name} is {found}, and {value} is none"
                diagnostics.error("RK0409", message, each.span, f"it is {usual[name]} by default")


def _strange(value: str, theme: Theme) -> str:
    """A hint, where `theme` has no face of any family that `value` names; else ""."""
    families = sorted({face.family for face in (*theme.faces, *theme.script_faces)})
    named = [name.strip(" \"'") for name in re.split(",", value)]
    if not {*families}.isdisjoint(named):
        return ""
    return suggestion(named[0], families) or f"its theme.toml has {', '.join(families)}"
