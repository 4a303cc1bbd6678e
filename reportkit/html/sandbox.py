"""The sandbox in which templates run.

A template sees the values that it is given, a short list of filters, and by `token("accent")` the
values that the theme's tokens have in print. It reaches no attribute that Python keeps for itself,
changes nothing, and cannot ask for work without bound: undefined names fail, numbers are not raised
to powers, text is not multiplied or padded, ranges end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, StrictUndefined, Template, TemplateNotFound, UndefinedError
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader, split_template_path
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportkit.html.asked import Question
from reportkit.html.display import balance, settle, widest
from reportkit.theme import Theme
from reportkit.theme.tokens import print_tokens
from reportkit.workspace import Workspace

FILTERS = frozenset(
    [
        "abs",
        "batch",
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "first",
        "groupby",
        "int",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "select",
        "selectattr",
        "sort",
        "string",
        "striptags",
        "sum",
        "trim",
        "truncate",
        "unique",
        "upper",
        "urlencode",
    ]
)
"""Those of Jinja's that stay; `safe` does not, since only the view makes markup."""
PADDING = frozenset(["center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"])
"""Methods of text that make much of little."""
MOST_ROUNDS = 10_000
MOST_COMPILED = 500
"""Templates whose code is kept."""
DEFAULT = "default"
"""First segment of a template's name that asks for the file which an override replaces."""


class _Compiled(BytecodeCache):
    """The code of templates, kept while the process lives; on disk others could change it."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}
        """Checksum of the text, and its code, by the name and the file of a template."""

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is None:
            return
        if len(self._codes) >= MOST_COMPILED:
            self.clear()
        self._codes[bucket.key] = bucket.checksum, bucket.code

    def clear(self) -> None:
        self._codes.clear()


COMPILED = _Compiled()


class _Template(Template):
    """A template that, wherever it is imported, has asked for what it asked for at first.

    Jinja runs a template that is imported once, and keeps its macros.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        assert isinstance(self.environment, Sandbox)
        with self.environment.importing(self.name or ""):
            return super()._get_default_module(ctx)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for the templates of `theme`, read through `workspace`."""

    intercepted_binops = frozenset(("*", "**", "%"))
    template_class = _Template

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__(
            loader=_Loader(theme, workspace),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=COMPILED,
        )
        kept = {name: filter_ for name, filter_ in self.filters.items() if name in FILTERS}
        self.filters = {**kept, "balance": balance, "settle": settle, "widest": widest}
        self.globals = {"range": _range, "token": _token(theme, workspace)}
        self.asked: dict[Question, None] = {}
        """What templates have asked for, in their order; to be cleared by whoever wants to know."""
        self._imported: dict[str, dict[Question, None]] = {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        if isinstance(name, str):
            self.asked["template", name] = None
        return super().get_template(name, parent, globals)

    def select_template(self, names: Any, parent: Any = None, globals: Any = None) -> Template:
        self.asked |= {("template", name): None for name in names if isinstance(name, str)}
        return super().select_template(names, parent, globals)

    @contextmanager
    def importing(self, name: str) -> Iterator[None]:
        """While open, the template `name` is imported."""
        before = dict(self.asked)
        self.asked.clear()
        try:
            yield
        finally:
            own = self._imported.setdefault(name, {})
            own |= self.asked
            self.asked.clear()
            self.asked |= before | own

    def text(self, name: str) -> str:
        """The text of the template `name`, recorded as read; "" if it cannot be had."""
        try:
            return self.loader.get_source(self, name)[0] if self.loader else ""
        except (TemplateNotFound, OSError, UnicodeDecodeError):
            return ""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str) and attr in PADDING:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers:
            raise SecurityError(f"the operator {operator} is for small sums alone")
        return super().call_binop(context, operator, left, right)


def _range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > MOST_ROUNDS:
        raise SecurityError(f"a range has at most {MOST_ROUNDS} numbers")
    return found


def _token(theme: Theme, workspace: Workspace) -> Callable[[str], str]:
    """The function that gives templates the value of a token in print; read when first asked."""
    values = cache(lambda: print_tokens(theme, workspace))

    def token(name: str) -> str:
        if name not in values():
            raise UndefinedError(f"there is no token --rk-{name}")
        return values()[name]

    return token


class _Loader(BaseLoader):
    """Finds `parts/cover.html` in the first folder that has it, `default/…` in the defaults."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        self.theme, self.workspace = theme, workspace

    def get_source(self, environment: Any, template: str) -> tuple[str, str, None]:
        segments = split_template_path(template)
        folders = self.theme.template_folders
        if segments[0] == DEFAULT:
            folders, segments = (self.theme.default_templates,), segments[1:]
        for folder in folders:
            path = folder.joinpath(*segments)
            if path.is_file():
                return self._text(path), str(path), None
        raise TemplateNotFound(template)

    def _text(self, path: Path) -> str:
        return self.workspace.read(path).decode("utf-8-sig")
