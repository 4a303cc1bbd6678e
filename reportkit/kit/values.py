"""Values of a theme's tokens that cannot be what they are asked for.

In go stylesheets taken apart, out come findings, each where the value is given: a token that asks
for one without a value, a colour or a length that is none, families that the theme does not bring.
The press would only see the rules that ask for them, and tell of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportkit.diagnostics import Diagnostics, Span, suggestion
from reportkit.kit.contract import Contract
from reportkit.kit.sheets import Named, Sheet
from reportkit.theme import Theme, kinds
from reportkit.theme.tokens import PREFIX, dark_tokens, declared_tokens, print_tokens
from reportkit.workspace import Workspace

_RING = "tokens must not ask for each other in a ring, nor for one that there is not"
_FONT = f"{PREFIX}font-"
_GENERAL = frozenset(
    ["inherit", "initial", "unset", "revert", "serif", "sans-serif", "monospace", "system-ui"]
)
"""Words that name no family."""


def check(
    own: Sequence[Sheet],
    theme: Theme,
    span: Span,
    contract: Contract,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Report the tokens of the contract that `own` gives a value which they cannot have, and fonts
    that the theme, whose file is at `span`, does not bring."""
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
            _check_font(each.name, schemes[0][name], each.span, theme, diagnostics)
        else:
            values = [scheme.get(name, "") for scheme in schemes]
            wanted = [kinds.wanted(value, usual.get(name, "")) for value in values]
            if found := next(filter(None, wanted), ""):
                value = values[wanted.index(found)] or "nothing"
                message = f"the token {each.name} is {found}, and {value} is none"
                diagnostics.error("RK0409", message, each.span, f"it is {usual[name]} by default")
    _check_inherited(given, theme, span, workspace, diagnostics)
    for each in (each for sheet in own if not sheet.medium for each in sheet.fonts):
        _check_font(f"`{each.name}: {each.value}`", _named(each), each.span, theme, diagnostics)


def _check_inherited(
    given: Sequence[Named],
    theme: Theme,
    span: Span,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Report tokens whose value is of a parent, and names families that `theme` has given up."""
    own = {each.name for each in given}
    for name, value in declared_tokens(theme, workspace).items():
        if f"{PREFIX}{name}".startswith(_FONT) and PREFIX + name not in own and "var(" not in value:
            _check_font(PREFIX + name, value, span, theme, diagnostics)


def _check_font(what: str, value: str, span: Span, theme: Theme, diagnostics: Diagnostics) -> None:
    """Report that `what`, which names the families `value`, has no font in `theme`."""
    if value and (hint := _strange(value, theme)):
        diagnostics.error("RK0409", f"the theme brings no font for {what}", span, hint)


def _named(each: Named) -> str:
    """The families that a declaration names itself; "" if none, or if tokens may name others."""
    if "var(" in each.value:
        return ""
    if each.name.lower() == "font":
        # What is before the size says nothing of families.
        found = re.search(r"[\d.]+(?:[a-z]+|%)(?:\s*/\s*\S+)?\s+(\D.*)$", each.value)
        return found[1] if found else ""
    return each.value


def _strange(value: str, theme: Theme) -> str:
    """A hint, where `theme` has no face of any family that `value` names; else ""."""
    families = sorted({face.family for face in theme.faces})
    scripts = {face.family for face in theme.script_faces}
    named = [name.strip(" \"'") for name in value.split(",")]
    if not {*families}.isdisjoint(named) or named[0] in scripts or named[0].lower() in _GENERAL:
        return ""
    return suggestion(named[0], families) or f"its theme.toml has {', '.join(families)}"
