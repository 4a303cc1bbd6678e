"""Names in a theme's stylesheets that the contract does not have.

In go stylesheets taken apart, out come findings: a token that nothing declares or nothing asks for,
a class that no report has, a block `@media` where none may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportkit.diagnostics import Diagnostics, suggestion
from reportkit.kit.contract import Contract
from reportkit.kit.sheets import Named, Sheet
from reportkit.theme import Theme
from reportkit.theme.tokens import PREFIX
from reportkit.workspace import Workspace

_IN_MARKUP = re.compile(r'class="([^"]*)"|(--rk-[\w-]+)')
_LIST = "the names that there are: styles/README.md"


def check(
    own: Sequence[Sheet],
    others: Sequence[Sheet],
    theme: Theme,
    contract: Contract,
    workspace: Workspace,
    diagnostics: Diagnostics,
) -> None:
    """Report the names in `own` that neither the contract nor `others` know."""
    in_templates = set(_templates(theme, workspace))
    sheets = (*own, *others)
    declared = {each.name for sheet in sheets for each in sheet.declared} | in_templates
    asked = {each.name for sheet in sheets for each in sheet.asked} | in_templates
    classes = contract.classes | in_templates
    for sheet in own:
        for each in sheet.asked:
            is_ours = each.name.startswith(PREFIX)
            if each.name not in declared and (is_ours or not each.has_fallback):
                message = f"there is no token {each.name}"
                _tell("RK0409", message, each, contract.tokens, diagnostics)
        for each in sheet.declared:
            if each.name not in contract.tokens | asked:
                message = f"nothing asks for the token {each.name}"
                _tell("RK0409", message, each, contract.tokens, diagnostics)
        for each in sheet.classes:
            if each.name not in classes:
                message = f"the class {each.name} is not in the contract"
                _tell("RK0410", message, each, contract.classes, diagnostics)
        for reason, span, hint in sheet.faults:
            diagnostics.error("RK0504", f"this style cannot be read: {reason}", span, hint)
        for span in sheet.nested:
            hint = "write it at the top, with the rule inside"
            diagnostics.error("RK0412", "@media is nested, which print ignores", span, hint)


def _tell(
    code: str, message: str, each: Named, known: Iterable[str], diagnostics: Diagnostics
) -> None:
    hint = suggestion(each.name, known) or _LIST
    diagnostics.error(code, message, each.span, hint)


def _templates(theme: Theme, workspace: Workspace) -> Iterator[str]:
    """Classes and tokens that templates of the theme or the project name."""
    for folder in theme.template_folders:
        for path in sorted(folder.rglob("*.html")):
            text = workspace.read(path).decode("utf-8", "replace")
            for classes, token in _IN_MARKUP.findall(text):
                yield from (*classes.split(), *([token] if token else []))
