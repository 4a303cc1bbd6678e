"""The line between the stages: who may import whom. The table is the design."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "reportkit"

STAGES = {"source", "model", "view", "theme", "images", "html", "press"}

# Top-level modules of reportkit, and what each may import besides itself, the standard library and
# `frozen`, which is as if it were of that.
MAY_IMPORT: dict[str, set[str]] = {
    "": {"api"},
    "__main__": {"cli"},
    "cli": {
        "garbage",
        *("click", "batch", "build", "check", "clean", "diagnostics", "explanations", "forms"),
        *("importing", "kit", "policy", "project", "scaffold", "theme", "wishes"),
        *("deps", "doctor", "editor", "preview", "results", "session", "sheets", "uvicorn"),
        "workspace",
    },
    "capsule": {"press", "workspace"},
    "batch": {
        *("build", "diagnostics", "executor", "session", "timings", "workers"),
        "workspace",
    },
    "api": {
        *("build", "check", "diagnostics", "model", "policy", "project", "session", "sheets"),
        "wishes",
        "workspace",
    },
    "called": {"api"},
    "wishes": {"build", "policy", "project"},
    "check": {"build", "called", "diagnostics", "images", "look", "session", "workspace"},
    "explanations": set(),
    "forms": {"console", "diagnostics", "explanations"},
    "clean": {"diagnostics", "session", "theme", "workspace"},
    "frozen": set(),
    "garbage": set(),
    "memo": set(),
    "libraries": set(),
    "records": {"diagnostics", "press", "theme", "tools", "workspace"},
    "scaffold": {"editor"},
    "deps": {"batch", "project"},
    "pytest_plugin": {"PIL", "pypdfium2", "pytest", "api", "console", "diagnostics"},
    "preview": {
        *("pypdfium2", "starlette", "watchfiles"),
        *("build", "project", "session", "theme", "wishes", "diagnostics", "workspace"),
    },
    "editor": {"project", "diagnostics", "workspace"},
    "doctor": {"press", "project", "theme", "diagnostics", "workspace"},
    "session": {
        *("diagnostics", "html", "press", "records", "timings", "workers"),
        "workspace",
    },
    "tools": {"libraries"},
    "timings": set(),
    "warm": set(),
    "workers": {"executor"},
    "executor": set(),
    "build": {
        *STAGES,
        "formats",
        "garbage",
        "memo",
        "opening",
        "results",
        "brand",
        "look",
        "mounts",
        "records",
        "session",
        "shelved",
        "diagnostics",
        "gather",
        "called",
        "include",
        "policy",
        "project",
        "sheets",
        "variables",
        "workspace",
    },
    "opening": {"project", "source", "diagnostics", "workspace"},
    "shelved": set(),
    "formats": {
        *("build", "capsule", "card", "html", "images", "look", "mounts", "plain", "press"),
        *("project", "session", "shelved", "source", "theme", "view"),
        *("diagnostics", "workspace"),
    },
    "card": {"view"},
    "results": {"shelved", "diagnostics", "workspace"},
    "plain": {"model", "source", "view"},
    "kit": {
        *("PIL", "cssselect2", "fontTools", "pypdfium2", "tinycss2", "tinyhtml5"),
        *("brand", "build", "html", "policy", "session", "sheets", "theme", "view"),
        *("diagnostics", "workspace"),
    },
    "look": {"html", "theme", "view", "diagnostics", "workspace"},
    "brand": {"tinycss2", "source", "theme", "diagnostics", "workspace"},
    "console": {"click", "diagnostics"},
    "diagnostics": set(),
    "workspace": {"diagnostics"},
    "toml": {"diagnostics"},
    "policy": {"diagnostics"},
    "project": {"policy", "sheets", "toml", "diagnostics", "workspace"},
    "sheets": set(),
    "source": {"ruamel", "yaml", "diagnostics"},
    "include": {"source", "diagnostics", "workspace"},
    "variables": {"source", "diagnostics"},
    "importing": {
        *("babel", "mammoth", "markdown_it", "tinyhtml5"),
        *("source", "view", "diagnostics", "workspace"),
    },
    "model": {"pydantic", "sheets", "source", "diagnostics"},
    "gather": {"model", "source", "diagnostics", "workspace"},
    "view": {"babel", "markdown_it", "model", "source", "diagnostics"},
    "theme": {
        *("fontpkg", "fontTools", "tinycss2", "uharfbuzz"),
        *("sheets", "toml", "diagnostics", "workspace"),
    },
    "mounts": {"diagnostics", "workspace"},
    "images": {"PIL", "mounts", "diagnostics", "workspace"},
    "html": {
        "jinja2",
        "markupsafe",
        "tinycss2",
        "memo",
        "view",
        "vl_convert",
        "mounts",
        "theme",
        "diagnostics",
        "workspace",
    },
    "press": {
        "distributed",
        "pydyf",
        "pypdfium2",
        "tinyhtml5",
        "uharfbuzz",
        "weasyprint",
        "mounts",
        "diagnostics",
        "garbage",
        "memo",
        "tools",
        "executor",
        "workers",
        "workspace",
    },
}

# Slow to import, so that what does not need them must not pay for them.
HEAVY = {
    "PIL",
    "babel",
    "distributed",
    "fontTools",
    "jinja2",
    "markdown_it",
    "pydantic",
    "ruamel",
    "weasyprint",
}

FILES = sorted(PACKAGE.rglob("*.py"))


def _top_level(file: Path) -> str:
    """The row of the table that rules `file`; "" for reportkit/__init__.py."""
    first = file.relative_to(PACKAGE).with_suffix("").parts[0]
    return "" if first == "__init__" else first


def _imports(text: str, package: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and dotted name, split, of all that `text`, a module in `package`, imports anywhere."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, tuple(alias.name.split("."))) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            yield from ((node.lineno, (*base, alias.name)) for alias in node.names)


def _owner(name: tuple[str, ...]) -> str | None:
    """What the table calls the thing imported; None for the standard library and reportkit."""
    if name[0] in sys.stdlib_module_names:
        return None
    if name[0] != "reportkit":
        return name[0]
    is_module = len(name) > 1 and (
        (PACKAGE / name[1]).is_dir() or (PACKAGE / f"{name[1]}.py").is_file()
    )
    return name[1] if is_module else None


def trespasses(text: str, file: Path) -> list[str]:
    """The imports of `text`, standing in `file`, that the table does not allow; a line each."""
    row = _top_level(file)
    allowed = MAY_IMPORT.get(row, set()) | {row, "frozen"}
    package = ("reportkit", *file.relative_to(PACKAGE).parent.parts)
    shown = file.relative_to(PACKAGE.parent).as_posix()
    return [
        f"{shown}:{line} imports {'.'.join(name)}; {row or 'reportkit/__init__.py'} may import "
        + (", ".join(sorted(MAY_IMPORT.get(row, set()))) or "the standard library alone")
        for line, name in _imports(text, package)
        if _owner(name) not in {None, *allowed}
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_stage_may(file: Path) -> None:
    assert _top_level(file) in {"", *MAY_IMPORT}, "give the module a row in MAY_IMPORT"
    assert not (found := trespasses(file.read_text("utf-8"), file)), "\n".join(found)


PUBLIC = {
    *("HTML", "Attachment", "DEFAULT_OPTIONS", "__version__"),
    *("urls.URLFetcher", "urls.URLFetcherResponse", "text.fonts.FontConfiguration"),
}
"""What is used of WeasyPrint besides what `press/inside` alone may name."""


@pytest.mark.parametrize("file", [f for f in FILES if "weasyprint." in f.read_text("utf-8")])
def test_private_names_of_weasyprint_stand_in_one_package(file: Path) -> None:
    if file.is_relative_to(PACKAGE / "press" / "inside"):
        return
    tree = ast.parse(file.read_text("utf-8"))
    chains = (ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    named = {chain for chain in chains if chain.startswith("weasyprint.")}
    named |= {".".join(name) for _, name in _imports(ast.unparse(tree), ())}
    used = {name.removeprefix("weasyprint.") for name in named if name.startswith("weasyprint.")}
    assert used <= PUBLIC


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("view/x.py", "import jinja2.sandbox", "jinja2.sandbox"),
        ("view/x.py", "from reportkit.html.page import Page", "reportkit.html.page.Page"),
        ("view/x.py", "from ..html import Page", "reportkit.html.Page"),
        ("press/x.py", "from reportkit import view", "reportkit.view"),
        ("cli/x.py", "def f():\n    import weasyprint", "weasyprint"),
        ("diagnostics.py", "if TYPE_CHECKING:\n    from click import style", "click.style"),
    ],
)
def test_an_import_across_the_line_is_found(file: str, text: str, name: str) -> None:
    (found,) = trespasses(text, PACKAGE / file)
    assert f" imports {name}; " in found


def test_the_standard_library_and_the_own_stage_are_always_allowed() -> None:
    text = "from html import escape\nfrom . import dates\nfrom reportkit import __version__"
    assert trespasses(text, PACKAGE / "view" / "x.py") == []


def _loaded_by(code: str) -> set[str]:
    """Top-level modules that are loaded after `code` has run in a new interpreter."""
    code = f"import sys\ntry:\n    {code}\nfinally:\n    print('\\0', *sys.modules)"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return {name.split(".")[0] for name in run.stdout.rpartition("\0")[2].split()}


def test_help_imports_nothing_heavy() -> None:
    call = "sys.argv = ['reportkit', '--help']; from reportkit.cli import main; main()"
    loaded = _loaded_by(call)
    assert "click" in loaded
    assert not loaded & HEAVY


def test_the_stages_are_imported_when_they_run() -> None:
    assert not _loaded_by("import reportkit.build, reportkit.cli.build") & HEAVY
