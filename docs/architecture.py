"""Write docs/architecture.md, whose table of modules is made: `python docs/architecture.py`.

In go docs/architecture.intro.md, the docstrings of the modules and the table of imports that
tests/test_imports.py holds; a test holds the file against what comes out.
"""

from __future__ import annotations

import ast
import runpy
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

DOCS = Path(__file__).parent
FILE = DOCS / "architecture.md"
PACKAGE = DOCS.parent / "reportkit"
LINE = (
    *("build", "source", "include", "variables", "theme", "brand", "model", "gather", "view"),
    *("look", "mounts", "images", "html", "formats", "plain", "press", "workspace", "diagnostics"),
)
"""The modules of the line, in its order."""


def text() -> str:
    """The whole file."""
    intro = (DOCS / "architecture.intro.md").read_text("utf-8")
    return intro.replace("{modules}", "\n".join(_table()))


def may_import() -> dict[str, Set[str]]:
    """What each module of the package may import, without the package itself."""
    found = runpy.run_path(str(DOCS.parent / "tests" / "test_imports.py"))["MAY_IMPORT"]
    return {name: allowed for name, allowed in found.items() if name.isidentifier()}


def _table() -> Iterator[str]:
    allowed = may_import()
    others = sorted(name for name in allowed if name not in LINE and not name.startswith("_"))
    yield "| module | what | may import |"
    yield "| --- | --- | --- |"
    for name in (*LINE, *others):
        own = _names(other for other in allowed[name] if other in allowed)
        libraries = _names(other for other in allowed[name] if other not in allowed)
        names = "; ".join(filter(None, (own, libraries)))
        yield f"| `{name}` | {_about(name)} | {names or 'nothing'} |"


def _names(found: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(found, key=str.lower))


def _about(name: str) -> str:
    """The first sentence of a module's docstring."""
    path = PACKAGE / name / "__init__.py"
    path = path if path.is_file() else PACKAGE / f"{name}.py"
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said, name
    sentence = " ".join(said.split()).partition(". ")[0]
    return sentence.rstrip(".").replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
